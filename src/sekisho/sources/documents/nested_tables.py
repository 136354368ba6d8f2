"""Tables of formats that mark where a cell and a row end, in one stream of paragraphs.

A table may lie in a cell of another one; rows say themselves where their cells begin and end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sekisho.sources.documents.rows import Row, table

_SAME = 100
"""Twips (a twentieth of a point) that edges of one column may lie apart."""


@dataclass(frozen=True)
class Merged:
    """A cell as its row defines it: its edges in twips; ``joined``: goes on from the left
    neighbour; ``below``: goes on from the cell above."""

    left: int
    right: int
    joined: bool = False
    below: bool = False


@dataclass
class _Level:
    """A table that is being read: its rows, the cells of the row, the text of the cell."""

    number: int
    rows: list[tuple[list[str], tuple[Merged, ...]]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class TableStack:
    """The tables that are open, the outermost first, in one part of a document."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._count = 0
        self._levels: list[_Level] = []
        self._closed: list[tuple[int, list[list[str]]]] = []

    def put(self, text: str, depth: int, *, cell_end: bool) -> None:
        """A paragraph in a cell at a depth from 1; ``cell_end``: the last one of its cell."""
        level = self._at(depth)
        level.texts.append(text)
        if cell_end:
            level.cells.append("\n".join(level.texts).strip())
            level.texts = []

    def end_row(self, depth: int, cells: tuple[Merged, ...]) -> None:
        """The end of a row, with the definition of its cells where there is one."""
        level = self._at(depth)
        level.rows.append((level.cells, cells))
        level.cells, level.texts = [], []

    def end(self) -> Iterator[Row]:
        """Everything that is open ends here: its rows, outer tables before those inside them."""
        while self._levels:
            self._close()
        for number, grid in sorted(self._closed):
            yield from table(self._part, number, grid)
        self._closed = []

    def _at(self, depth: int) -> _Level:
        while len(self._levels) > depth:
            self._close()
        while len(self._levels) < depth:
            self._count += 1
            self._levels.append(_Level(self._count))
        return self._levels[-1]

    def _close(self) -> None:
        level = self._levels.pop()
        if any(level.texts):
            level.cells.append("\n".join(level.texts).strip())
        if level.cells:
            level.rows.append((level.cells, ()))
        self._closed.append((level.number, _grid(level.rows)))


def _grid(rows: list[tuple[list[str], tuple[Merged, ...]]]) -> list[list[str]]:
    """The texts in their columns, merged cells repeated in every place they cover."""
    edges = _edges([cell for _, cells in rows for cell in cells])
    ragged = len({len(texts) for texts, _ in rows}) > 1
    above: list[str] = []
    grid = []
    for texts, cells in rows:
        line: list[str] = []
        for number, text in enumerate(texts):
            cell = cells[number] if number < len(cells) else Merged(0, 0)
            shown = text
            if cell.joined and not text and line:
                shown = line[-1]
            elif cell.below and not text and len(line) < len(above):
                shown = above[len(line)]
            line += [shown] * (_columns(edges, cell) if ragged and edges else 1)
        above = line
        grid.append(line)
    return grid


def _edges(cells: list[Merged]) -> list[int]:
    found: list[int] = []
    for edge in sorted({cell.left for cell in cells}):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found


def _columns(edges: list[int], cell: Merged) -> int:
    covered = sum(cell.left - _SAME <= edge < cell.right - _SAME for edge in edges)
    return max(1, covered)
