"""Questions in SQL over one Arrow table, answered in memory."""

from __future__ import annotations

from functools import cache

import duckdb
import pyarrow as pa

AT_ONCE = 1024
"""Rows that one thread of the database takes at a time: few, for each holds a whole event."""


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory; opening one takes longer than reading a small event log.

    It holds no data: every question brings its own table on a cursor of its own.
    """
    return duckdb.connect()


def ask(question: str, table: pa.Table) -> pa.Table:
    """The answer to a question about ``table``, which the question calls ``given``.

    Raises duckdb.InvalidInputException for a text that is not the JSON it is taken for.
    """
    with _database().cursor() as cursor:
        pieces = table.to_batches(max_chunksize=AT_ONCE)
        cursor.register("given", pa.Table.from_batches(pieces, table.schema))
        return cursor.sql(question).to_arrow_table()


def column(answer: pa.Table, name: str) -> pa.Array:
    """A column of an answer as one array."""
    found = answer[name]
    return found.chunk(0) if found.num_chunks == 1 else found.combine_chunks()
