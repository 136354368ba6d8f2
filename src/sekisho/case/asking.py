"""Asking DuckDB: rows as plain dictionaries with aware moments, pointers as ``Reference``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from sekisho.case.facts import Reference

Row = dict[str, Any]

POINTER = "evidence, position, unit"
"""The columns that point back to the bytes."""


def ask(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    values: Mapping[str, object] | Sequence[object] | None = None,
) -> list[Row]:
    """The rows of a question; moments are aware (UTC). Queries must order what is not unique."""
    relation = connection.sql(query, params=values) if values else connection.sql(query)
    rows: list[Row] = relation.to_arrow_table().to_pylist()
    return rows


def keep(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row], schema: pa.Schema
) -> None:
    """Rows as the temporary table ``name``, replacing one of an earlier question."""
    table = pa.Table.from_pylist(list(rows), schema=schema)
    connection.register("rows_to_keep", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM rows_to_keep")
    connection.unregister("rows_to_keep")


def reference(row: Row) -> Reference:
    """The pointer of a row that was asked with ``POINTER``."""
    return Reference(row["evidence"], row["position"], row["unit"])


def references(rows: Iterable[Row], most: int = 50) -> tuple[Reference, ...]:
    """The distinct pointers of rows, in their order, at most ``most``."""
    return tuple(dict.fromkeys(reference(row) for row in rows))[:most]


def shifted(moment: datetime | None, offset_s: float) -> datetime | None:
    """A source's moment on the reference clock: its offset subtracted."""
    return None if moment is None else moment - timedelta(seconds=offset_s)
