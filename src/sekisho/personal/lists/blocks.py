"""Columns of a list that stand there several times: merged ones of a sheet ruled like squared
paper, and blocks printed side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import Headings
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists.listing import label_with_note

Cells = tuple[str, ...]


def once(headings: Headings, rows: Sequence[Cells]) -> tuple[Headings, list[Cells]]:
    """Headings and rows with each column once."""
    return _beside_each_other(*_unmerged(headings, rows))


def _unmerged(headings: Headings, rows: Sequence[Cells]) -> tuple[Headings, list[Cells]]:
    """Columns merged in the headings and in most rows below them, once."""
    layout = headings.layout
    told = [row for row in rows if not label_with_note(row)]
    kept = [
        at
        for at in range(len(layout))
        if at == 0
        or layout[at] != layout[at - 1]
        or _apart([row[at - 1 : at + 1] for row in told if at < len(row)])
    ]
    if len(kept) == len(layout):
        return headings, list(rows)
    return _only(headings, kept), [tuple(row[at] for at in kept if at < len(row)) for row in rows]


def _apart(pairs: Sequence[Cells]) -> bool:
    """Whether two neighbouring columns are none that merging made: of the rows in which anything
    stands there more than a third say different things."""
    filled = [pair for pair in pairs if any(cell.strip() for cell in pair)]
    return sum(one != two for one, two in filled) * 3 > len(filled)


def _only(headings: Headings, columns: Sequence[int]) -> Headings:
    return replace(
        headings,
        layout=tuple(headings.layout[at] for at in columns),
        kinds=tuple(headings.kinds[at] for at in columns),
        groups=tuple(headings.groups[at] for at in columns),
    )


def _beside_each_other(headings: Headings, rows: list[Cells]) -> tuple[Headings, list[Cells]]:
    """A list printed in blocks side by side (the same headings again to the right) as one list,
    the left block first."""
    width = _period(headings.layout, headings.kinds)
    if width is None:
        return headings, rows
    starts = range(0, len(headings.layout) - width + 1, _step(headings.layout, width))
    cut = [row[start : start + width] for start in starts for row in rows]
    filled = [row for row in cut if any(cell.strip() for cell in row)]
    return _only(headings, range(width)), filled


def _step(layout: Sequence[str], width: int) -> int:
    gap = 1 if len(layout) > width and not layout[width] else 0
    return width + gap


def _period(layout: Sequence[str], told: Sequence[Kind | None]) -> int | None:
    """How many columns a block has when the headings repeat it, an empty column between; one
    alone only where no heading can be merged over surname and given name."""
    alone = len(layout) > 2 or kind_of_heading(layout[0]) not in PEOPLE
    for width in range(1 if alone else 2, len(layout) // 2 + 1):
        block = list(layout[:width])
        step = _step(layout, width)
        blocks = [list(layout[at : at + width]) for at in range(0, len(layout), step)]
        kinds = {*map(kind_of_heading, block), *told[:width]}
        named = kinds & {"name", "head", "surname"} and len(set(block)) == len(block)
        if named and len(blocks) > 1 and all(one == block for one in blocks):
            return width
    return None
