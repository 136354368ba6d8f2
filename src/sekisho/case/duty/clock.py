"""Counting days as the law does, and how much of a term has passed.

The day of knowing is the first day; Saturdays, Sundays and holidays count; a term that ends on
a closed day ends with the next open one. Closed are the days of 行政機関の休日に関する法律第1条
(Saturday, Sunday, national holidays, 29 December to 3 January), whatever the town's own are.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sekisho.case.duty.facts import Deadline, Known
from sekisho.case.duty.law import Term
from sekisho.events.time import JAPAN
from sekisho.rulebook.hours import Hours, YearEnd

_OFFICE = Hours(
    start=time(8, 30),
    end=time(17, 15),
    breaks=(),
    workdays=("mon", "tue", "wed", "thu", "fri"),
    national_holidays=True,
    year_end=YearEnd(start="12-29", end="01-03"),
)
WARNINGS = (100, 90, 75, 50)
"""Per cent of a term; 100 is over."""


def last_day(known: date, days: int) -> date:
    """The last day of a term of ``days``, as counted: the day of knowing is the first."""
    return known + timedelta(days=days - 1)


def due_day(last: date) -> date:
    """The same day, or the next one on which offices are open."""
    while not _OFFICE.is_workday(last):
        last += timedelta(days=1)
    return last


def spent(known: Known, due: date, now: datetime) -> float:
    """The part of a term that has passed at ``now``: 0 at the first knowledge, 1 at the end of
    the last day, more when it is over."""
    begin = known.at.earliest
    end = datetime.combine(due + timedelta(days=1), time(), JAPAN)
    return max(0.0, (now - begin) / (end - begin))


def warning(part: float) -> int:
    """The warning that a part of a term calls for: 0, 50, 75, 90 or 100."""
    return next((level for level in WARNINGS if part * 100 >= level), 0)


def deadline(term: Term, known: Known, now: datetime, *, applies: bool) -> Deadline:
    """One term counted from the first knowledge."""
    day = known.at.day
    last = last_day(day, term.days)
    due = due_day(last)
    part = spent(known, due, now)
    return Deadline(
        kind=term.kind,
        days=term.days,
        article=term.article,
        confirmed=term.confirmed,
        least=last_day(day, term.least) if term.least else None,
        last=last,
        due=due,
        spent=round(part, 4),
        warning=warning(part),
        applies=applies,
    )
