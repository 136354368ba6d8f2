"""Many texts as one string: patterns run over it once, natively, and places lead back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from sekisho.personal.recognise.headings import Cell, cells_of, line_at
from sekisho.personal.writing import one_form

GAP = "\0"
"""Stands between two texts; no pattern matches it."""
_NEAR = 24
_BREAK = re.compile(r"[\0\n。]")
_SPREAD = re.compile(
    r"(?<![^ \t:(])(?:([氏住電姓性]) {1,4}([名所話別])|(生) {1,4}(年) {1,4}(月) {1,4}(日))"
    r"(?![^ \t:(])"
)
"""A label stretched by blanks to the width of the others (``住　　所``)."""


def _flat() -> dict[int, str]:
    """Each character whose NFKC form is one other character, and the dashes, to that form.

    One for one, so that places stay: ``㍼`` (two characters) and half-width voiced kana do not.
    """
    table = {}
    for code in [*range(0x2000, 0x3400), *range(0xF900, 0x10000)]:
        flat = unicodedata.normalize("NFKC", chr(code))
        if len(flat) == 1 and flat != chr(code) and not 0xFF61 <= code <= 0xFF9F:
            table[code] = flat
    table |= dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
    table |= dict.fromkeys([*range(0x2500, 0x2580), *map(ord, "→⇒↓↳")], " ")  # trees of calls
    return table | {0xA0: " ", 0x3000: " ", 0: " ", 0x0D: " "}


_FLAT = _flat()


@dataclass(frozen=True)
class Block:
    """``text``: all texts, flattened, with a gap between two. ``context``: a word or heading that
    holds for each of them (the heading of a column, when the texts are its cells)."""

    text: str
    starts: tuple[int, ...]
    context: str = ""
    shared: dict[str, object] = field(default_factory=dict, compare=False)
    """What one recogniser worked out and another needs as well."""

    @classmethod
    def of(cls, texts: Sequence[str], context: str = "") -> Block:
        """The block of some texts."""
        lengths = accumulate((len(text) + 1 for text in texts), initial=0)
        text = GAP.join(flat(one) for one in texts) + GAP
        return cls(text, tuple(lengths)[:-1], flat(context))

    def place(self, at: int) -> tuple[int, int]:
        """Which text a character of the block belongs to, and which of its characters it is."""
        index = bisect_right(self.starts, at) - 1
        return index, at - self.starts[index]

    @cached_property
    def common(self) -> str:
        """The text with one form of each character of names (高 for 髙), place by place."""
        return one_form(self.text)

    @cached_property
    def cells(self) -> list[Cell]:
        """What stands under headings written in the texts themselves."""
        return cells_of(self.text)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [cell.start for cell in self.cells]

    def cell_at(self, at: int) -> Cell | None:
        """The cell under a heading that a place belongs to."""
        index = bisect_right(self._cell_starts, at) - 1
        return self.cells[index] if index >= 0 and at < self.cells[index].end else None

    def line_at(self, at: int) -> tuple[int, int]:
        """Start and end of the line that a place belongs to."""
        return line_at(self.text, at)

    def before(self, start: int, reach: int = _NEAR) -> str:
        """What stands before a place in the same sentence or cell, after the heading that holds."""
        cell = self.cell_at(start)
        first = start - reach if cell is None else max(cell.start, start - reach)
        piece = _BREAK.split(self.text[max(0, first) : start])[-1]
        heading = self.context if cell is None else f"{self.context} {cell.heading}"
        return f"{heading} {_SPREAD.sub(_joined, piece)}"

    def after(self, end: int, reach: int = _NEAR) -> str:
        """What stands after a place in the same sentence."""
        return _BREAK.split(self.text[end : end + reach], maxsplit=1)[0]

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Start and end of every line, in the block's places."""
        return [found.span() for found in re.finditer(r"[^\0\n]+", self.text)]


def _joined(spread: re.Match[str]) -> str:
    return "".join(part or "" for part in spread.groups())


def flat(text: str) -> str:
    """A text with full-width signs, odd dashes and odd blanks made plain, place by place."""
    return text.translate(_FLAT)
