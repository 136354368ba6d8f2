"""Pointers to records by their own numbers, unambiguous even where a file uses one twice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


class Pointers:
    """Gives each record of a file its position.

    A record's position is its own number. Where a file holds a number twice (two logs put
    together, a damaged header), the later record's position is minus its ordinal in the order
    of reading (from 1), which no record number can be.
    """

    def __init__(self) -> None:
        self._seen: list[Numbers] = []
        self._read = 0
        self._highest = -1
        self.repeated = 0

    def of(self, numbers: Numbers) -> Numbers:
        """The positions of the next records of the file."""
        positions = numbers.copy()
        ordinals = np.arange(self._read + 1, self._read + len(numbers) + 1)
        again = self._again(numbers)
        positions[again] = -ordinals[again]
        self.repeated += int(again.sum())
        self._read += len(numbers)
        self._seen.append(numbers)
        self._highest = max(self._highest, int(numbers.max(initial=-1)))
        return positions

    def numbers(self) -> Numbers:
        """All records' numbers so far, in the order of reading."""
        return np.concatenate([np.array([], dtype=np.int64), *self._seen])

    def _again(self, numbers: Numbers) -> npt.NDArray[np.bool_]:
        """Which numbers came before, in this call or an earlier one (or are none)."""
        again = numbers < 0
        rising = len(numbers) == 0 or (
            int(numbers[0]) > self._highest and bool((np.diff(numbers) > 0).all())
        )
        if rising:
            return again
        _, first = np.unique(numbers, return_index=True)
        again = again | ~np.isin(np.arange(len(numbers)), first)
        for earlier in self._seen:
            again |= np.isin(numbers, earlier)
        return again
