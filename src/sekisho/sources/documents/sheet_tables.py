"""The tables that lie on one sheet: below each other, apart by empty rows, or side by side.

Lists of offices have empty rows between districts and empty columns for looks, so a gap alone
divides nothing: below it there must be a heading, beside it a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Grid = list[list[str]]

_DIGIT = re.compile(r"\d")
_DENSE = 0.7
"""Share of the cells of a table beside another that must be filled."""


def tables(grid: Grid) -> Iterator[Grid]:
    """The tables of a sheet from top to bottom, left to right, each with the title above it."""
    for block in _below(grid):
        for found in _beside(block):
            width = max((at for row in found for at, cell in enumerate(row, 1) if cell), default=0)
            yield [row[:width] for row in found]


def _below(grid: Grid) -> Iterator[Grid]:
    """Cuts at empty rows where what follows begins with a heading of its own."""
    held: Grid = []
    for block in _blocks(grid):
        first = next((row for row in block if _several(row)), None)
        if first is not None and any(map(_several, held)) and begins_table(first, held):
            yield held
            held = []
        held = held + block
    if held:
        yield held


def _blocks(grid: Grid) -> Iterator[Grid]:
    """Rows without an empty one between them; the empty rows end the block before them."""
    block: Grid = []
    ended = False
    for row in grid:
        filled = any(row)
        if filled and ended:
            yield block
            block = []
            ended = False
        ended = ended or (not filled and bool(block))
        block.append(row)
    if block:
        yield block


def _several(row: list[str]) -> bool:
    """Whether a row says more than one thing (a title over merged cells says one)."""
    return len({cell for cell in row if cell}) > 1


def begins_table(row: list[str], before: Grid) -> bool:
    """Whether a row heads a new table: words where numbers stood above it, or beyond its columns,
    or the same heading again."""
    words = [at for at, cell in enumerate(row) if cell]
    if any(_DIGIT.search(row[at]) for at in words) or len({row[at] for at in words}) < len(words):
        return False
    heading = next((above for above in before if _several(above)), None)
    if heading is None or heading == row:
        return heading is not None
    data = [above for above in before if _several(above)][1:]
    above = {at for line in [heading, *data] for at, cell in enumerate(line) if cell}
    return bool(set(words) - above) or any(_numbers(data, at) for at in words)


def _numbers(rows: Grid, at: int) -> bool:
    cells = [row[at] for row in rows if row[at]]
    return bool(cells) and all(_DIGIT.search(cell) for cell in cells)


def _beside(block: Grid) -> Iterator[Grid]:
    """Cuts at an empty column where a table of its own stands right of it."""
    lines = [row for row in block if _several(row)]
    width = max(map(len, block), default=0)
    empty = [at for at in range(1, width - 1) if not any(row[at] for row in lines)]
    for at in empty:
        right = [row[at + 1 :] for row in block]
        if any(row[at + 1] for row in lines) and _own(block, at):
            yield [row[:at] for row in block]
            # a title over all of it stands left already
            yield from _beside(
                [row for row, whole in zip(right, block, strict=True) if _several(whole)]
            )
            return
    yield block


def _own(block: Grid, at: int) -> bool:
    """Whether what stands right of a column is a table of its own."""
    lines = [row for row in block if _several(row)]
    left = [number for number, row in enumerate(lines) if any(row[:at])]
    right = [number for number, row in enumerate(lines) if any(row[at + 1 :])]
    parts = [lines[number][at + 1 :] for number in right]
    wide = {column for part in parts for column, cell in enumerate(part) if cell}
    if len(wide) < 2 or not left:
        return False
    heads = {cell for cell in lines[left[0]][:at] if len(cell) > 1}
    if heads & {cell for cell in parts[0] if cell}:
        return True
    filled = sum(1 for part in parts for cell in part if cell)
    apart = (left[0], left[-1]) != (right[0], right[-1])
    whole = right == list(range(right[0], right[-1] + 1))
    return apart and whole and filled >= _DENSE * len(parts) * len(wide)
