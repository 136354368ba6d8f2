"""The software gate tried on past records: which starts it would have refused, where and whose."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.software.runs import runs
from sekisho.gates.software.uses import uses
from sekisho.gates.whose import whose
from sekisho.rulebook import Rulebook

_ALL = """
CREATE OR REPLACE TEMP VIEW software_judged AS
SELECT code, host, account, path, minute, starts, first, last, sample, refused, unjudged
FROM software_runs_judged
UNION ALL BY NAME SELECT * FROM software_uses
"""
_TOTAL = """
SELECT coalesce(sum(starts) FILTER (unjudged IS NULL), 0)::BIGINT AS judged,
       min(first) FILTER (unjudged IS NULL) AS first, max(last) FILTER (unjudged IS NULL) AS last
FROM software_judged
"""
_PERMITTED = """
SELECT ticket, sum(starts)::BIGINT AS starts FROM software_runs_judged
WHERE ticket IS NOT NULL AND unjudged IS NULL GROUP BY ticket ORDER BY ticket
"""
_UNJUDGED = """
SELECT unjudged, sum(starts)::BIGINT AS starts FROM software_judged
WHERE unjudged IS NOT NULL GROUP BY unjudged ORDER BY unjudged
"""
_BY_HOUR = """
WITH own AS (
  SELECT code, host, account, path, (extract('hour' FROM minute) + 9)::INTEGER % 24 AS clock,
         sum(starts)::BIGINT AS starts, min(first) AS first, max(last) AS last,
         arg_min(sample, first) AS sample
  FROM software_judged WHERE refused AND unjudged IS NULL GROUP BY ALL
)
SELECT code, host, account, path, sum(starts)::BIGINT AS count,
       list(clock ORDER BY clock) FILTER (clock IS NOT NULL) AS hours,
       list(starts ORDER BY clock) FILTER (clock IS NOT NULL) AS counts,
       min(first) AS first, max(last) AS last, arg_min(sample, first) AS sample
FROM own GROUP BY ALL HAVING min(first) IS NOT NULL
ORDER BY count DESC, code, host, account, path
"""
"""Japan has had no summer time since 1951: its hour is that of UTC and nine."""


def preview(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between = ALWAYS
) -> Preview:
    """What the lists would have refused of the programs that were started, and the settings of
    what was used."""
    connection.register("software_runs_judged", runs(connection, rulebook, between))
    connection.register("software_uses", uses(connection, rulebook, between))
    connection.execute(_ALL)
    (total,) = connection.sql(_TOTAL).to_arrow_table().to_pylist()
    left = connection.sql(_UNJUDGED).to_arrow_table().to_pylist()
    permitted = connection.sql(_PERMITTED).to_arrow_table().to_pylist()
    rows = connection.sql(_BY_HOUR).to_arrow_table().to_pylist()
    connection.execute("DROP VIEW software_judged")
    connection.unregister("software_runs_judged")
    connection.unregister("software_uses")
    free = _free(rulebook)
    refusals = [one for row in rows if (one := _refusals(row, rulebook)).host not in free]
    return Preview(
        gate="software",
        refused=sum(one.count for one in refusals),
        refusals=tuple(refusals),
        unjudged={row["unjudged"]: row["starts"] for row in left},
        permitted={row["ticket"]: row["starts"] for row in permitted},
        **total,
    )


_EACH = """
WITH said AS (
  SELECT unnest(pointers) AS sample, code, host, refused, unjudged FROM software_runs_judged
  UNION ALL BY NAME SELECT sample, code, host, refused, unjudged FROM software_uses
)
SELECT one.evidence, one.position, one.unit, code, host,
       CASE WHEN unjudged IS NULL THEN refused END AS refused
FROM said JOIN software_pointed AS one
  ON sample = {'evidence': one.evidence, 'position': one.position, 'unit': one.unit}
"""


def judge(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, pointers: pa.Table
) -> pa.Table:
    """The records of starts and uses among ``pointers``, with ``code`` and ``refused``: each is
    judged by all that any log knows of the same start, as ``preview`` does."""
    connection.register("software_pointed", pointers)
    connection.register("software_runs_judged", runs(connection, rulebook, ALWAYS, pointed=True))
    connection.register("software_uses", uses(connection, rulebook, ALWAYS, pointed=True))
    found = connection.sql(_EACH).to_arrow_table()
    for name in ("software_pointed", "software_runs_judged", "software_uses"):
        connection.unregister(name)
    free = _free(rulebook)
    hosts = found["host"].unique().to_pylist()
    spared = [host for host in hosts if (one := rulebook.asset(host)) and one.name in free]
    refused = pc.and_(
        found["refused"], pc.invert(pc.is_in(found["host"], pa.array(spared, pa.string())))
    )
    named = found.select(["evidence", "position", "unit", "code"])
    return named.append_column("refused", refused)


def _free(rulebook: Rulebook) -> set[str]:
    return {asset.name for name in rulebook.never_refused.assets if (asset := rulebook.asset(name))}


def _refusals(row: dict[str, Any], rulebook: Rulebook) -> Refusals:
    asset = rulebook.asset(row["host"])
    person, department = whose(rulebook, asset, row["account"])
    return Refusals(
        code=row["code"],
        host=asset.name if asset else row["host"],
        address="",
        person=person,
        department=department,
        to=row["path"],
        count=row["count"],
        hours=dict(zip(row["hours"], row["counts"], strict=True)),
        first=row["first"],
        last=row["last"],
        **row["sample"],
    )
