"""Tables drawn in plain text with lines and bars: ``│氏　名│青木 茂　│``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_BAR = re.compile(r"[│┃┆┇║｜|]")
_FRAME = re.compile(r"[\s\u2500-\u257f+|｜=-]*[┌-╋+╔-╬][\s\u2500-\u257f+|｜=-]*")
_BARS = 2
"""Cells of a row, at least."""
Row = Sequence[Any]


def with_tables(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of a document (part, number of the table or None, cells, text), lines between bars
    as rows of tables with numbers below 0, and without the lines that only draw a frame."""
    drawn: list[tuple[str, ...]] = []
    where: Any = None
    number = 0
    for row in rows:
        part, table, cells_of_row, text = row
        alone = [cell for cell in cells_of_row or () if cell] if table is not None else [text or ""]
        lines = alone[0].splitlines() if len(alone) == 1 else []
        if not any(_cells(line) or _frame(line) for line in lines):
            if drawn:
                number -= 1
                yield from _padded(where, number, drawn)
                drawn = []
            yield row
            continue
        for line in lines:
            cells = _cells(line)
            if drawn and (cells is None and not _frame(line)):
                number -= 1
                yield from _padded(where, number, drawn)
                drawn = []
            if cells is not None:
                drawn.append(cells)
                where = part
            elif not _frame(line):
                yield (part, None, None, line)
    if drawn:
        yield from _padded(where, number - 1, drawn)


def _padded(part: Any, number: int, drawn: Sequence[tuple[str, ...]]) -> Iterator[Row]:
    width = max(map(len, drawn))
    for cells in drawn:
        yield part, number, (*cells, *[""] * (width - len(cells))), ""


def _frame(line: str) -> bool:
    """Whether a line only draws the frame between two rows."""
    return bool(_FRAME.fullmatch(line))


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a row: bars stand at both its ends and between, so that branches of a tree are
    none."""
    if not _BAR.search(line):
        return None
    text = line.strip()
    if not (_BAR.match(text) and _BAR.match(text[-1])):
        return None
    cells = tuple(cell.strip() for cell in _BAR.split(text)[1:-1])
    return cells if len(cells) >= _BARS and any(cells) else None
