"""What readiness is told in: levels, what is held, answers, remedies, how far records reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from sekisho.case.facts import NotRead, Reason


class Level(IntEnum):
    """How far something is there; the order is the meaning: more evidence never lowers it."""

    NONE = 0
    PARTLY = 1
    FULL = 2

    @property
    def word(self) -> str:
        """The word of JSON and of text codes: ``none``, ``partly`` or ``full``."""
        return self.name.lower()


@dataclass(frozen=True)
class Held:
    """What the records hold of one capability, and on what grounds that is said."""

    level: Level
    grounds: tuple[Reason, ...]


@dataclass(frozen=True)
class Answer:
    """One question and whether the records of the period could answer it.

    ``held``: the capabilities it needs, by name; ``lacking``: those that would have to be raised
    for a full answer, by the way that takes the least time; ``remedies``: what raises them.
    """

    question: str
    record: str
    quote: str
    rows: tuple[int, ...]
    first: bool
    level: Level
    held: Mapping[str, Held]
    lacking: tuple[str, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True)
class Remedy:
    """What closes a gap: who acts, how many minutes of work, files to apply, what it costs.

    ``systems``: beginnings of the datasets of the system it is for, empty where it suits any.
    ``each``: the minutes are for one computer, else for the whole town. ``events_per_day`` and
    ``mb_per_day`` are for one computer or system, None where nothing is written by it.
    ``questions``: those it helps to close.
    """

    name: str
    who: str
    minutes: int
    closes: tuple[str, ...]
    systems: tuple[str, ...] = ()
    each: bool = False
    files: tuple[str, ...] = ()
    events_per_day: int | None = None
    mb_per_day: float | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reach:
    """How far back one kind of record reaches, how fast it grows, and when it is overwritten.

    ``what``: the source, for Windows events with the channel; ``hosts``: computers or recorders
    seen. ``first``: the oldest record, of several recorders that of the middle one, so that one
    old computer deceives nobody; ``days`` from there to the last. ``bytes_per_day`` is of the
    evidence as laid in, None where that holds other records as well. ``overwritten``: what is
    known of the end of a record.
    """

    what: str
    hosts: int
    first: datetime
    last: datetime
    events: int
    days: float
    events_per_day: float
    bytes_per_day: float | None
    overwritten: Reason


@dataclass(frozen=True)
class Readiness:
    """今日起きたら答えられない問い: everything that page, list and JSON are written from."""

    now: datetime
    since: datetime
    until: datetime
    workdays: int
    machines: int
    answers: tuple[Answer, ...]
    remedies: tuple[Remedy, ...]
    reach: tuple[Reach, ...]
    unread: tuple[NotRead, ...]
    assumptions: tuple[Reason, ...]
    made_by: Mapping[str, str] = field(default_factory=dict)

    def count(self, level: Level) -> int:
        """How many questions have this level."""
        return sum(answer.level == level for answer in self.answers)
