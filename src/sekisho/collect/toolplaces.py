"""Where remote-control tools leave traces on a PC, out of the catalogue's notes.

The catalogue belongs to ``detect``; who calls hands it in. An entry of its ``logs`` is a place
when it begins with a variable of Windows or a drive; ``NAME beside the program`` is looked for
where people leave what they downloaded; the rest (a channel, a provider) is an event log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

BESIDE = re.compile(r"(?P<names>.+?) beside the program")
LOOSE = ("%USERPROFILE%\\Downloads", "%USERPROFILE%\\Desktop", "%LOCALAPPDATA%\\Temp")
"""Where a tool lies that was run without being installed."""
_PLACE = re.compile(r"%[A-Za-z()0-9]+%\\|[A-Za-z]:\\")


@dataclass(frozen=True, order=True)
class ToolPlace:
    """A file or folder of a tool: a pattern with ``*`` and ``?``; a folder means all in it."""

    tool: str
    pattern: str


def tool_places(logs: Mapping[str, Iterable[str]]) -> tuple[ToolPlace, ...]:
    """The places of every tool, sorted. ``logs``: tool name to the catalogue's entries."""
    return tuple(
        sorted(
            ToolPlace(tool, place)
            for tool, entries in logs.items()
            for place in {place for entry in entries for place in _places(entry)}
        )
    )


def _places(entry: str) -> tuple[str, ...]:
    beside = BESIDE.fullmatch(entry)
    if beside:
        names = re.split(r"\s+and\s+|,\s*", beside["names"])
        return tuple(f"{folder}\\{name}" for folder in LOOSE for name in names)
    return (entry.rstrip("\\"),) if _PLACE.match(entry) else ()
