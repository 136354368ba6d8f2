"""The rows of inventories sifted: which tell of a document by itself, and which are only summed.

A row whose file name nothing else bears, no evidence, list or record, gets its verdict from the
place alone, as all rows of that place. Of these the gravest are told by themselves, the others
summed. An inventory may have a row for every document of an office, so that only names pass through
Python, a group at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.case.documents import Document, is_document, parts_of
from sekisho.case.facts import Reason, Verdict, Window
from sekisho.case.laid import profile
from sekisho.case.verdict import RANK
from sekisho.events.columns import TEXT

TOLD = 5_000
"""So many documents that an inventory alone knows stand by themselves in a case, the gravest, then
those nobody could count, then those with the most persons."""
CHUNK = 16_384
Judge = Callable[[Document], tuple[Verdict, tuple[Reason, ...]]]
"""The verdict on a document of which no record tells."""

_ROWS = """
CREATE OR REPLACE TEMP TABLE case_inventory_rows AS
SELECT evidence, position, unit, "inventory.seen" AS seen, "inventory.host" AS named,
       host_key("inventory.host") AS host, "inventory.zone"::VARCHAR AS zone,
       coalesce("inventory.class"::VARCHAR, 'unknown') AS class,
       CASE WHEN "inventory.place" = 'share' THEN 'share'
            WHEN host_key("inventory.host") IS NULL THEN 'unknown' ELSE 'pc' END AS place,
       "file.path" AS path, nullif("file.hash.sha256", '') AS sha256,
       "persons.low", "persons.high", "households.low", "households.high",
       CASE WHEN $until::TIMESTAMPTZ IS NULL OR "inventory.seen" > $until::TIMESTAMPTZ THEN 'later'
            WHEN row_number() OVER (
              PARTITION BY "inventory.host", "file.path", "inventory.seen" > $until::TIMESTAMPTZ
              ORDER BY "inventory.seen" DESC, evidence, position) > 1 THEN 'older' END AS state
FROM inventory
"""
_NAMES = "SELECT evidence, position, place, host, path FROM case_inventory_rows WHERE state IS NULL"
_WAITING = "SELECT count(*) AS rows FROM case_inventory_rows WHERE state IS NULL"
_NOBODY: frozenset[str] = frozenset()
_PLACES = """
SELECT place, host, owner, min(path) AS path
FROM case_inventory_rows JOIN case_inventory_names USING (evidence, position)
WHERE kind = 'rest' GROUP BY ALL ORDER BY ALL
"""
_SIFTED = """
CREATE OR REPLACE TEMP TABLE case_inventory AS
SELECT * EXCLUDE (state, kind, owner, grave),
       CASE WHEN state IS NOT NULL THEN state WHEN kind <> 'rest' THEN kind
            WHEN grave <= $told THEN 'told' ELSE 'summed' END AS state
FROM (
  SELECT r.*, n.kind, n.owner, n.ending, p.number AS judged,
         row_number() OVER (PARTITION BY n.kind ORDER BY p.rank, r."persons.high" DESC NULLS FIRST,
                            r.path, r.host, r.evidence, r.position) AS grave
  FROM case_inventory_rows r LEFT JOIN case_inventory_names n USING (evidence, position)
  LEFT JOIN case_inventory_place p ON n.kind = 'rest' AND r.place = p.place
    AND r.host IS NOT DISTINCT FROM p.host AND n.owner IS NOT DISTINCT FROM p.owner
)
"""
_NAMED = pa.schema(
    [("evidence", TEXT), ("position", pa.int64()), ("kind", TEXT), ("owner", TEXT),
     ("ending", TEXT)]
)  # fmt: skip
_JUDGED = pa.schema(
    [("number", pa.int64()), ("rank", pa.int64()), ("place", TEXT), ("host", TEXT),
     ("owner", TEXT), ("path", TEXT)]
)  # fmt: skip


def sift(
    connection: duckdb.DuckDBPyConnection,
    windows: Sequence[Window],
    paths: Iterable[str],
    judge: Judge,
) -> None:
    """Makes ``case_inventory``: every row with its ``state`` (told, summed, later, older,
    no_document) and the number of its place in ``case_inventory_place``. ``paths``: of all files
    that evidence, lists and records know. Without a window every row is ``later``."""
    until = min((one.start for one in windows), default=None)
    connection.execute(_ROWS, {"until": until})
    waiting = ask(connection, _WAITING)[0]["rows"]
    names = frozenset(parts[-1] for parts in map(parts_of, paths) if parts) if waiting else _NOBODY
    chunks = connection.sql(_NAMES).to_arrow_reader(CHUNK)
    named = pa.Table.from_batches([_named(one, names) for one in chunks], schema=_NAMED)
    connection.register("inventory_names", named)
    connection.execute("CREATE OR REPLACE TEMP TABLE case_inventory_names AS FROM inventory_names")
    connection.unregister("inventory_names")
    places = ask(connection, _PLACES)
    judged = [
        {**row, "number": number, "rank": RANK[judge(lying(row))[0]]}
        for number, row in enumerate(places)
    ]
    keep(connection, "case_inventory_place", judged, _JUDGED)
    connection.execute(_SIFTED, {"told": TOLD})
    for name in ("rows", "names"):
        connection.execute(f"DROP TABLE case_inventory_{name}")


def lying(place: Row) -> Document:
    """A document that stands for all of a row of ``case_inventory_place``."""
    return Document(None, place["path"], place["host"], place["place"], parts_of(place["path"]))


def _named(rows: pa.RecordBatch, names: frozenset[str]) -> pa.RecordBatch:
    """What the name of each row's file says: ``kind`` told (something else bears it), rest or
    no_document; the account in whose profile it lies where no computer is told; its ending."""
    found = [
        _name(path, place, host, names)
        for path, place, host in zip(
            *(rows[name].to_pylist() for name in ("path", "place", "host")), strict=True
        )
    ]
    kinds, owners, endings = zip(*found, strict=True) if found else ((), (), ())
    columns = [rows["evidence"], rows["position"], kinds, owners, endings]
    return pa.RecordBatch.from_arrays(
        [one if isinstance(one, pa.Array) else pa.array(one, TEXT) for one in columns],
        schema=_NAMED,
    )


def _name(
    path: str, place: str, host: str | None, names: frozenset[str]
) -> tuple[str, str | None, str]:
    parts = parts_of(path)
    if not parts or not is_document(parts[-1]):
        # what is no document may still be the earlier state of one among the evidence
        return "told" if parts and parts[-1] in names else "no_document", None, ""
    kind = "told" if parts[-1] in names else "rest"
    owner = profile(path) if host is None and place != "share" else None
    return kind, owner, parts[-1].rpartition(".")[2]
