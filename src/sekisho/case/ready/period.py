"""The weeks that count, cut into working days and working hours.

The cells are fixed by the period and the office's hours alone, never by the records: what is
seen of them can only grow with more records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from sekisho.events.time import JAPAN
from sekisho.rulebook import Hours

DAYS = 14
"""Days asked about when no period is given."""
GRACE = 3
"""Working days a source may begin late: a computer is not switched on every day."""


@dataclass(frozen=True)
class Period:
    """From ``since`` up to, not including, ``until`` (aware, UTC)."""

    since: datetime
    until: datetime
    hours: Hours

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The working days of Japan that lie wholly in the period."""
        first, last = self.since.astimezone(JAPAN), self.until.astimezone(JAPAN)
        whole = first.time() == time(0)
        begin = first.date() if whole else first.date() + timedelta(days=1)
        count = (last.date() - begin).days
        every = (begin + timedelta(days=number) for number in range(max(count, 0)))
        return tuple(day for day in every if self.hours.is_workday(day))

    @cached_property
    def working_hours(self) -> tuple[datetime, ...]:
        """The beginnings (UTC) of the clock hours in which the office works throughout."""
        found = []
        for day in self.days:
            midnight = datetime.combine(day, time(0), JAPAN)
            for hour in range(24):
                start = midnight + timedelta(hours=hour)
                moments = (start, start + timedelta(minutes=30), start + timedelta(minutes=59))
                if all(self.hours.state(moment) == "work" for moment in moments):
                    found.append(start.astimezone(UTC))
        return tuple(found)

    @cached_property
    def grace(self) -> datetime:
        """A record that begins before this moment (UTC) counts as reaching back far enough."""
        days = self.days[GRACE - 1 : GRACE] or self.days[-1:]
        if not days:
            return self.until
        return datetime.combine(days[0] + timedelta(days=1), time(0), JAPAN).astimezone(UTC)


def weeks_before(now: datetime, hours: Hours, days: int = DAYS) -> Period:
    """The period that ends with the last whole day in Japan before ``now``."""
    midnight = datetime.combine(now.astimezone(JAPAN).date(), time(0), JAPAN)
    return Period(
        (midnight - timedelta(days=days)).astimezone(UTC), midnight.astimezone(UTC), hours
    )
