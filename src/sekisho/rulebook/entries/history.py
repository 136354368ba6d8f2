"""The rulebook's own revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision: in force from ``since``."""

    revision: str
    since: datetime
    what: str
    changed: date | None = None
    who: str = ""
    why: str = ""
    decision: str = ""
