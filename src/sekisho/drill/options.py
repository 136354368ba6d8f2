"""What an exercise may be asked for, and what it hands back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Name = Literal["ikeda", "takatsuki"]
Proxy = Literal["squid", "squid-extended", "combined", "bluecoat", "fortigate", "ifilter"]
Dhcp = Literal["isc", "isc-leases", "windows", "fortigate", "yamaha"]
Tool = Literal[
    "anydesk",
    "teamviewer",
    "ultraviewer",
    "quickassist",
    "logmein-rescue",
    "screenconnect",
    "rustdesk",
    "supremo",
]
Windows = Literal["winlogbeat", "xml"]
XmlEncoding = Literal["mixed", "utf-8", "cp932"]

NAMES: tuple[Name, ...] = get_args(Name)
INCIDENT_DATE: dict[str, dt.date] = {
    "ikeda": dt.date(2016, 6, 3),
    "takatsuki": dt.date(2016, 5, 31),
}

_CHOICES = {
    "proxy": get_args(Proxy),
    "dhcp": get_args(Dhcp),
    "tool": get_args(Tool),
    "windows": get_args(Windows),
    "xml_encoding": get_args(XmlEncoding),
}
_RANGES = {"days": (2, 60), "pcs": (10, 2000), "scale": (1, 100_000)}


class OptionsError(ValueError):
    """An option has a value that no exercise can be written for; the message names both."""


@dataclass(frozen=True, slots=True)
class Options:
    """The wishes for one exercise; equal options give equal bytes.

    `scale` multiplies the ordinary lines of the proxy (about `430 * pcs` lines a working day at
    1). Takatsuki has at least one PC for each of its 80 departments. Offsets are seconds that a
    clock shows beyond real time; `None` lets the seed choose. The days end with the day of the
    incident (Ikeda) or with the day after it (Takatsuki).
    """

    seed: int = 1
    days: int = 5
    pcs: int = 12
    proxy: Proxy = "squid"
    dhcp: Dhcp = "isc"
    tool: Tool = "anydesk"
    windows: Windows = "winlogbeat"
    scale: int = 1
    date: dt.date | None = None
    proxy_offset_s: int = 0
    pc_offset_s: int | None = None
    server_offset_s: int | None = None
    xml_encoding: XmlEncoding = "mixed"

    def __post_init__(self) -> None:
        for field, allowed in _CHOICES.items():
            value = getattr(self, field)
            if value not in allowed:
                raise OptionsError(f"{field}={value!r}: one of {', '.join(allowed)} is meant")
        for field, (low, high) in _RANGES.items():
            value = getattr(self, field)
            if not low <= value <= high:
                raise OptionsError(f"{field}={value!r}: {low} to {high} is meant")
        if self.date and self.date.weekday() > 4:
            raise OptionsError(f"date={self.date.isoformat()}: a working day is meant")

    def day_of(self, name: str) -> dt.date:
        """The day of the incident of the exercise `name`."""
        return self.date or INCIDENT_DATE[name]


@dataclass(frozen=True, slots=True)
class Written:
    """Where an exercise lies and how large its evidence is."""

    name: str
    evidence: Path
    truth: Path
    files: int
    bytes: int
