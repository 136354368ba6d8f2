"""Writing sealed events out: one file with head and map, or a folder with a table per kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sekisho.events.columns import HEAD
from sekisho.events.kinds import KINDS, Kind
from sekisho.ledger.tables import literal

_MOMENT = "strftime({column}, '%Y-%m-%dT%H:%M:%S.%f+00:00')"


def write_one(parts: Iterable[duckdb.DuckDBPyConnection], out: Path) -> None:
    """All recorded events in one ``.parquet`` or ``.jsonl`` file: head and the map ``fields``.

    The kind's own columns stand in the map beside the source's own fields, as text; moments in
    UTC. Rows are in the order of evidence and position; ``parts`` come in that order.
    """
    union = " UNION ALL ".join(_folded(kind) for kind in KINDS if kind.recorded)
    # events of the same line have an order too, or the same evidence would give other bytes
    ordered = f"SELECT * FROM ({union}) ORDER BY evidence, position, hash(fields)"
    if out.suffix == ".jsonl":
        _write_lines(parts, ordered, out)
    else:
        _write_table(parts, ordered, out)


def _write_lines(parts: Iterable[duckdb.DuckDBPyConnection], ordered: str, out: Path) -> None:
    columns = ", ".join(
        f'{_MOMENT.format(column=_name(name))} AS "{name}"' if name == "@timestamp" else _name(name)
        for name in [*HEAD.names, "fields"]
    )
    piece = out.with_name("piece.jsonl")
    with out.open("wb") as whole:
        for connection in parts:
            asked = f"SELECT {columns} FROM ({ordered})"
            connection.execute(f"COPY ({asked}) TO {literal(str(piece))} (FORMAT json)")
            with piece.open("rb") as lines:
                shutil.copyfileobj(lines, whole)
    piece.unlink(missing_ok=True)


def _write_table(parts: Iterable[duckdb.DuckDBPyConnection], ordered: str, out: Path) -> None:
    schema = pa.schema([*HEAD, pa.field("fields", pa.map_(pa.string(), pa.string()))])
    piece = out.with_name("piece.parquet")
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for connection in parts:
            connection.execute(f"COPY ({ordered}) TO {literal(str(piece))} (FORMAT parquet)")
            with pq.ParquetFile(piece) as rows:
                for batch in rows.iter_batches():
                    writer.write_batch(batch.cast(schema))
    piece.unlink(missing_ok=True)


def _folded(kind: Kind) -> str:
    head = ", ".join(_name(name) for name in HEAD.names)
    pairs = ", ".join(_pair(name) for name in kind.columns.names)
    own = f"map_from_entries(list_filter([{pairs}], lambda pair: pair.v IS NOT NULL))"
    fields = f"map_concat({own}, coalesce(fields, MAP {{}}))"
    return f"SELECT {head}, {fields} AS fields FROM {kind.name}"


def _pair(name: str) -> str:
    return f"{{'k': {literal(name)}, 'v': CAST({_name(name)} AS VARCHAR)}}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
