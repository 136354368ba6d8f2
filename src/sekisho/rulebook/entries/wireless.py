"""Wireless networks that computers may join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WirelessNetwork:
    ssid: str
    zone: str = ""
    departments: tuple[str, ...] = ()
    reason: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wireless:
    """None but those in ``allowed``; ``tethering`` is ``allowed``, ``forbidden`` or not said,
    which is not allowed either."""

    allowed: tuple[WirelessNetwork, ...] = ()
    tethering: str = ""
