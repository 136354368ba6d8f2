"""The sums of a case counted again from the rows they name: what does not agree is told.

``lines`` of a lot are numbers of rows of its inventory, from 1: ``3-17,19``. The rows are those
that were sealed when the inventory was received; its own file is compared by its hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from sekisho.case.asking import ask, keep
from sekisho.case.facts import Case, Count, Exposure
from sekisho.case.rest.facts import Lot
from sekisho.events.columns import TEXT

_RUNS = pa.schema(
    [("lot", pa.int64()), ("evidence", TEXT), ("first", pa.int64()), ("last", pa.int64())]
)
_COUNTED = """
SELECT lot, count(*) AS documents,
       sum("persons.low")::BIGINT AS "persons.low", sum("persons.high")::BIGINT AS "persons.high",
       count(*) - count("persons.high") AS persons_unknown,
       sum("households.low")::BIGINT AS "households.low",
       sum("households.high")::BIGINT AS "households.high",
       count(*) - count("households.high") AS households_unknown
FROM case_lines l JOIN inventory i
  ON i.evidence = l.evidence AND i.position BETWEEN l.first AND l.last
GROUP BY lot
"""
_TWICE = """
SELECT count(*) - count(DISTINCT (i.evidence, i.position)) AS twice
FROM case_lines l JOIN inventory i
  ON i.evidence = l.evidence AND i.position BETWEEN l.first AND l.last
"""
_MORE = """
SELECT sum(most)::BIGINT AS more FROM (
  SELECT max("{of}.high") AS most FROM case_lines l JOIN inventory i
    ON i.evidence = l.evidence AND i.position BETWEEN l.first AND l.last
  WHERE lot IN (SELECT unnest($counting::BIGINT[])) AND "{of}.high" IS NOT NULL
    AND (coalesce("file.hash.sha256", '') = ''
         OR "file.hash.sha256" NOT IN (SELECT unnest($known::VARCHAR[])))
  GROUP BY coalesce(nullif("file.hash.sha256", ''), i.evidence || ':' || i.position)
)
"""
_BOUNDS = ("persons", "households")


def runs(lines: str) -> Iterator[tuple[int, int]]:
    """The first and the last number of each run of rows. Raises ValueError."""
    for run in lines.split(","):
        first, _, last = run.partition("-")
        yield int(first), int(last or first)


def known_bytes(exposed: Sequence[Exposure], of: str) -> list[str]:
    """The hashes of the bytes that ``exposure`` counts already."""
    counted = (one for one in exposed if one.verdict != "excluded" and getattr(one, of) is not None)
    return sorted({one.sha256 for one in counted if one.sha256})


def recount(connection: duckdb.DuckDBPyConnection, case: Case) -> tuple[str, ...]:
    """The sums that do not agree, by inventory and folder, or by name; none for none.

    ``connection`` has the views of ``sekisho.ledger.tables``.
    """
    if case.rest is None:
        return ()
    lots = case.rest.lots
    rows = [
        {"lot": number, "evidence": lot.inventory, "first": first, "last": last}
        for number, lot in enumerate(lots)
        for first, last in runs(lot.lines)
    ]
    keep(connection, "case_lines", rows, _RUNS)
    counted = {row["lot"]: row for row in ask(connection, _COUNTED)}
    wrong = [
        f"{lot.inventory} {lot.host or '-'} {lot.folder} ({lot.verdict})"
        for number, lot in enumerate(lots)
        if _said(number, lot) != counted.get(number)
    ]
    if ask(connection, _TWICE)[0]["twice"]:
        wrong.append("rest.lots")
    counting = [number for number, lot in enumerate(lots) if lot.verdict != "excluded"]
    for of in _BOUNDS:
        values = {"counting": counting, "known": known_bytes(case.exposure, of)}
        if ask(connection, _MORE.format(of=of), values)[0]["more"] != getattr(
            case.rest, f"more_{of}"
        ):
            wrong.append(f"rest.more_{of}")
    return tuple(wrong)


def _said(number: int, lot: Lot) -> Mapping[str, int | None]:
    """What the case says of a lot, as a row of the count."""
    said: dict[str, int | None] = {"lot": number, "documents": lot.documents}
    for of in _BOUNDS:
        bounds: Count | None = getattr(lot, of)
        said[f"{of}.low"] = bounds.low if bounds else None
        said[f"{of}.high"] = bounds.high if bounds else None
        said[f"{of}_unknown"] = getattr(lot, f"{of}_unknown")
    return said
