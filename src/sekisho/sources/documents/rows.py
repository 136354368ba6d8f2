"""What a document reader yields: paragraphs and table rows in reading order, made into events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from sekisho.events import events, unread
from sekisho.events.columns import FIELDS
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Events, Item, Note, Unread

BATCH = 4096
"""Rows of one record batch."""


@dataclass(frozen=True)
class Row:
    """A paragraph (``table`` None) or one row of a table, ``row`` counted from 1.

    ``position``: its place in reading order when it is not simply the next one.
    """

    part: str | None
    cells: tuple[str, ...]
    table: int | None = None
    row: int | None = None
    position: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Missed:
    """A piece of a document that could not be read: a text code, its place, its first bytes.

    ``unit`` is ``page`` where ``position`` is the number of a page, else the position is that of
    the row that would have come next.
    """

    reason: str
    raw: bytes = b""
    position: int | None = None
    unit: str = "row"


def paragraph(part: str | None, text: str) -> Row:
    """A piece of running text."""
    return Row(part, (text,))


def table(part: str | None, number: int, rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    """The rows of one table; their numbers count the empty ones too."""
    for index, cells in enumerate(rows, start=1):
        yield Row(part, tuple(cells), number, index)


def items(source: str, evidence: str, pieces: Iterable[Row | Missed | Note]) -> Iterator[Item]:
    """Events of kind ``document``, unread pieces and notes; empty rows are left out.

    The position is the ordinal of the row in reading order, from 1, unless the row says else.
    """
    held: list[tuple[int, Row]] = []
    position = 0
    for piece in pieces:
        if isinstance(piece, Note):
            yield piece
        elif isinstance(piece, Missed):
            place = piece.position if piece.position is not None else position + 1
            yield Unread(unread(evidence, piece.unit, [place], piece.reason, [piece.raw]))
        elif not piece.empty:
            position = piece.position if piece.position is not None else position + 1
            held.append((position, piece))
            if len(held) == BATCH:
                yield _events(source, evidence, held)
                held = []
    if held:
        yield _events(source, evidence, held)


def _events(source: str, evidence: str, held: Sequence[tuple[int, Row]]) -> Events:
    rows = [row for _, row in held]
    columns = {
        "event.dataset": f"{source}.document",
        "evidence": evidence,
        "unit": "row",
        "position": [position for position, _ in held],
        "document.part": [row.part for row in rows],
        "document.table": [row.table for row in rows],
        "document.row": [row.row for row in rows],
        "document.cells": [None if row.table is None else list(row.cells) for row in rows],
        "document.text": ["\t".join(row.cells) for row in rows],
        "fields": pa.array([[]] * len(rows), type=FIELDS),
    }
    return Events(DOCUMENT, events(DOCUMENT, len(rows), columns))
