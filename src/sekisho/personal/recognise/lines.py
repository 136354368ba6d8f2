"""The lines of a text, found natively, and where tabs part them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Piece = tuple[int, int]
"""Start and end of a piece of a line."""
_Places = npt.NDArray[np.int64]
_TAB, _BREAK, _NUL = ord("\t"), ord("\n"), 0
_LAST = 0xFFFF
"""No character, which stands for all above."""


@cache
def _told_by_code(sign: re.Pattern[str]) -> npt.NDArray[np.bool_]:
    """Whether each character up to U+FFFF matches."""
    table = np.zeros(_LAST + 1, np.bool_)
    table[[at.start() for at in sign.finditer("".join(map(chr, range(_LAST))))]] = True
    return table


def _between(edges: _Places, size: int) -> tuple[_Places, _Places]:
    """Starts and ends of the pieces of a text between edges of one character."""
    return np.concatenate([[0], edges + 1]), np.concatenate([edges, [size]])


@dataclass(frozen=True)
class Lines:
    """Lines end at a line break or NUL. ``starts``, ``ends``: of each, empty ones as well."""

    text: str
    codes: npt.NDArray[np.uint32]
    starts: Sequence[int]
    ends: Sequence[int]
    _starts: _Places
    _ends: _Places
    _pieces: Sequence[Piece]
    _first: Sequence[int]
    """All pieces between tabs and breaks; of each line the number of its first, and of all."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of a text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        breaks = np.flatnonzero((codes == _NUL) | (codes == _BREAK))
        edges = np.flatnonzero((codes == _NUL) | (codes == _BREAK) | (codes == _TAB))
        starts, ends = _between(breaks, len(text))
        begins, lasts = _between(edges, len(text))
        pieces = list(zip(begins.tolist(), lasts.tolist(), strict=True))
        first = [*begins.searchsorted(starts).tolist(), len(pieces)]
        return cls(text, codes, starts.tolist(), ends.tolist(), starts, ends, pieces, first)

    def number(self, at: int) -> int:
        """Which line a place belongs to."""
        return bisect_right(self.starts, at) - 1

    def around(self, places: Sequence[int]) -> list[Piece]:
        """The lines of some places in their order, each with its break, neighbouring ones
        together."""
        number = self._starts.searchsorted(places, side="right") - 1
        apart = np.ones(len(number) + 1, np.bool_)
        apart[1:-1] = np.diff(number) > 1
        first, last = number[apart[:-1]], number[apart[1:]]
        return list(zip(self._starts[first].tolist(), (self._ends[last] + 1).tolist(), strict=True))

    def goes_on(self, number: int) -> bool:
        """Whether the next line is one of the same text."""
        end = self.ends[number]
        return end < len(self.text) and self.text[end] == "\n"

    def tabbed(self, number: int) -> bool:
        """Whether a tab stands in a line."""
        return self._first[number] + 1 < self._first[number + 1]

    def cells(self, number: int) -> Sequence[Piece]:
        """The pieces of a line between its tabs."""
        return self._pieces[self._first[number] : self._first[number + 1]]

    def counted(self, sign: re.Pattern[str], together: int = 1) -> npt.NDArray[np.int64]:
        """How many characters in each line are such a sign, or how many begin so many of them
        ``together``. Above U+FFFF there are no signs."""
        here = _told_by_code(sign)[np.minimum(self.codes, _LAST)]
        for _ in range(together - 1):
            here[:-1] &= here[1:]
            here[-1:] = False
        sums = np.concatenate([[0], np.cumsum(here)])
        found: npt.NDArray[np.int64] = sums[self._ends] - sums[self._starts]
        return found
