"""Questions in SQL over one Arrow table, answered in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

AT_ONCE = 1024
"""Rows that one thread of the database takes at a time: few, for each holds a whole event."""


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory; opening one takes longer than reading a small event log.

    It holds no data: every question brings its own table on a cursor of its own. Whoever asks
    already works beside others, so it takes one processor.
    """
    return duckdb.connect(config={"threads": 1})


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


def told(answer: pa.Table, name: str, paths: Sequence[str]) -> dict[str, pa.Array]:
    """One column a path from the lists that ``raw->>[paths]`` gave, every one of equal length."""
    flat = pc.list_flatten(column(answer, name))
    return {
        path: flat.take(pa.array(np.arange(number, len(flat), len(paths))))
        for number, path in enumerate(paths)
    }
