"""A case sheet as it may be used at a moment: nothing in it can have happened later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sekisho.case.sheet.entries import Sheet
from sekisho.form.when import When

_TIMED = (
    "calls", "measures", "decisions", "agencies", "affected", "voices", "damage", "publications",
)  # fmt: skip


def until(sheet: Sheet, now: datetime) -> tuple[Sheet, int]:
    """The sheet without entries dated after ``now``, and how many those are. What is planned
    stays. A wrong clock or a slip of the pen must not become a fact."""
    kept: dict[str, Any] = {}
    dropped = 0
    for name in _TIMED:
        entries = getattr(sheet, name)
        mine = tuple(one for one in entries if not _ahead(one.at, now) or _planned(one))
        dropped += len(entries) - len(mine)
        kept[name] = mine
    if kept["calls"] != sheet.calls:
        lines = zip(sheet.calls, sheet.lines, strict=False)
        kept["lines"] = tuple(line for call, line in lines if not _ahead(call.at, now))
    return replace(sheet, **kept), dropped


def _planned(entry: object) -> bool:
    return getattr(entry, "state", "") == "planned"


def _ahead(at: When | None, now: datetime) -> bool:
    return at is not None and at.earliest > now
