"""The year of dates that a format writes without one (RFC 3164: ``Jun  3 16:03:11``).

The year is taken from, in this order, the first that gives one:

1. a date in the name of the evidence, the file before its folders;
2. neighbours: lines of the same file that write a year, then the years of other files;
3. the file's own modified time;
4. the moment of the examination.

Within a file, December followed by January begins the next year. Where that happens is found
once for the whole file, so that any single line can be dated from its number alone. A year is
refused when a 29 February of the file does not exist in it, or when the file would begin
after the moment of the examination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note

Ground = Literal["name", "line", "years", "mtime", "now"]
Days = tuple[date, date]
Ints = npt.NDArray[np.int64]

_REIWA = 2018
_DAY = timedelta(days=1)
_JITTER = 3
_HALF_YEAR = 6
_FARTHEST = 366
_NAME_DATES = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"令和(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"令和(\d{1,2}|元)年(\d{1,2})月"),
    re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?!\d)"),
    re.compile(r"令和(\d{1,2}|元)年"),
)


@dataclass(frozen=True)
class Years:
    """The year of every line of a file that writes none.

    ``first``: the year of its first such line. ``changes``: line numbers with the number of
    years to add from that line on. ``last``: the year of its last such line.
    """

    first: int
    changes: tuple[tuple[int, int], ...]
    last: int
    ground: Ground
    told: str

    def of(self, positions: Ints) -> Ints:
        """The year of each line number."""
        if not self.changes:
            return np.full(len(positions), self.first, dtype=np.int64)
        lines = np.array([line for line, _ in self.changes])
        added = np.array([0, *(years for _, years in self.changes)])
        return self.first + added[np.searchsorted(lines, positions, side="right")]

    @property
    def note(self) -> Note:
        """The choice, for people; a doubt when only a clock of today stands behind it."""
        shown = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        values = {"year": shown, "from": f"{self.ground}={self.told}"}
        return Note("note.year_chosen", values, doubt=self.ground in ("mtime", "now"))


@dataclass
class YearSurvey:
    """What one pass over a file sees of its dates: those without a year and those with one."""

    _previous: tuple[int, int] | None = None
    _added: int = 0
    _changes: list[tuple[int, int]] = field(default_factory=list)
    _spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _dated: Days | None = None
    _dated_line: int = 0

    def undated(self, positions: Ints, months: Ints, days: Ints) -> None:
        """Takes in the dates without a year of the next lines, in the order of the file."""
        if len(months) == 0:
            return
        before = self._previous or (int(months[0]), int(days[0]))
        steps = np.diff(months, prepend=before[0])
        earlier = np.concatenate(([before[1]], days[:-1]))
        turned = steps <= -_HALF_YEAR
        # a late line of New Year's Eve after the first of January goes back, not ahead
        late = (steps == 11) & (earlier <= _JITTER) & (days > 31 - _JITTER)
        cuts = set(np.flatnonzero(turned | late).tolist())
        for start, stop in pairwise(sorted({0, *cuts, len(months)})):
            if start in cuts:
                self._added += 1 if turned[start] else -1
                self._changes.append((int(positions[start]), self._added))
            self._extend(months[start:stop], days[start:stop])
        self._previous = (int(months[-1]), int(days[-1]))

    def _extend(self, months: Ints, days: Ints) -> None:
        if len(months) == 0:
            return
        codes = months * 100 + days
        seen = self._spans.setdefault(self._added, [])
        ends = [divmod(int(code), 100) for code in (codes.min(), codes.max())]
        leap = [(2, 29)] if bool((codes == 229).any()) else []
        self._spans[self._added] = sorted({*seen, *ends, *leap})

    def dated(self, first: date, last: date, line: int) -> None:
        """Takes in that lines from ``line`` on write dates with a year between two days."""
        if self._dated is None:
            self._dated, self._dated_line = (first, last), line
        else:
            self._dated = (min(self._dated[0], first), max(self._dated[1], last))

    def years(self, evidence: Evidence, context: Context) -> Years | None:
        """The choice by the stated order, or None when every date of the file has its year."""
        if not self._spans:
            return None
        for ground, told, first in self._proposals(evidence, context):
            if first is not None:
                return Years(first, tuple(self._changes), first + self._added, ground, told)
        now = context.now
        return Years(now.year, tuple(self._changes), now.year + self._added, "now", _day(now))

    def _proposals(
        self, evidence: Evidence, context: Context
    ) -> Iterable[tuple[Ground, str, int | None]]:
        today = context.now.date()
        for part in reversed(evidence.parts):
            if (named := dates_in_name(part)) is not None:
                yield "name", part, self._nearest(named, today)
        if self._dated is not None:
            yield "line", str(self._dated_line), self._nearest(self._dated, today)
        for year in context.years:
            yield "years", str(year), self._containing(year, today)
        if evidence.modified is not None:
            limit = min(evidence.modified.date(), today)
            yield "mtime", _day(evidence.modified), self._not_after(limit)
        yield "now", _day(context.now), self._not_after(today)

    def _covered(self, first: int) -> Days | None:
        """The days of the file when its first line is of that year; None when one is no day."""
        try:
            days = [
                date(first + added, month, day)
                for added, span in self._spans.items()
                for month, day in span
            ]
        except ValueError:
            return None
        return min(days), max(days)

    def _nearest(self, stated: Days, today: date) -> int | None:
        fitting: list[tuple[int, int, int]] = []
        for first in range(stated[0].year - 2, stated[1].year + 2):
            covered = self._covered(first)
            if covered is None or covered[0] > today + 2 * _DAY:
                continue
            cost = _distance(covered, stated)
            if cost <= _FARTHEST:
                fitting.append((cost, -_overlap(covered, stated), -first))
        return -min(fitting)[2] if fitting else None

    def _containing(self, year: int, today: date) -> int | None:
        for first in range(year, year - abs(self._added) - 1, -1):
            covered = self._covered(first)
            if covered is not None and covered[1] <= today + 2 * _DAY:
                return first
        return None

    def _not_after(self, limit: date) -> int | None:
        for first in range(limit.year + 1, limit.year - 9, -1):
            covered = self._covered(first)
            if covered is not None and covered[1] <= limit + _DAY:
                return first
        return None


def dates_in_name(name: str) -> Days | None:
    """The days that a date in a name may mean (a day, a month, a year), or None.

    ``maillog-20160605``, ``2016-06``, ``令和8年6月``; the last one written counts.
    """
    for pattern in _NAME_DATES:
        for found in reversed(list(pattern.finditer(name))):
            days = _days_of(found.groups())
            if days is not None:
                return days
    return None


def _days_of(parts: tuple[str, ...]) -> Days | None:
    year = 1 if parts[0] == "元" else int(parts[0])
    year += _REIWA if year < 100 else 0
    month = int(parts[1]) if len(parts) > 1 else None
    day = int(parts[2]) if len(parts) > 2 else None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    after = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
    return first, after - _DAY


def _distance(covered: Days, stated: Days) -> int:
    """Days between; a file that begins after the date it is named by is twelve times as far."""
    if covered[0] > stated[1]:
        return (covered[0] - stated[1]).days * 12
    return max(0, (stated[0] - covered[1]).days)


def _overlap(covered: Days, stated: Days) -> int:
    return (min(covered[1], stated[1]) - max(covered[0], stated[0])).days


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
