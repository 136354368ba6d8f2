"""Questions over sealed events: DuckDB with one view per kind of event.

Every kind has its view (``proxy``, ``firewall``, ``windows`` …) with all columns of its schema,
empty when nothing of the kind was sealed; ``unread`` holds what could not be read. The session
zone is UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from sekisho.events.columns import UNREAD
from sekisho.events.kinds import KINDS

MEMORY = "1GB"
"""What a question may take before it spills to the temporary folder."""


def connect(temporary: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty in-memory database, bounded in memory, that spills into ``temporary``.

    It never reaches out: no extension is installed or loaded from elsewhere.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET autoinstall_known_extensions = false")
    if temporary is not None:
        connection.execute("SET temp_directory = ?", [str(temporary)])
    return connection


def literal(text: str) -> str:
    """A text as SQL writes it, where no parameter can stand."""
    return "'" + text.replace("'", "''") + "'"


def of_segments(
    segments: Mapping[str, Sequence[Path]], temporary: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Views over sealed segments: kind (or ``unread``) to Parquet files."""
    connection = connect(temporary)
    for name, schema in _schemas().items():
        files = [str(path) for path in segments.get(name, ())]
        if files:
            columns = ", ".join(f'"{column}"' for column in schema.names)
            listed = ", ".join(map(literal, files))
            connection.execute(
                f"CREATE VIEW {name} AS SELECT {columns} FROM read_parquet([{listed}])"
            )
        else:
            connection.register(name, _plain(schema.empty_table()))
    return connection


def of_batches(batches: Iterable[pa.RecordBatch]) -> duckdb.DuckDBPyConnection:
    """Views over record batches in memory, each with the schema of a kind (or of unread)."""
    connection = connect()
    grouped: dict[str, list[pa.RecordBatch]] = {}
    for batch in batches:
        kind = (batch.schema.metadata or {}).get(b"kind", b"unread").decode()
        grouped.setdefault(kind, []).append(batch)
    for name, schema in _schemas().items():
        parts = grouped.get(name)
        table = pa.Table.from_batches(parts) if parts else schema.empty_table()
        connection.register(name, _plain(table))
    return connection


def _schemas() -> dict[str, pa.Schema]:
    return {**{kind.name: kind.schema for kind in KINDS}, "unread": UNREAD}


def _plain(table: pa.Table) -> pa.Table:
    """Dictionaries unpacked: batches of one kind need not share their dictionaries."""
    fields = [
        pa.field(field.name, field.type.value_type)
        if pa.types.is_dictionary(field.type)
        else pa.field(field.name, field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
