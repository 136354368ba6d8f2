"""How regularly a source speaks, and the silences that its own rhythm does not explain.

A source is seen by the minute: a minute with events is an active one. What to expect of a quarter
of an hour is the mean of active minutes in the same quarter on other days of the same kind (work
days, other days); nights and weekends, in which a source never spoke, expect nothing, and their
silence is no gap. Minutes are counted from 1970 in UTC; days and quarters are those of Japan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from math import log

import numpy as np
from numpy.typing import NDArray

RARE = 4.5
"""A silence is a gap when ``log(n) + RARE`` active minutes were to be expected in it, n being all
active minutes: were they to come by chance, one source in ninety would show one such silence."""
SHORTEST = 10
"""Minutes; a shorter silence is no gap however busy the source."""
QUARTER = 15
DAY = 1440
_JAPAN = 540
_EPOCH = date(1970, 1, 1)

Minutes = NDArray[np.int64]

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """The minute of a moment."""
    return int(moment.timestamp() // 60)


def moment_of(minute: int) -> datetime:
    """The beginning of a minute."""
    return _BEGINNING + timedelta(minutes=int(minute))


class Rhythm:
    """The active minutes of one source (and host)."""

    def __init__(self, minutes: Iterable[int], is_workday: Callable[[date], bool]) -> None:
        self.minutes: Minutes = np.unique(np.asarray(minutes, dtype=np.int64))
        self._is_workday = is_workday

    def silences(
        self, start: datetime | None, end: datetime | None
    ) -> list[tuple[datetime, datetime]]:
        """The gaps between ``start`` and ``end`` (default: the first and last active minute)."""
        if not len(self.minutes):
            return []
        first, last = int(self.minutes[0]), int(self.minutes[-1])
        low = min(first, minute_of(start)) if start else first
        high = max(last, minute_of(end)) if end else last
        begins = np.concatenate(([low] if low < first else [], self.minutes + 1)).astype(np.int64)
        ends = np.concatenate(([first] if low < first else [], self.minutes[1:], [high]))
        long_enough = ends - begins >= SHORTEST
        begins, ends = begins[long_enough], ends[long_enough].astype(np.int64)
        if not len(begins):
            return []
        enough = log(len(self.minutes)) + RARE
        found = self._expected(begins, ends, low, high) >= enough
        return [
            (moment_of(int(since)), moment_of(int(until)))
            for since, until in zip(begins[found], ends[found], strict=True)
        ]

    def _expected(self, begins: Minutes, ends: Minutes, low: int, high: int) -> NDArray[np.float64]:
        """Active minutes to be expected in each interval."""
        day_one = (low + _JAPAN) // DAY
        days = (high + _JAPAN) // DAY - day_one + 1
        origin = day_one * DAY - _JAPAN
        usual = self._usual(origin, days, day_one)
        total = np.concatenate(([0.0], np.cumsum(usual)))
        edges = origin + QUARTER * np.arange(len(total))
        return np.asarray(np.interp(ends, edges, total) - np.interp(begins, edges, total))

    def _usual(self, origin: int, days: int, day_one: int) -> NDArray[np.float64]:
        """What each quarter of each day would hold by the other days; with one day alone, the
        lesser of what it holds an hour before and after."""
        quarters = (self.minutes - origin) // QUARTER
        counts = np.bincount(quarters, minlength=days * 96)[: days * 96].astype(np.float64)
        table = counts.reshape(days, 96)
        spoken = np.flatnonzero(table.sum(axis=1))
        spanned = slice(int(spoken[0]), int(spoken[-1]) + 1)
        work = np.array(
            [self._is_workday(_EPOCH + timedelta(days=day_one + day)) for day in range(days)]
        )
        seen = np.zeros(days, dtype=bool)
        seen[spanned] = True
        usual = np.zeros_like(table)
        for kind in (True, False):
            alike = work == kind
            whole = table[alike & seen].sum(axis=0)
            others = np.maximum((alike & seen).sum() - seen[alike], 1)
            usual[alike] = (whole - table[alike]) / others[:, None]
        if spoken[0] == spoken[-1]:
            only = table[spoken[0]]
            before = np.concatenate((np.zeros(4), only[:-4]))
            after = np.concatenate((only[4:], np.zeros(4)))
            usual[spoken[0]] = np.minimum(before, after)
        return usual.ravel()
