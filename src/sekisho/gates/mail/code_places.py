"""Where on a page of a PDF file a code may stand.

A page is mostly letters, which cost the most to draw and hold codes the least. What is drawn on it
(pictures, shapes, forms) is told apart from them; and of the letters, those which might be put
together to a code: rows that touch or nearly do, or that are higher than a line of text. Rows with
white between them, as lines of text have it, are none: the sides of a code's marks are cut by it
at every row, and no reader sees a mark there (``tests/gates/mail/test_code_places.py`` asks one).

Which letters stand there decides nothing, full stops, outlines and dense characters make codes as
squares do; nor does what a font says of their height: pdfium measures the outlines themselves.
Letters of a font without outlines (Type 3) are drawn by programs of the file: such a page is looked
at as a whole.

References: pdfium ``fpdf_edit.h``; ISO 32000-1 9.6.5 (Type 3); ISO/IEC 18004 6.3.3 (finder
pattern).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the corner of what is shown."""
_AROUND = 8.0
"""Points around a drawing that are looked at with it: the blank edge of a code, and drawings so
near to each other that they may be pieces of one."""
_RULE = (3.0, 40.0)
"""Points: a line at most so thick and at least so long is none of a code's squares."""
_RULES = 100
"""Lines of a page beyond which they are a drawing."""
_DRAWINGS = 40
"""Drawings of a page beyond which they are taken as one."""
_LINE = 13.0
"""Points: the lowest code has seven rows of two points, of a smaller one nothing is seen."""
_APART = ((11.0, 0.25), (6.0, 0.4))
"""From so many points from row to row on, the least white part of them that tells rows apart; of
nearer ones none does, for they run together at the density of a screen."""
_TEXTS = 5_000
"""Pieces of text beyond which a page is looked at as a whole."""


@dataclass(frozen=True)
class Places:
    """``drawn``: what is no letter, with what stands around it; ``lettered``: letters that might be
    put together to a code."""

    drawn: list[Box]
    lettered: list[Box]


def places(page: PdfPage) -> Places | None:
    """None: on most of the page, or it cannot be told where, for the page is turned. Raises
    PdfiumError for an object that lies nowhere."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT  # noqa: PLC0415

    if page.get_rotation():
        return None
    left, bottom, right, top = page.get_bbox()
    width, height = page.get_size()
    if (round(right - left), round(top - bottom)) != (round(width), round(height)):
        return None
    most = width * height / 2
    shapes, lines, texts = _laid_over(page), [], []  # type: list[Box], list[Box], list[Box]
    outlined: dict[int, bool] = {}
    for one in page.get_objects(max_depth=1):
        west, south, east, north = box = one.get_bounds()
        if one.type == FPDF_PAGEOBJ_TEXT:
            if len(texts) == _TEXTS or not _has_outlines(one, outlined):
                return None
            texts.append(box)
        else:
            (lines if _is_rule(one, east - west, north - south) else shapes).append(box)
    drawn = _joined(_shown(shapes + lines if len(lines) > _RULES else shapes, page))
    if sum((east - west) * (north - south) for west, south, east, north in drawn) > most:
        return None
    lettered = _shown(_stacked(texts), page)
    return Places(drawn, lettered if len(lettered) <= _DRAWINGS else [_around(lettered)])


def _laid_over(page: PdfPage) -> list[Box]:
    """Where annotations are: they are shown within their rectangles (ISO 32000-1 12.5.5)."""
    from pypdfium2 import raw  # noqa: PLC0415

    boxes = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        one, rect = raw.FPDFPage_GetAnnot(page, number), raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(one, rect):
            west, east = sorted((rect.left, rect.right))
            south, north = sorted((rect.bottom, rect.top))
            boxes.append((west, south, east, north))
        raw.FPDFPage_CloseAnnot(one)
    return boxes


def _has_outlines(one: PdfObject, known: dict[int, bool]) -> bool:
    """Whether the letters of a piece of text come from a font program. ``known``: of each font."""
    from pypdfium2.raw import FPDFFont_GetFontData, FPDFTextObj_GetFont  # noqa: PLC0415

    font = FPDFTextObj_GetFont(one)
    if not font:
        return False
    own = ctypes.addressof(font.contents)
    if own not in known:
        size = ctypes.c_size_t()
        known[own] = bool(FPDFFont_GetFontData(font, None, 0, size)) and size.value > 0
    return known[own]


def _is_rule(one: PdfObject, width: float, height: float) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDFPageObj_GetDashCount  # noqa: PLC0415

    thick, long_ = sorted((width, height))
    thin = one.type == FPDF_PAGEOBJ_PATH and thick <= _RULE[0] and long_ >= _RULE[1]
    return thin and FPDFPageObj_GetDashCount(one) <= 0


def _shown(boxes: Iterable[Box], page: PdfPage) -> list[Box]:
    """From the page's corner, with what is around them, as far as it is shown; in whole points, so
    that a part of the page has the very pixels of the whole."""
    left, bottom, _, _ = page.get_bbox()
    width, height = page.get_size()
    grown = [
        (max(floor(west - left - _AROUND), 0.0), max(floor(south - bottom - _AROUND), 0.0),
         min(ceil(east - left + _AROUND), width), min(ceil(north - bottom + _AROUND), height))
        for west, south, east, north in boxes
    ]  # fmt: skip
    return [one for one in grown if one[0] < one[2] and one[1] < one[3]]


def _stacked(texts: Iterable[Box]) -> list[Box]:
    """Rows of letters that no white tells apart, and what is higher than a line."""
    stacks: list[Box] = []
    row = 0.0
    for box in sorted(texts, key=lambda one: one[3], reverse=True):
        high = box[3] - box[1]
        if high <= 0:
            continue  # blanks
        if stacks and not _are_apart(stacks[-1][1] - box[3], max(row, high)):
            row = max(high, row) if box[3] > stacks[-1][1] else high
            stacks[-1] = _around([stacks[-1], box])
        else:
            row = high
            stacks.append(box)
    return [one for one in stacks if one[3] - one[1] > _LINE]


def _are_apart(white: float, row: float) -> bool:
    """Whether two rows with so much white between them are no rows of a code."""
    step = white + row
    return any(step >= least and white >= part * step for least, part in _APART)


def _joined(boxes: list[Box]) -> list[Box]:
    """Those that touch as one."""
    if len(boxes) > _DRAWINGS:
        return [_around(boxes)]
    apart: list[Box] = []
    for box in boxes:
        while near := [one for one in apart if _touch(one, box)]:
            apart = [one for one in apart if one not in near]
            box = _around([box, *near])  # noqa: PLW2901  (it grows)
        apart.append(box)
    return apart


def _touch(one: Box, other: Box) -> bool:
    beside = one[0] <= other[2] and other[0] <= one[2]
    return beside and one[1] <= other[3] and other[1] <= one[3]


def _around(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
