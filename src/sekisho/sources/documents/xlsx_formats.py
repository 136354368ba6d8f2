"""Cells of an xlsx whose number format tells more than the number: which they are, and how shown.

The library that reads the cells gives bare numbers. Most workbooks need nothing more; only where
the styles hold such a format are the references of the cells looked up in the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time

from sekisho.sources.contract import NotReadable
from sekisho.sources.documents.number_formats import JAPANESE_DATES, day_of, digits_shown
from sekisho.sources.documents.package import Package, attribute, local

Shown = Callable[[float], object]
"""A number of a cell to what its format makes of it."""
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*)>""")
_STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d{1,6})["']""")
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


class Formats:
    """The telling formats of one workbook, by the style number that cells bear."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        related = package.related(main)
        self._sheets = _sheets(package, main, {key: part for key, (_, part) in related.items()})
        styles = next((part for kind, part in related.values() if kind == "styles"), None)
        from_1904 = _from_1904(package, main)
        self._telling = _telling(package, styles, from_1904=from_1904) if styles else {}

    def apply(self, index: int, cells: Sequence[list[object]]) -> None:
        """Replaces numbers of the sheet at ``index`` (as tabs are counted) by what they show."""
        if not self._telling or index >= len(self._sheets):
            return
        for found in _CELL.finditer(self._package.read(self._sheets[index])):
            style, place = _STYLE.search(found[1]), _PLACE.search(found[1])
            show = self._telling.get(int(style[1])) if style else None
            if show is None or place is None:
                continue
            row, column = int(place[2]) - 1, column_of(place[1]) - 1
            if 0 <= row < len(cells) and column < len(cells[row]):
                value = cells[row][column]
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    cells[row][column] = show(float(value))


def column_of(letters: bytes) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(package: Package, main: str, related: dict[str, str]) -> list[str]:
    parts = []
    for element in package.tree(main).iter():
        if local(element) == "sheet":
            named = (str(value) for key, value in element.attrib.items() if str(key)[-3:] == "}id")
            parts.append(related.get(next(named, ""), ""))
    return parts


def _from_1904(package: Package, main: str) -> bool:
    for element in package.tree(main):
        if local(element) == "workbookPr":
            return attribute(element, "date1904") in ("1", "true")
    return False


def _telling(package: Package, styles: str, *, from_1904: bool) -> dict[int, Shown]:
    try:
        tree = package.tree(styles)
    except NotReadable:
        return {}  # the cells keep their bare numbers
    codes: dict[int, str] = {}
    telling: dict[int, Shown] = {}
    for element in tree.iter():
        if local(element) == "numFmt":
            codes[_number(attribute(element, "numFmtId"))] = attribute(element, "formatCode") or ""
        elif local(element) == "cellXfs":
            formats = (_number(attribute(each, "numFmtId")) for each in element)
            for style, number in enumerate(formats):
                show = _show(number, codes.get(number), from_1904=from_1904)
                if show is not None:
                    telling[style] = show
    return telling


def _show(number: int, code: str | None, *, from_1904: bool) -> Shown | None:
    if code is None and number in JAPANESE_DATES:

        def day(value: float) -> object:
            moment = day_of(value, from_1904=from_1904)
            if moment is None:
                return value
            return moment.date() if moment.time() == time.min else moment

        return day
    if code and digits_shown(1.0, code) is not None:
        return lambda value: digits_shown(value, code) or value
    return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
