"""The files of an inventory: a row a line of JSON, and the same rows as Parquet. Both are written
as the rows come, and read as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import orjson
import pyarrow.parquet as pq

from sekisho.ledger.put import putting
from sekisho.personal.inventory.row import SCHEMA, Row, from_json, table, to_json

INVENTORY = "inventory.jsonl"
PARQUET = "inventory.parquet"
GROUP = 4_096
"""Rows of a group in the Parquet file; so many are held while it is written."""


class NotAnInventoryError(Exception):
    """A folder or file that holds no inventory of Sekisho."""


@contextmanager
def writing(out: Path) -> Iterator[Callable[[Row], None]]:
    """What takes the rows of an inventory in their order; at the end of the block both files are
    put in their place. Raises OSError; then those of before are unchanged."""
    group: list[Row] = []
    with (
        putting(out / INVENTORY) as lines,
        putting(out / PARQUET) as columns,
        pq.ParquetWriter(columns, SCHEMA, compression="zstd") as writer,
    ):

        def write(row: Row) -> None:
            lines.write(orjson.dumps(to_json(row), option=orjson.OPT_APPEND_NEWLINE))
            group.append(row)
            if len(group) == GROUP:
                writer.write_table(table(group))
                group.clear()

        yield write
        if group:
            writer.write_table(table(group))


def rows_in(path: Path) -> Iterator[Row]:
    """The rows of an inventory: its folder, or its file, one after the other. Raises
    NotAnInventoryError, OSError."""
    return (row for _, row in placed_rows(path))


def placed_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The same, each with its place in the file, for ``rows_at``."""
    with _lines(path) as lines:
        at = 0
        for line in lines:
            yield at, from_json(orjson.loads(line))
            at += len(line)


@contextmanager
def rows_at(path: Path) -> Iterator[Callable[[int], Row]]:
    """What gives the row at a place of an inventory's file. Raises as ``rows_in``."""
    with _lines(path) as lines:

        def row(at: int) -> Row:
            lines.seek(at)
            return from_json(orjson.loads(lines.readline()))

        yield row


@contextmanager
def _lines(path: Path) -> Iterator[BinaryIO]:
    file = path / INVENTORY if path.is_dir() else path
    try:
        with file.open("rb") as lines:
            yield lines
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
        raise NotAnInventoryError(str(path)) from None
