"""How regularly a source speaks, and the silences that its own rhythm does not explain.

A source is seen by the minute: a minute with events is an active one. What to expect of a quarter
of an hour is the mean of active minutes in the same quarter on other days of the same kind (work
days, other days); nights and weekends, in which a source never spoke, expect nothing, and their
silence is no gap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import log

from sekisho.events.time import JAPAN

RARE = 4.5
"""A silence is a gap when ``log(n) + RARE`` active minutes were to be expected in it, n being all
active minutes: were they to come by chance, one source in ninety would show one such silence."""
SHORTEST = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


class Rhythm:
    """The active minutes of one source (and host): ``minutes`` are their beginnings."""

    def __init__(self, minutes: Iterable[datetime], is_workday: Callable[[date], bool]) -> None:
        self.minutes = sorted(set(minutes))
        self._is_workday = is_workday
        self._quarters: Counter[tuple[date, int]] = Counter(
            _quarter(minute) for minute in self.minutes
        )
        self._days = self._spanned()
        self._enough = log(max(len(self.minutes), 1)) + RARE
        self._alike: dict[bool, list[date]] = defaultdict(list)
        for day in self._days:
            self._alike[is_workday(day)].append(day)

    def _spanned(self) -> list[date]:
        if not self.minutes:
            return []
        first, last = (
            moment.astimezone(JAPAN).date() for moment in (self.minutes[0], self.minutes[-1])
        )
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def expected(self, start: datetime, end: datetime) -> float:
        """How many active minutes were to be expected between two moments."""
        total = 0.0
        local = start.astimezone(JAPAN)
        moment = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
        while moment < end:
            part = min(end, moment + QUARTER) - max(start, moment)
            total += self._usual(*_quarter(moment)) * (part / QUARTER)
            moment += QUARTER
        return total

    def _usual(self, day: date, quarter: int) -> float:
        """Active minutes in that quarter of an hour on the other days of the kind; with one day
        alone, the lesser of those an hour before and after."""
        others = [other for other in self._alike[self._is_workday(day)] if other != day]
        if others:
            return sum(self._quarters[other, quarter] for other in others) / len(others)
        if len(self._days) > 1:
            return 0.0
        return float(min(self._quarters[day, quarter - 4], self._quarters[day, quarter + 4]))

    def silences(
        self, start: datetime | None, end: datetime | None
    ) -> list[tuple[datetime, datetime]]:
        """The gaps between ``start`` and ``end`` (default: the first and last active minute)."""
        if not self.minutes:
            return []
        edges: list[datetime] = list(self.minutes)
        if start is not None and start < edges[0]:
            edges.insert(0, start - MINUTE)
        if end is not None and end > edges[-1]:
            edges.append(end)
        return [
            (before + MINUTE, after)
            for before, after in pairwise(edges)
            if after - before - MINUTE >= SHORTEST
            and self.expected(before + MINUTE, after) >= self._enough
        ]


def _quarter(moment: datetime) -> tuple[date, int]:
    local = moment.astimezone(JAPAN)
    return local.date(), local.hour * 4 + local.minute // 15
