"""Which rows of two inventories differ, without holding either.

Of each row the path, the hash of the document, a digest of what can differ and the row's place in
its file go into a table that spills to the disk; only rows that differ are read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa

from sekisho.ledger.tables import connect
from sekisho.personal.inventory.lines import placed_rows, rows_at
from sekisho.personal.inventory.row import Row, to_json

Pair = tuple[Row | None, Row | None]
"""A document before and now, None where it was not there."""

GROUP = 8_192
_TABLE = pa.schema(
    [("number", pa.int64()), ("path", pa.string()), ("sha256", pa.string()),
     ("said", pa.binary(16)), ("place", pa.int64())]
)  # fmt: skip
_SAID = ("persons", "households", "kinds", "status", "findings")
# a path that stands twice is as its last row says
_LAST = """
CREATE TABLE {name} AS SELECT path, min(number) AS number, arg_max(sha256, number) AS sha256,
       arg_max(said, number) AS said, arg_max(place, number) AS place
FROM {name}_rows GROUP BY path
"""
_GONE = """
CREATE TABLE gone AS SELECT * FROM old WHERE path NOT IN (SELECT path FROM new);
CREATE TABLE came AS
SELECT n.place, g.path AS was, g.place AS was_place FROM new n LEFT JOIN (
  SELECT sha256, arg_max(path, number) AS path, arg_max(place, number) AS place
  FROM gone WHERE sha256 <> '' GROUP BY sha256) g ON n.sha256 = g.sha256
WHERE n.path NOT IN (SELECT path FROM old)
"""
_DIFFERING = """
SELECT o.place AS was, n.place AS now FROM old o JOIN new n USING (path) WHERE o.said <> n.said
UNION ALL SELECT was_place, place FROM came
UNION ALL SELECT place, NULL FROM gone
WHERE path NOT IN (SELECT was FROM came WHERE was IS NOT NULL)
ORDER BY ALL
"""


def differing(old: Path, new: Path, work: Path) -> Iterator[Pair]:
    """Every document that came, went, moved (the same bytes elsewhere) or is told otherwise, in no
    order that means anything. ``work``: an empty folder for what does not fit in memory. Raises
    NotAnInventoryError, OSError."""
    with connect(work) as connection:
        for name, path in (("old", old), ("new", new)):
            _load(connection, name, path)
        connection.execute(_GONE)
        found = connection.sql(_DIFFERING).to_arrow_reader(GROUP)
        with rows_at(old) as before, rows_at(new) as after:
            for group in found:
                for was, now in zip(*(one.to_pylist() for one in group.columns), strict=True):
                    yield (
                        None if was is None else before(was),
                        None if now is None else after(now),
                    )


def _load(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Makes a table of the rows of one inventory."""
    connection.register("nothing", _TABLE.empty_table())
    connection.execute(f"CREATE TABLE {name}_rows AS FROM nothing")
    numbered = enumerate(placed_rows(path))
    while group := list(islice(numbered, GROUP)):
        rows = [
            {
                "number": number,
                "path": row.path,
                "sha256": row.sha256,
                "said": _said(row),
                "place": at,
            }
            for number, (at, row) in group
        ]
        connection.register("group_of_rows", pa.Table.from_pylist(rows, schema=_TABLE))
        connection.execute(f"INSERT INTO {name}_rows FROM group_of_rows")
        connection.unregister("group_of_rows")
    connection.execute(_LAST.format(name=name))
    connection.execute(f"DROP TABLE {name}_rows")


def _said(row: Row) -> bytes:
    told = to_json(row)
    content = orjson.dumps([told[name] for name in _SAID], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(content, digest_size=16).digest()
