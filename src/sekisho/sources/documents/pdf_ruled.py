"""Ruled tables of PDF pages: boxes found by tablers, their texts from the characters in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import tablers

from sekisho.sources.documents.pdf_cells import Box, CellText, Glyphs, Line, cell_text, lines_in

_SAME = 2.0
"""Points that edges drawn as one may lie apart."""
_COLUMN = 4.0
"""Points that the columns of a table on the next page may lie apart."""


@dataclass
class Ruled:
    """One table on a page: its grid of texts, a merged box in every place it covers.

    ``spans``: for each place how many rows its box covers. ``lefts``: where columns begin.
    """

    box: Box
    lefts: list[float]
    grid: list[list[CellText]]
    spans: list[list[int]]

    @property
    def rows(self) -> list[list[str]]:
        """The texts alone."""
        return [[cell.text for cell in row] for row in self.grid]

    def fits(self, other: Ruled) -> bool:
        """Whether the columns of another table stand where these do."""
        ends = abs(self.box[2] - other.box[2]) < _COLUMN
        pairs = zip(self.lefts, other.lefts, strict=False)
        same = len(self.lefts) == len(other.lefts)
        return ends and same and all(abs(one - two) < _COLUMN for one, two in pairs)


@dataclass
class PageContent:
    """Lines outside tables, and tables, each from top to bottom."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)


class RuledPages:
    """The ruled tables of one PDF, found page by page."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._document: Any = tablers.Document(str(path), password=password)

    def close(self) -> None:
        """Frees the file."""
        self._document.close()

    def content(self, index: int, glyphs: Glyphs) -> PageContent:
        """What stands on a page (its index from 0). Raises RuntimeError where tablers fails."""
        page = self._document.get_page(index)
        try:
            found = tablers.find_tables(page, extract_text=False)
            boxes = [[tuple(cell.bbox) for cell in table.cells] for table in found]
        finally:
            page.clear()
        content = PageContent()
        outside = np.ones(len(glyphs.signs), dtype=bool)
        for cells in boxes:
            if len(cells) < 2:
                continue
            content.tables.append(_table(cells, glyphs, outside))
        content.tables.sort(key=lambda table: (table.box[1], table.box[0]))
        content.lines = lines_in(glyphs.chosen(outside))
        return content


def _table(cells: list[Box], glyphs: Glyphs, outside: Any) -> Ruled:
    lefts, tops = _edges(cells, 0), _edges(cells, 1)
    nothing = CellText("", (0.0, 0.0, 0.0, 0.0))
    grid = [[nothing] * len(lefts) for _ in tops]
    spans = [[1] * len(lefts) for _ in tops]
    taken = np.zeros(len(glyphs.signs), dtype=bool)
    texts = []
    for cell in sorted(cells, key=_area):  # of boxes within boxes the inner one has the text
        flags = glyphs.within(cell) & ~taken
        taken |= flags
        texts.append(cell_text(glyphs.chosen(flags), cell))
    outside &= ~taken
    for text in reversed(texts):
        rows, columns = _covered(tops, text.box, 1), _covered(lefts, text.box, 0)
        for row in rows:
            for column in columns:
                grid[row][column] = text
                spans[row][column] = len(rows)
    box = (
        min(cell[0] for cell in cells), min(cell[1] for cell in cells),
        max(cell[2] for cell in cells), max(cell[3] for cell in cells),
    )  # fmt: skip
    return Ruled(box, lefts, grid, spans)


def _edges(cells: list[Box], side: int) -> list[float]:
    found: list[float] = []
    for edge in sorted(cell[side] for cell in cells):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found


def _covered(edges: list[float], box: Box, side: int) -> list[int]:
    first, last = box[side] - _SAME, box[side + 2] - _SAME
    return [number for number, edge in enumerate(edges) if first <= edge < last]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
