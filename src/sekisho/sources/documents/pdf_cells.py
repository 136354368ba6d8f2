"""The characters of a PDF page where they stand, put together to the texts of boxes and lines.

A box is as narrow as its maker drew it, so its text is wrapped anywhere, in the middle of names
and numbers. A line end is taken as wrapping, and left out, when the next word had no room left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, counted from the upper left corner of the page."""

_GAP, _WIDE_GAP = 0.15, 0.45
"""Space between two characters, in heights of a line, that is a blank: of Latin ones, of others."""
_NO_SIGN = (0xFFFE, 0xFFFF)
"""U+FFFE is where PDFium joins a word that a line end broke."""
_PADDING = 6.0
_SLACK = 0.3
_FULL_NAME = re.compile(r"\S{1,4}[ \u3000]+\S{1,4}")
_RUN = re.compile(r"[!-~]+|.", re.DOTALL)


@dataclass(frozen=True)
class Glyphs:
    """The visible characters of a page: the signs and, in the same order, their boxes (n x 4)."""

    signs: Sequence[str]
    boxes: npt.NDArray[np.float64]

    def within(self, box: Box) -> npt.NDArray[np.bool_]:
        """Which characters have their middle in a box."""
        x = (self.boxes[:, 0] + self.boxes[:, 2]) / 2
        y = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        left, top, right, bottom = box
        return (x >= left) & (x < right) & (y >= top) & (y < bottom)

    def chosen(self, flags: npt.NDArray[np.bool_]) -> Glyphs:
        """Some of the characters."""
        return Glyphs([self.signs[int(at)] for at in np.flatnonzero(flags)], self.boxes[flags])


@dataclass(frozen=True)
class Line:
    """One line of characters: its text, its box, and the width of its first word."""

    text: str
    box: Box
    first_word: float


@dataclass(frozen=True)
class CellText:
    """The text in a box and its last and first line, for what goes on elsewhere."""

    text: str
    box: Box
    lines: tuple[Line, ...] = ()

    def goes_on_in(self, other: CellText) -> bool:
        """Whether the text was broken off here because the other's first word had no room."""
        return bool(self.lines and other.lines) and _wrapped(self.lines[-1], other.lines[0], self)


def glyphs_of(textpage: Any, height: float) -> Glyphs:
    """The characters that a page shows; blanks are told from the space between them."""
    signs: list[str] = []
    boxes: list[Box] = []
    box = pdfium_c.FS_RECTF()
    for at in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, at)
        if code < 0x20 or code in _NO_SIGN or 0xD800 <= code < 0xE000:
            continue
        if code == 0x20 and pdfium_c.FPDFText_IsGenerated(textpage, at):
            continue
        if pdfium_c.FPDFText_GetLooseCharBox(textpage, at, box):
            signs.append(chr(code))
            boxes.append((box.left, height - box.top, box.right, height - box.bottom))
    return Glyphs(signs, np.array(boxes, dtype=np.float64).reshape(-1, 4))


def lines_in(glyphs: Glyphs) -> list[Line]:
    """The lines of some characters from top to bottom."""
    if not glyphs.signs:
        return []
    middle = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    tall = np.maximum(glyphs.boxes[:, 3] - glyphs.boxes[:, 1], 1.0)
    order = np.lexsort((glyphs.boxes[:, 0], middle))
    lines: list[list[int]] = []
    for at in order:
        if lines and abs(middle[at] - middle[lines[-1][0]]) < tall[at] / 2:
            lines[-1].append(int(at))
        else:
            lines.append([int(at)])
    return [_line(glyphs, line) for line in lines]


def _line(glyphs: Glyphs, members: list[int]) -> Line:
    members.sort(key=lambda at: glyphs.boxes[at, 0])
    pieces: list[str] = []
    before = None
    for at in members:
        left, top, right, bottom = glyphs.boxes[at]
        sign = glyphs.signs[at]
        if before is not None:
            latin = sign.isascii() and pieces[-1].isascii()
            if (
                sign.strip()
                and pieces[-1].strip()
                and left - before > (bottom - top) * (_GAP if latin else _WIDE_GAP)
            ):
                pieces.append(" ")
        pieces.append(sign)
        before = right
    text = "".join(pieces)
    found = _RUN.match(text)
    run = members[: found.end() if found else 1]
    boxes = glyphs.boxes[members]
    box = (boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max())
    return Line(text.strip(), box, float(glyphs.boxes[run, 2].max() - glyphs.boxes[run, 0].min()))


def cell_text(glyphs: Glyphs, box: Box) -> CellText:
    """The text of the characters in a box, wrapped lines joined."""
    lines = lines_in(glyphs)
    cell = CellText("", box, tuple(lines))
    if len(lines) > 1 and all(len(line.text) == 1 for line in lines) and _stacked(lines):
        return CellText("".join(line.text for line in lines), box, tuple(lines))
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _wrapped(before, line, cell):
            latin = before is not None and text[-1:].isalpha() and line.text[:1].isalpha()
            text += (" " if latin and (text[-1:] + line.text[:1]).isascii() else "") + line.text
        else:
            text += "\n" + line.text
    return CellText(text, box, tuple(lines))


def _stacked(lines: Sequence[Line]) -> bool:
    """Whether characters stand below each other, as in vertical writing."""
    middles = [(line.box[0] + line.box[2]) / 2 for line in lines]
    return max(middles) - min(middles) < lines[0].box[3] - lines[0].box[1]


def _wrapped(line: Line, following: Line, cell: CellText) -> bool:
    """Whether a line ends where it does because the next word had no room in the box."""
    if _FULL_NAME.fullmatch(line.text) and _FULL_NAME.fullmatch(following.text):
        return False  # two people in one box
    left, _, right, _ = cell.box
    padding = min(max(line.box[0] - left, 0.0), _PADDING)
    room = right - padding - line.box[2]
    return bool(room < following.first_word + _SLACK * (line.box[3] - line.box[1]))
