"""Tables whose people stand beside each other, one a column (cards of learners, of rooms, of
parents), laid so that each is a row below the labels of the first column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import whole_names
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.dates import date_key
from sekisho.personal.kinds import PEOPLE
from sekisho.personal.lists.listing import Cells

_FEWEST, _TWO = 3, 2
"""Columns of a block: a label and two people; what must be known of it besides the names."""
_MOST = 0.6
"""The share of cells that makes a row what they are; some people leave one out."""


def turned(table: Sequence[Cells]) -> Sequence[Cells]:
    """The table with such blocks turned, and those of the same labels (the last one may have a
    single person left); the others as they stand."""
    if not any(_kind(row[1:]) for row in table):
        return table
    blocks = list(_blocks(table))
    across = {_labels(block) for block in blocks if _across(block)}
    laid: list[Cells] = []
    for block in blocks:
        laid += _rows(block) if _labels(block) in across else block
    return laid


def _labels(block: Sequence[Cells]) -> Cells:
    return tuple(row[0] if row else "" for row in block)


def _blocks(table: Sequence[Cells]) -> Iterator[list[Cells]]:
    """Rows with a label and something beside it, up to where the first label comes again; all
    others by themselves."""
    for labelled, rows in groupby(table, key=_labelled):
        block: list[Cells] = []
        for row in rows:
            if block and labelled and row[0] == block[0][0]:
                yield block
                block = []
            block.append(row)
        yield block


def _labelled(row: Cells) -> bool:
    return len(row) >= _FEWEST and bool(row[0].strip()) and len({*row} - {""}) > 1


def _across(block: Sequence[Cells]) -> bool:
    """Whether the rows are each of one kind, and one of them names a person in each column."""
    width = len(block[0])
    if not _labelled(block[0]) or any(len(row) != width for row in block):
        return False
    if any(_kind(row[:1]) or signs.nothing(row[0]) for row in block):
        return False
    if len({*_labels(block)}) < len(block):
        return False  # what is merged over several rows stands left of their labels
    kinds = {_kind(row[1:]) for row in block} - {""}
    named = [row for row in block if _names(row[1:])]
    if len(named) != 1 or not kinds:
        return False
    sure = kind_of_heading(named[0][0]) in PEOPLE and width > _FEWEST
    return sure or len(kinds) >= _TWO


def _names(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    known = [cell for cell, name in zip(filled, whole_names(filled), strict=True) if name]
    return len({*known}) >= _TWO and len(known) >= _MOST * len(filled)


def _kind(cells: Cells) -> str:
    """Of what kind all cells are that say something: ``phone``, ``date`` or ``address``."""
    kinds = {_kind_of(cell) for cell in cells if cell.strip() and not signs.nothing(cell)}
    return kinds.pop() if len(kinds) == 1 else ""


def _kind_of(cell: str) -> str:
    if signs.phone_like(cell):
        return "phone"
    if date_key(cell):
        return "date"
    return "address" if signs.address_like(cell) else ""


def _rows(block: Sequence[Cells]) -> Iterator[Cells]:
    """The labels as headings, then a row for each column that is not empty."""
    yield _labels(block)
    for at in range(1, max(map(len, block))):
        person = tuple(row[at] if at < len(row) else "" for row in block)
        if any(cell.strip() for cell in person):
            yield person
