"""Records: how long they are kept, their clocks, how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sekisho.form.values import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    source: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many days records are kept."""

    days: int
    sources: tuple[Kept, ...] = ()

    def days_for(self, source: str) -> int:
        """The days a source is kept: its own entry, else the general one."""
        return next((kept.days for kept in self.sources if kept.source == source), self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """True time = written time - ``offset_seconds``; ``zone`` is empty where not given."""

    source: str = ""
    host: str = ""
    zone: str = ""
    offset_seconds: float | None = None
    uncertainty_seconds: float | None = None
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    zone: str
    known: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    source: str
    logformat: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    prefix: str = ""
    delimiter: str = ""
    encoding: str = ""
