"""The columns of a page without rules: where a line has a wide gap, PDFium gives one blank, as it
does between two words. Wide gaps are written as two wide blanks."""

from __future__ import annotations

import re

import pypdfium2 as pdfium

WIDE = "\u3000\u3000"
_BLANK = re.compile(r"(?<=[^\s]) (?=[^\s])")
_GAP = 1.8
"""A gap is wide from so many heights of the characters around it on: a blank set between surname
and given name is narrower."""


def with_wide_gaps(textpage: pdfium.PdfTextPage, text: str) -> str:
    """``text`` (all of the page, as PDFium gives it), its wide gaps as two blanks. Places are those
    of characters; where PDFium counts others (signs beyond U+FFFF), the text stays as it is."""
    if len(text) != textpage.count_chars():
        return text
    return _BLANK.sub(lambda found: WIDE if _wide(textpage, found.start()) else " ", text)


def _wide(textpage: pdfium.PdfTextPage, at: int) -> bool:
    """Whether the characters on both sides of a blank stand in one line, far apart; not where
    PDFium cannot say where one of them stands."""
    try:
        _, bottom, right, top = textpage.get_charbox(at - 1, loose=True)
        left, low, _, high = textpage.get_charbox(at + 1, loose=True)
    except pdfium.PdfiumError:
        return False
    height = max(top - bottom, high - low)
    same_line = min(top, high) > max(bottom, low)
    return bool(same_line and left - right > _GAP * height > 0)
