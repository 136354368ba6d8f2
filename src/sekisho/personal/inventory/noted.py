"""What people are shown of an inventory, however long it is: the first of each kind of row, and
how many there are."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from sekisho.personal.inventory.row import Row

MOST = 1_000
"""Rows of a kind that somebody can still read through."""
_NO_DOCUMENT = frozenset({"not_read.no_document", "not_read.unknown_format", "not_read.empty"})
_LINK = "not_read.link"


@dataclass
class Some:
    """The first rows of a kind, in order, and how many there are of it."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0

    def add(self, row: Row) -> None:
        """Another row."""
        self.count += 1
        if len(self.rows) < MOST:
            self.rows.append(row)


class Noted:
    """The rows of an inventory, given one after the other, that are shown one by one.

    ``against``: those the rulebook is against; ``unread``: documents that were not read, or not
    wholly; ``missed``: how many of these are no links, which lead to what is read elsewhere.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.against = Some()
        self.unread = Some()
        self.missed = 0
        self._holding: list[tuple[int, int, Row]] = []
        self._count = 0
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Another row, in the order of the inventory."""
        if row.findings:
            self.against.add(row)
        codes = {one.code for one in row.reasons}
        if row.status != "read" and not codes & _NO_DOCUMENT:
            self.unread.add(row)
            self.missed += _LINK not in codes
        if row.persons and row.persons.high:
            self._count += 1
            # of equals the earlier stays, and no two rows are compared
            heapq.heappush(self._holding, (row.persons.high, -self._count, row))
            if len(self._holding) > MOST:
                heapq.heappop(self._holding)

    @property
    def holding(self) -> Some:
        """Documents with persons, those with the most first."""
        ordered = sorted(self._holding, key=lambda one: (-one[0], -one[1]))
        return Some([row for _, _, row in ordered], self._count)
