"""Ruled tables and form values of PDF pages: by tablers, and where it fails by pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from sekisho.sources.contract import Note
from sekisho.sources.documents.pdf_cells import Glyphs
from sekisho.sources.documents.pdf_ruled import PageContent, RuledPages
from sekisho.sources.documents.rows import Row, paragraph, table

_UNFOUND = "note.document_tables"


class Tables:
    """The tables of one PDF; the file is opened when the first page asks for them."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        self._path = path
        self._password = password
        self._pdf: Any = None
        self._ruled: RuledPages | None = None
        self._failed = False

    def close(self) -> None:
        """Frees the file."""
        if self._ruled is not None:
            self._ruled.close()
        if self._pdf is not None:
            with suppress(Exception):  # of a damaged file even the closing fails
                self._pdf.close()

    def content(self, index: int, glyphs: Glyphs) -> PageContent | None:
        """Lines and tables of a page; None where the faster of the two libraries fails."""
        if self._failed:
            return None
        try:
            if self._ruled is None:
                self._ruled = RuledPages(self._path, self._password)
            return self._ruled.content(index, glyphs)
        except (RuntimeError, ValueError, OSError):
            self._failed = True  # the other one reads the rest of the file
            return None

    def _page(self, index: int) -> Any:
        if self._pdf is None:
            import pdfplumber  # noqa: PLC0415  (slow to load, and few files need it)

            self._pdf = pdfplumber.open(self._path, password=self._password)
        return self._pdf.pages[index]

    def of_page(self, index: int, text: str) -> Iterator[Row | Note]:
        """Lines and tables of a page from top to bottom.

        A page that pdfplumber cannot take apart is given as the lines of ``text``, with a note.
        """
        try:
            rows = list(self._rows(index))
        except Exception as error:  # noqa: BLE001  (it lets every kind of error through; noted)
            yield Note(_UNFOUND, {"page": str(index + 1), "why": type(error).__name__})
            rows = [paragraph(f"page {index + 1}", line.strip()) for line in text.splitlines()]
        yield from rows

    def _rows(self, index: int) -> Iterator[Row]:
        page, part = self._page(index), f"page {index + 1}"
        found = sorted(page.find_tables(), key=lambda each: (each.bbox[1], each.bbox[0]))
        found = [each for each in found if len(each.rows) > 1 or len(each.rows[0].cells) > 1]
        cells = [box for each in found for box in each.cells]
        outside = _outside(page.chars, cells)
        rest = page.filter(lambda each: each["object_type"] != "char" or id(each) in outside)
        lines = rest.extract_text_lines(return_chars=False)
        for number, each in enumerate(found, start=1):
            while lines and lines[0]["top"] < each.bbox[1]:
                yield paragraph(part, lines.pop(0)["text"].strip())
            yield from table(part, number, _merged(each, each.extract()))
        for line in lines:
            yield paragraph(part, line["text"].strip())
        page.close()

    def form_values(self, index: int) -> Iterator[Row | Note]:
        """What was filled into the fields of a form on a page (ISO 32000-1, 12.7.3)."""
        try:
            values = [_value(annotation) for annotation in self._page(index).annots]
        except Exception as error:  # noqa: BLE001  (as above; noted)
            yield Note(_UNFOUND, {"page": str(index + 1), "why": type(error).__name__})
            return
        for value in values:
            if value:
                yield paragraph(f"page {index + 1} form", value)


def _outside(characters: list[dict[str, Any]], cells: list[tuple[float, ...]]) -> set[int]:
    """The characters (by identity) whose middle lies in no cell, as extraction judges it."""
    if not cells or not characters:
        return {id(each) for each in characters}
    x = np.array([(each["x0"] + each["x1"]) / 2 for each in characters])
    y = np.array([(each["top"] + each["bottom"]) / 2 for each in characters])
    inside = np.zeros(len(characters), dtype=bool)
    for left, top, right, bottom in cells:
        inside |= (x >= left) & (x < right) & (y >= top) & (y < bottom)
    return {id(each) for each, covered in zip(characters, inside, strict=True) if not covered}


def _merged(found: Any, texts: list[list[str | None]]) -> list[list[str]]:
    """Texts of a table with those of merged cells repeated.

    pdfplumber gives a merged cell once, at its upper left place, and None for the rest; the box
    of a cell tells which places it covers.
    """
    boxes = [box for row in found.rows for box in row.cells if box]
    lefts = sorted({round(box[0], 1) for box in boxes})
    tops = sorted({round(box[1], 1) for box in boxes})
    grid = [[text or "" for text in row] for row in texts]
    for row_index, row in enumerate(found.rows):
        for column_index, box in enumerate(row.cells):
            if not box:
                continue
            rows = sum(1 for top in tops if box[1] - 1 <= top < box[3] - 1)
            columns = sum(1 for left in lefts if box[0] - 1 <= left < box[2] - 1)
            _repeat(grid, found, (row_index, column_index), (rows, columns))
    return grid


def _repeat(grid: list[list[str]], found: Any, at: tuple[int, int], span: tuple[int, int]) -> None:
    text = grid[at[0]][at[1]]
    for row in range(at[0], min(at[0] + span[0], len(grid))):
        for column in range(at[1], min(at[1] + span[1], len(grid[row]))):
            if found.rows[row].cells[column] is None:
                grid[row][column] = text


def _value(annotation: dict[str, Any]) -> str:
    value = annotation.get("data", {}).get("V")
    if isinstance(value, bytes):
        if value.startswith(b"\xfe\xff"):
            return value[2:].decode("utf-16-be", "replace").strip()
        return value.decode("latin-1").strip()
    return value.strip() if isinstance(value, str) else ""
