"""The line gate tried on past records: which connections it would have refused, and whose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.line.crossings import crossings
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.whose import whose
from sekisho.rulebook import Rulebook

_TOTAL = """
SELECT coalesce(sum(connections) FILTER (refused IS NOT NULL), 0)::BIGINT AS judged,
       coalesce(sum(connections) FILTER (refused), 0)::BIGINT AS refused,
       coalesce(sum(connections) FILTER (refused IS NULL), 0)::BIGINT AS unjudged,
       min(first) AS first, max(last) AS last
FROM line_crossings
"""
_PERMITTED = """
SELECT ticket, sum(connections)::BIGINT AS count FROM line_crossings
WHERE ticket IS NOT NULL GROUP BY ticket ORDER BY ticket
"""
_BY_HOUR = """
WITH own AS (
  SELECT code, source, host, person, destination, transport, port,
         (extract('hour' FROM hour) + 9)::INTEGER % 24 AS clock,
         sum(connections)::BIGINT AS connections, min(first) AS first, max(last) AS last,
         arg_min({'evidence': evidence, 'position': position, 'unit': unit}, first) AS sample
  FROM line_crossings WHERE refused GROUP BY ALL
)
SELECT code, source, host, person, destination, transport, port,
       sum(connections)::BIGINT AS count, min(first) AS first, max(last) AS last,
       list(clock ORDER BY clock) AS hours, list(connections ORDER BY clock) AS counts,
       arg_min(sample, first) AS sample
FROM own GROUP BY ALL
ORDER BY count DESC, code, source, destination, transport, port, host, person
"""
"""Japan has had no summer time since 1951: its hour is that of UTC and nine."""
_LEFT = """
SELECT count(*) FILTER ("source.ip" IS NULL OR "destination.ip" IS NULL) AS bare,
       count(*) FILTER ("source.ip" IS NOT NULL AND "destination.ip" IS NOT NULL
                        AND "@timestamp" IS NULL) AS undated
FROM firewall
WHERE "session.state" IS DISTINCT FROM 'interim' {between}
"""


def preview(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between = ALWAYS,
) -> Preview:
    """What the zones would have refused of the connections that firewalls recorded."""
    return _told(connection, rulebook, crossings(connection, rulebook, between), between)


def observed(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> tuple[Preview, int]:
    """What crossed the zones against the rulebook and was let pass; and how many attempts
    beside it a firewall denied, which prove the separation rather than break it."""
    found = crossings(connection, rulebook)
    denied = pc.fill_null(pc.equal(found["action"], "denied"), fill_value=False)
    stopped = pc.and_(pc.fill_null(found["refused"], fill_value=False), denied)
    count = pc.sum(found.filter(stopped)["connections"]).as_py() or 0
    told = _told(connection, rulebook, found.filter(pc.invert(stopped)), ALWAYS)
    judged = found.filter(found["refused"].is_valid())
    first, last = pc.min(judged["first"]).as_py(), pc.max(judged["last"]).as_py()
    return replace(told, judged=told.judged + count, first=first, last=last), count


def _told(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, found: pa.Table, between: Between
) -> Preview:
    connection.register("line_crossings", found)
    (total,) = connection.sql(_TOTAL).to_arrow_table().to_pylist()
    permitted = connection.sql(_PERMITTED).to_arrow_table().to_pylist()
    (left,) = connection.sql(_LEFT.format(between=between.sql())).to_arrow_table().to_pylist()
    refusals = tuple(
        _refusals(row, rulebook) for row in connection.sql(_BY_HOUR).to_arrow_table().to_pylist()
    )
    connection.unregister("line_crossings")
    why = {
        "gates.unjudged.odd_address": total.pop("unjudged"),
        "gates.unjudged.no_address": left["bare"],
        "gates.unjudged.undated": left["undated"],
    }
    unjudged = {code: count for code, count in why.items() if count}
    tickets = {row["ticket"]: row["count"] for row in permitted}
    return Preview("line", refusals=refusals, unjudged=unjudged, permitted=tickets, **total)


def _refusals(row: dict[str, Any], rulebook: Rulebook) -> Refusals:
    asset = rulebook.asset(row["source"]) or rulebook.asset(row["host"] or "")
    person, department = whose(rulebook, asset, row["person"])
    port = "" if row["port"] is None else f"/{row['port']}"
    return Refusals(
        code=row["code"],
        host=asset.name if asset else row["host"] or "",
        address=row["source"],
        person=person,
        department=department,
        to=f"{row['destination']} {row['transport']}{port}",
        count=row["count"],
        hours=dict(zip(row["hours"], row["counts"], strict=True)),
        first=row["first"],
        last=row["last"],
        **row["sample"],
    )
