"""Many texts as one string: patterns run over it once, natively, and places lead back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from sekisho.personal.recognise.headings import CORE, Cell, cells_of
from sekisho.personal.recognise.lines import Lines
from sekisho.personal.recognise.two_lines import Head
from sekisho.personal.writing import one_form

GAP = "\0"
"""Stands between two texts; no pattern matches it."""
_NEAR = 24
_ENDS = "\0\n。"
_BREAK = re.compile(f"[{_ENDS}]")
_BAR = re.compile(r"[│┃║｜|]")
_RULED = re.compile(
    rf"(?<![^\0\n])[ \u3000]*{_BAR.pattern}[^\0\n]*{_BAR.pattern}[ \u3000]*(?![^\0\n])"
)
"""A row of a table drawn with bars: it begins and ends with one, unlike the branches of a tree."""
_SPREAD = re.compile(
    r"(?<![^ \t:(])(?:([氏住電姓性]) {1,4}([名所話別])|(生) {1,4}(年) {1,4}(月) {1,4}(日))"
    r"(?![^ \t:(])"
)
"""A label stretched by blanks to the width of the others (``住　　所``)."""


def _flat() -> npt.NDArray[np.uint32]:
    """Each character whose NFKC form is one other character, and the dashes, to that form.

    One for one, so that places stay: ``㍼`` (two characters) and half-width voiced kana do not.
    """
    table = np.arange(0x10000, dtype=np.uint32)
    for code in [*range(0x2000, 0x3400), *range(0xF900, 0x10000)]:
        flat = unicodedata.normalize("NFKC", chr(code))
        if len(flat) == 1 and flat != chr(code) and not 0xFF61 <= code <= 0xFF9F:
            table[code] = ord(flat)
    table[[ord(dash) for dash in "‐‑‒–—―−－"]] = ord("-")
    table[[*range(0x2500, 0x2580), *map(ord, "→⇒↓↳")]] = ord(" ")  # trees of calls
    table[[0xA0, 0x3000, 0x0D, 0xFF3F]] = ord(" ")  # a wide underscore is a line to write on
    return table


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
    _signed: dict[re.Pattern[str], list[tuple[int, int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, texts: Sequence[str], context: str = "") -> Block:
        """The block of some texts."""
        lengths = accumulate((len(text) + 1 for text in texts), initial=0)
        joined = GAP.join(one.replace(GAP, " ") for one in texts)
        if _BAR.search(joined):
            joined = _RULED.sub(lambda row: _BAR.sub("\t", row[0]), joined)
        text = _flattened(joined) + GAP
        return cls(text, tuple(lengths)[:-1], flat(context) if context else "")

    def text_at(self, at: int) -> int:
        """Which text the character at a place of the block belongs to."""
        return bisect_right(self.starts, at) - 1

    @cached_property
    def _lines(self) -> Lines:
        return Lines.of(self.text)

    @cached_property
    def common(self) -> str:
        """The text with one form of each character of names (高 for 髙), place by place."""
        return one_form(self.text)

    @cached_property
    def cells(self) -> list[Cell]:
        """What stands under headings written in the texts themselves."""
        return cells_of(self._lines) if CORE.search(self.text) else []

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [start for start, _, _ in self.cells]

    @cached_property
    def _cell_edges(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Starts and ends of the cells, behind one before all places."""
        ends = [-1, *(end for _, end, _ in self.cells)]
        return np.array([-1, *self._cell_starts]), np.array(ends)

    @cached_property
    def _cells_under(self) -> dict[Head, list[Cell]]:
        under: dict[Head, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            under[cell[2]].append(cell)
        return under

    @property
    def heads(self) -> Iterable[Head]:
        """All headings under which a cell stands."""
        return self._cells_under.keys()

    def under(self, wanted: Callable[[Head], object]) -> Iterator[tuple[int, int, Head]]:
        """The cells whose heading is wanted, heading by heading; it is asked once for each."""
        for head, cells in self._cells_under.items():
            if wanted(head):
                yield from cells

    def cells_at(self, places: Sequence[int]) -> list[Cell | None]:
        """The cell under a heading that each place belongs to."""
        if not (self.cells and places):
            return [None] * len(places)
        starts, ends = self._cell_edges
        found = starts.searchsorted(places, side="right") - 1
        found[ends[found] <= places] = 0
        cells = self.cells
        return [cells[at - 1] if at else None for at in found.tolist()]

    def cell_at(self, at: int) -> Cell | None:
        """The cell under a heading that a place belongs to."""
        index = bisect_right(self._cell_starts, at) - 1
        return self.cells[index] if index >= 0 and at < self.cells[index][1] else None

    def line_at(self, at: int) -> tuple[int, int]:
        """Start and end of the line that a place belongs to."""
        number = self._lines.number(at)
        return self._lines.starts[number], self._lines.ends[number]

    def before(self, start: int, reach: int = _NEAR) -> str:
        """What stands before a place in the same sentence or cell, after the heading that holds."""
        cell = self.cell_at(start)
        first = max(0 if cell is None else cell[0], start - reach)
        piece = self.text[first:start]
        for end in _ENDS:
            piece = piece.rpartition(end)[2]
        heading = self.context if cell is None else f"{self.context} {cell[2].heading}"
        return f"{heading} {_SPREAD.sub(_joined, piece) if ' ' in piece else piece}"

    def after(self, end: int, reach: int = _NEAR) -> str:
        """What stands after a place in the same sentence."""
        return _BREAK.split(self.text[end : end + reach], maxsplit=1)[0]

    def matches(self, form: re.Pattern[str], sign: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a form in the lines that have its sign: what every match has in its own
        line, quick to look for, and looked for once a block, whoever asks. A form sees no further
        than the end of its line."""
        spans = self._signed.get(sign)
        if spans is None:
            spans = self._signed[sign] = self._lines_with(sign)
        for start, end in spans:
            yield from form.finditer(self.text, start, end)

    def begun(self, form: re.Pattern[str], begin: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a form that is slow to try, tried only where it may begin. ``begin``: its
        first character, and what can be seen from there."""
        text, fitting = self.text, form.match
        done = 0
        for found in begin.finditer(text):
            start = found.start()
            if start >= done and (match := fitting(text, start)):
                done = match.end()
                yield match

    def in_cells(self, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a form with which a line or cell begins, in its groups."""
        if first := form.match(self.text):
            yield first
        yield from _behind_edge(form).finditer(self.text)

    def _lines_with(self, sign: re.Pattern[str]) -> list[tuple[int, int]]:
        """Lines with a sign, each with its break, neighbouring ones together."""
        places = [found.start() for found in _to_line_end(sign).finditer(self.text)]
        return self._lines.around(places) if places else []

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Start and end of every line that is not empty, in the block's places."""
        lines = zip(self._lines.starts, self._lines.ends, strict=True)
        return [(start, end) for start, end in lines if start < end]


@cache
def _behind_edge(form: re.Pattern[str]) -> re.Pattern[str]:
    """A form behind what ends a line or cell: a search leaps there."""
    return re.compile(rf"[\0\n\t](?:{form.pattern})", form.flags)


@cache
def _to_line_end(sign: re.Pattern[str]) -> re.Pattern[str]:
    """A sign with all that follows in its line: where one stands, others need not be found."""
    return re.compile(rf"(?:{sign.pattern})[^\n\0]*", sign.flags)


def _joined(spread: re.Match[str]) -> str:
    return "".join(part or "" for part in spread.groups())


def flat(text: str) -> str:
    """A text with full-width signs, odd dashes and odd blanks made plain, place by place."""
    return _flattened(text.replace(GAP, " "))


def _flattened(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    plain = np.where(codes < len(_FLAT), _FLAT[np.minimum(codes, len(_FLAT) - 1)], codes)
    return plain.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
