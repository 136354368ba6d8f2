"""Where the cells of a line are apart: at tabs, at commas, or at several blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.recognise.lines import Lines, Piece

BLANKS, TABS, COMMAS = re.compile(r" {2,}"), re.compile(r"\t"), re.compile(r",")
PARTS = re.compile(r" {2,}|: ?")
"""Where labels and values are apart, in a line that is no row."""


def separator_of(lines: Lines, number: int) -> re.Pattern[str]:
    """What parts the cells of a line."""
    if lines.tabbed(number):
        return TABS
    commas = lines.text.count(",", lines.starts[number], lines.ends[number])
    return COMMAS if commas >= 2 else BLANKS


def pieces_of(lines: Lines, number: int, separator: re.Pattern[str]) -> Sequence[Piece]:
    """The pieces of a line, without the blanks at its edges where blanks part them."""
    if separator is TABS:
        return lines.cells(number)
    text, start, end = lines.text, lines.starts[number], lines.ends[number]
    if separator in (BLANKS, PARTS):
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
    gaps = [gap.span() for gap in separator.finditer(text, start, end)]
    begins, ends = [start, *(last for _, last in gaps)], [*(first for first, _ in gaps), end]
    return list(zip(begins, ends, strict=True))
