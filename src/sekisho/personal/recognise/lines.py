"""The lines of a text, found natively, and where tabs part them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Piece = tuple[int, int]
"""Start and end of a piece of a line."""
_Places = npt.NDArray[np.int64]
_TAB, _BREAK, _NUL = ord("\t"), ord("\n"), 0


@dataclass(frozen=True)
class Lines:
    """Lines end at a line break or NUL. ``starts``, ``ends``: of each, empty ones as well."""

    text: str
    codes: npt.NDArray[np.uint32]
    starts: Sequence[int]
    ends: Sequence[int]
    _starts: _Places
    _ends: _Places
    _tabs: Sequence[int]
    _from: Sequence[int]
    """For each line the number of tabs before it, and for all of them."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        breaks = np.flatnonzero((codes == _NUL) | (codes == _BREAK))
        starts, ends = np.append(0, breaks + 1), np.append(breaks, len(text))
        tabs = np.flatnonzero(codes == _TAB)
        before = np.append(np.searchsorted(tabs, starts), len(tabs))
        found = (starts.tolist(), ends.tolist(), starts, ends, tabs.tolist(), before.tolist())
        return cls(text, codes, *found)

    def number(self, at: int) -> int:
        """Which line a place belongs to."""
        return bisect_right(self.starts, at) - 1

    def around(self, places: Sequence[int]) -> list[Piece]:
        """The lines of some places in their order, each with its break, neighbouring ones
        together."""
        number = np.searchsorted(self._starts, places, side="right") - 1
        apart = np.ones(len(number) + 1, np.bool_)
        apart[1:-1] = np.diff(number) > 1
        first, last = number[apart[:-1]], number[apart[1:]]
        return list(
            zip(self._starts[first].tolist(), (self._ends[last] + 1).tolist(), strict=True)
        )

    def goes_on(self, number: int) -> bool:
        """Whether the next line is one of the same text."""
        end = self.ends[number]
        return end < len(self.text) and self.text[end] == "\n"

    def tabbed(self, number: int) -> bool:
        """Whether a tab stands in a line."""
        return self._from[number] < self._from[number + 1]

    def cells(self, number: int) -> list[Piece]:
        """The pieces of a line between its tabs."""
        tabs = self._tabs[self._from[number] : self._from[number + 1]]
        return list(
            zip(
                [self.starts[number], *(tab + 1 for tab in tabs)],
                [*tabs, self.ends[number]],
                strict=True,
            )
        )

    def counted(self, signs: npt.NDArray[np.bool_]) -> list[int]:
        """How many of some signs stand in each line. ``signs``: by code point, the last one for
        all above."""
        here = signs[np.minimum(self.codes, len(signs) - 1)]
        sums = np.concatenate([[0], np.cumsum(here)])
        found: list[int] = (sums[self.ends] - sums[self.starts]).tolist()
        return found
