"""Software that may run, and that may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    name: str
    files: tuple[str, ...] = ()
    publisher: str = ""
    reason: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    allowed: tuple[Program, ...] = ()
    forbidden: tuple[Program, ...] = ()
    unlisted: str
