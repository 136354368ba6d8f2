"""Records judged one by one, to be held against what a preview counts."""

from __future__ import annotations

from collections import Counter

import duckdb
import pyarrow as pa

from sekisho.gates.preview import Preview


def every(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Table:
    """Pointers to all records of a table, and one to none."""
    nowhere = "SELECT 'nowhere', 1::BIGINT, 'line'"
    question = f"SELECT evidence, position, unit FROM {table} UNION ALL {nowhere}"
    return connection.sql(question).to_arrow_table()


def refused(said: pa.Table) -> Counter[str]:
    """How many records each rule refuses."""
    return Counter(row["code"] for row in said.to_pylist() if row["refused"])


def counted(found: Preview) -> Counter[str]:
    """What a preview counts for each rule."""
    sums: Counter[str] = Counter()
    for one in found.refusals:
        sums[one.code] += one.count
    return sums
