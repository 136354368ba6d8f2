"""The sums of what is left of inventories: by computer, zone and folder, never more than fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from sekisho.case.asking import Row, ask
from sekisho.case.facts import Count, Exposure, Reason, Reference, Verdict
from sekisho.case.hosts import Names
from sekisho.case.rest.facts import Inventory, Lot, Rest
from sekisho.case.rest.recount import known_bytes
from sekisho.case.rest.sift import Judge, lying
from sekisho.case.verdict import RANK
from sekisho.ledger.manifest import Entry

LOTS = 200
"""No more lots of one verdict than this, as long as folders above can stand for those below."""

# a path up to so many separators, without the file's own name
_FOLDER = r"""rtrim(regexp_extract(r.path, '^(?:[\\/]{{0,2}}[^\\/]+[\\/]+){{0,{depth}}}'), '\/')"""
_PLACED = """
CREATE OR REPLACE TEMP TABLE case_inventory_lot AS
SELECT r.*, {folder} AS folder FROM case_inventory r
JOIN case_inventory_place p ON r.judged = p.number
WHERE state = 'summed' AND p.rank = $rank
"""
_DEEPEST = r"""
SELECT max(len(regexp_split_to_array(path, '[\\/]+'))) AS deepest FROM case_inventory
WHERE state = 'summed'
"""
_KEY = "evidence, judged, zone, folder"
_LOTS = f"SELECT count(*) AS lots FROM (SELECT DISTINCT {_KEY} FROM case_inventory_lot)"
_SUMS = f"""
WITH runs AS (
  SELECT {_KEY}, min(position) AS first, max(position) AS last FROM (
    SELECT {_KEY}, position,
           position - row_number() OVER (PARTITION BY {_KEY} ORDER BY position) AS island
    FROM case_inventory_lot) GROUP BY {_KEY}, island
), lines AS (
  SELECT {_KEY}, string_agg(first || CASE WHEN last > first THEN '-' || last ELSE '' END, ','
                            ORDER BY first) AS lines
  FROM runs GROUP BY {_KEY}
), sums AS (
  SELECT {_KEY}, count(*) AS documents, histogram(ending) AS endings, histogram(class) AS classes,
         sum("persons.low")::BIGINT AS "persons.low", sum("persons.high")::BIGINT AS "persons.high",
         count(*) - count("persons.high") AS persons_unknown,
         sum("households.low")::BIGINT AS "households.low",
         sum("households.high")::BIGINT AS "households.high",
         count(*) - count("households.high") AS households_unknown
  FROM case_inventory_lot GROUP BY {_KEY}
)
SELECT sums.*, lines, p.host AS host, p.place AS place, p.path AS path
FROM sums JOIN lines ON sums.evidence = lines.evidence AND sums.judged = lines.judged
  AND sums.zone IS NOT DISTINCT FROM lines.zone AND sums.folder = lines.folder
JOIN case_inventory_place p ON sums.judged = p.number
ORDER BY sums.evidence, p.host, sums.folder, sums.zone, sums.judged
"""
_MORE = """
SELECT sum(most)::BIGINT AS more FROM (
  SELECT max(r."{of}.high") AS most
  FROM case_inventory r JOIN case_inventory_place p ON r.judged = p.number
  WHERE state = 'summed' AND p.rank <> $excluded AND "{of}.high" IS NOT NULL
    AND (sha256 IS NULL OR sha256 NOT IN (SELECT unnest($known::VARCHAR[])))
  GROUP BY coalesce(sha256, r.evidence || ':' || r.position)
)
"""
_ACCOUNTS = """
SELECT evidence, count(*) AS rows, count(*) FILTER (state = 'summed') AS summed,
       count(*) FILTER (state = 'told') AS told, count(*) FILTER (state = 'later') AS later,
       count(*) FILTER (state = 'older') AS older,
       count(*) FILTER (state = 'no_document') AS no_document,
       min(seen) FILTER (state IN ('summed', 'told')) AS first_seen,
       max(seen) FILTER (state IN ('summed', 'told')) AS last_seen
FROM case_inventory GROUP BY evidence ORDER BY evidence
"""


def rest(
    connection: duckdb.DuckDBPyConnection,
    exposed: Sequence[Exposure],
    judge: Judge,
    names: Names,
    entries: Sequence[Entry],
) -> Rest | None:
    """What inventories name beside the documents that stand by themselves (``exposed``); None
    where nothing is left. Needs ``case_inventory``."""
    lots = tuple(
        _lot(row, verdict, judge, names)
        for verdict in RANK
        for row in _sums(connection, RANK[verdict])
    )
    if not lots:
        return None
    hashes = {entry.name: entry.sha256 for entry in entries}
    return Rest(
        inventories=tuple(
            Inventory(sha256=hashes[row["evidence"]], **row) for row in ask(connection, _ACCOUNTS)
        ),
        lots=lots,
        more_persons=_more(connection, exposed, "persons"),
        more_households=_more(connection, exposed, "households"),
    )


def _sums(connection: duckdb.DuckDBPyConnection, rank: int) -> Iterator[Row]:
    """The lots of one verdict, as deep in the folders as their number allows."""
    deepest = int(ask(connection, _DEEPEST)[0]["deepest"] or 0)
    lots = 0
    for depth in range(1, deepest + 1):
        lots = _placed(connection, rank, depth)
        if lots > LOTS:
            _placed(connection, rank, max(1, depth - 1))
            break
    yield from ask(connection, _SUMS) if lots else ()


def _placed(connection: duckdb.DuckDBPyConnection, rank: int, depth: int) -> int:
    connection.execute(_PLACED.format(folder=_FOLDER.format(depth=depth)), {"rank": rank})
    return int(ask(connection, _LOTS)[0]["lots"])


def _lot(row: Row, verdict: Verdict, judge: Judge, names: Names) -> Lot:
    _, reasons = judge(lying(row))
    said = tuple(
        Reason(one.code, one.values, (*one.evidence, Reference(row["evidence"]))) for one in reasons
    )
    return Lot(
        inventory=row["evidence"],
        lines=row["lines"],
        host=names.show(row["host"]),
        zone=row["zone"],
        folder=row["folder"],
        verdict=verdict,
        reasons=said,
        documents=row["documents"],
        endings=_by_name(row["endings"]),
        classes=_by_name(row["classes"]),
        persons=_count(row, "persons"),
        persons_unknown=row["persons_unknown"],
        households=_count(row, "households"),
        households_unknown=row["households_unknown"],
    )


def _by_name(found: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    return dict(sorted(found))


def _count(row: Row, of: str) -> Count | None:
    low, high = row[f"{of}.low"], row[f"{of}.high"]
    return None if low is None or high is None else Count(low, high)


def _more(
    connection: duckdb.DuckDBPyConnection, exposed: Sequence[Exposure], of: str
) -> int | None:
    """What the lots add to the upper bound of the case."""
    values = {"known": known_bytes(exposed, of), "excluded": RANK["excluded"]}
    more: int | None = ask(connection, _MORE.format(of=of), values)[0]["more"]
    return more
