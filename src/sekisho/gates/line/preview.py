"""The line gate tried on past records: which connections it would have refused, and whose."""

from __future__ import annotations

from typing import Any

import duckdb

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
_NO_ADDRESS = """
SELECT count(*) AS bare FROM firewall
WHERE ("source.ip" IS NULL OR "destination.ip" IS NULL)
  AND "session.state" IS DISTINCT FROM 'interim' {between}
"""


def preview(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between = ALWAYS,
) -> Preview:
    """What the zones would have refused of the connections that firewalls recorded."""
    found = crossings(connection, rulebook, between)
    connection.register("line_crossings", found)
    (total,) = connection.sql(_TOTAL).to_arrow_table().to_pylist()
    (bare,) = connection.sql(_NO_ADDRESS.format(between=between.sql())).to_arrow_table().to_pylist()
    refusals = tuple(
        _refusals(row, rulebook) for row in connection.sql(_BY_HOUR).to_arrow_table().to_pylist()
    )
    connection.unregister("line_crossings")
    why = {
        "gates.unjudged.odd_address": total.pop("unjudged"),
        "gates.unjudged.no_address": bare["bare"],
    }
    unjudged = {code: count for code, count in why.items() if count}
    return Preview(gate="line", refusals=refusals, unjudged=unjudged, **total)


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
