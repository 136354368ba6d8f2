"""Cells of a sheet as rows of text: shared by the workbooks of all years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sekisho.sources.documents.rows import Row, table
from sekisho.sources.documents.sheet_tables import tables

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Merged ranges: upper left and lower right cell, rows and columns from 0."""
MOST_FILLED = 2_000_000
"""Cells that merged ranges of one sheet may fill."""
_SHOWN_DIGITS = 1e15


def sheet_rows(name: str, cells: Sequence[Sequence[object]], merged: Merged) -> Iterator[Row]:
    """The rows of the tables of one sheet; merged cells stand in every cell they cover."""
    grid = [[shown(value) for value in row] for row in cells]
    _fill(grid, merged)
    width = max((_used(row) for row in grid), default=0)
    even = [(row + [""] * (width - len(row)))[:width] for row in grid]
    for number, found in enumerate(tables(even), start=1):
        yield from table(name, number, found)


def _used(row: list[str]) -> int:
    return max((index for index, cell in enumerate(row, start=1) if cell), default=0)


def _fill(grid: list[list[str]], merged: Merged) -> None:
    """Repeats the first cell of each merged range in all cells it covers, within the sheet."""
    height, width = len(grid), len(grid[0]) if grid else 0
    left = MOST_FILLED
    for (top, first), (bottom, last) in merged:
        rows, columns = range(top, min(bottom + 1, height)), range(first, min(last + 1, width))
        left -= len(rows) * len(columns)
        if not rows or not columns or left < 0:
            continue
        text = grid[top][first]
        for row in rows:
            for column in columns:
                grid[row][column] = grid[row][column] or text


def shown(value: object) -> str:
    """A cell as text: whole numbers without a point, dates in ISO 8601, TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _SHOWN_DIGITS
        return f"{value:.0f}" if whole else format(value, ".15g")
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value).strip() if value is not None else ""
