"""One issue of the first report: its number, its time, what it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sekisho.events.time import JAPAN
from sekisho.report.first.points import Point

EVERY_HOURS = 3
AT_LEAST = timedelta(minutes=30)
"""Nobody is promised a report sooner than it can be written."""

State = Literal["nothing", "begun", "read"]


@dataclass(frozen=True)
class Earlier:
    """The report before. ``altered``: its file is no longer as it was written."""

    number: int
    at: datetime
    points: tuple[Point, ...]
    altered: bool = False


@dataclass(frozen=True)
class Issue:
    """What the report is told beside the case.

    ``state``: whether records were not read at all, were begun to be read, or were read, then
    at ``examined``. ``next``: when the next report is due, ``every_hours`` apart counted from
    the first knowledge, 0 when a person set it.
    """

    number: int
    now: datetime
    next: datetime
    every_hours: int
    state: State
    examined: datetime | None = None
    earlier: Earlier | None = None

    @property
    def today(self) -> date:
        """The day of the report in Japan: times of this day are told without it."""
        return self.now.astimezone(JAPAN).date()


def next_report(known: datetime | None, now: datetime, every_hours: int) -> datetime:
    """The first moment a whole number of intervals after the first knowledge (``now`` when it
    is not known or lies ahead) that leaves half an hour from ``now``."""
    step = timedelta(hours=every_hours)
    begun = known if known is not None and known <= now else now
    due = begun + ((now - begun) // step + 1) * step
    return due if due - now >= AT_LEAST else due + step
