"""Working hours, breaks and days off, in Japan time.

National holidays are those of 国民の祝日に関する法律 as the ``holidays`` package has them
(1949-2099; outside of these years none are known).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

import holidays

from sekisho.events.time import JAPAN
from sekisho.rulebook.entries import Interval, NamedDate

State = Literal["work", "break", "off"]
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Span(NamedTuple):
    """A stretch of time in one state: ``start`` belongs to it, ``end`` no longer."""

    start: datetime
    end: datetime
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """The days off at the turn of every year, ``MM-DD``, both ends included."""

    start: str
    end: str

    def covers(self, day: date) -> bool:
        """Whether the day lies between the two, over the turn of the year if need be."""
        written = day.isoformat()[5:]
        if self.start <= self.end:
            return self.start <= written <= self.end
        return written >= self.start or written <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the office works."""

    start: time
    end: time
    breaks: tuple[Interval, ...]
    workdays: tuple[str, ...]
    national_holidays: bool
    year_end: YearEnd
    closed: tuple[NamedDate, ...] = ()
    open: tuple[NamedDate, ...] = ()

    def is_workday(self, day: date) -> bool:
        """Whether the office works on a day. A named day goes before every rule."""
        if any(named.date == day for named in self.open):
            return True
        if any(named.date == day for named in self.closed):
            return False
        if _DAYS[day.weekday()] not in self.workdays or self.year_end.covers(day):
            return False
        return not (self.national_holidays and day in _national_holidays(day.year))

    def state(self, moment: datetime) -> State:
        """``work``, ``break`` or ``off``. Raises ValueError for a moment without a zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment without a zone cannot be compared with working hours")
        local = moment.astimezone(JAPAN)
        clock = local.time()
        if not (self.start <= clock < self.end and self.is_workday(local.date())):
            return "off"
        resting = any(pause.start <= clock < pause.end for pause in self.breaks)
        return "break" if resting else "work"

    def spans(self, first: date, last: date) -> Iterator[Span]:
        """All stretches of work and break from ``first`` to ``last`` (included), in order.

        Says the same as ``state``, in a form that many events can be joined with at once.
        """
        edges = {self.start, self.end}
        for pause in self.breaks:
            edges |= {edge for edge in (pause.start, pause.end) if self.start < edge < self.end}
        ordered = sorted(edges)
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if self.is_workday(day):
                for start, end in pairwise(ordered):
                    begin = datetime.combine(day, start, JAPAN)
                    yield Span(begin, datetime.combine(day, end, JAPAN), self.state(begin))


@cache
def _national_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("JP", years=year))
