"""Remote support that is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sekisho.rulebook.entries.office import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    tool: str
    host: str
    ticket: str
    contractor: str = ""
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    hours: Interval | None = None
