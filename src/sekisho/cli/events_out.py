"""Writing sealed events out: one file with head and map, or a folder with a table per kind."""

from __future__ import annotations

from pathlib import Path

import duckdb

from sekisho.events.columns import HEAD
from sekisho.events.kinds import KINDS, Kind

_MOMENT = "strftime({column}, '%Y-%m-%dT%H:%M:%S.%f+00:00')"


def write_one(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """All recorded events in one ``.parquet`` or ``.jsonl`` file: head and the map ``fields``.

    The kind's own columns stand in the map beside the source's own fields, as text; moments in
    UTC. Rows are in the order of evidence and position.
    """
    union = " UNION ALL ".join(_folded(kind) for kind in KINDS if kind.recorded)
    ordered = f"SELECT * FROM ({union}) ORDER BY evidence, position"
    if out.suffix == ".jsonl":
        columns = ", ".join(
            f'{_MOMENT.format(column=_name(name))} AS "{name}"'
            if name == "@timestamp"
            else _name(name)
            for name in [*HEAD.names, "fields"]
        )
        ordered = f"SELECT {columns} FROM ({ordered})"
        connection.execute(f"COPY ({ordered}) TO {_text(str(out))} (FORMAT json)")
    else:
        connection.execute(f"COPY ({ordered}) TO {_text(str(out))} (FORMAT parquet)")


def _folded(kind: Kind) -> str:
    head = ", ".join(_name(name) for name in HEAD.names)
    pairs = ", ".join(_pair(name) for name in kind.columns.names)
    own = f"map_from_entries(list_filter([{pairs}], lambda pair: pair.v IS NOT NULL))"
    fields = f"map_concat({own}, coalesce(fields, MAP {{}}))"
    return f"SELECT {head}, {fields} AS fields FROM {kind.name}"


def _pair(name: str) -> str:
    return f"{{'k': {_text(name)}, 'v': CAST({_name(name)} AS VARCHAR)}}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
