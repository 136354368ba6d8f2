"""The web gate tried on past records: which requests it would have refused, and whose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.case.addresses import addresses
from sekisho.case.hosts import Names
from sekisho.case.known import of_rulebook
from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import Judge, Lists
from sekisho.gates.web.lists.compiled import NoLists
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.requests import judged_records, judged_requests
from sekisho.gates.whose import whose
from sekisho.rulebook import Rulebook

_BY_HOUR = """
WITH own AS (
  SELECT code, address, coalesce(nullif(computer, ''), holder, '') AS computer, person, host,
         (extract('hour' FROM moment) + 9)::INTEGER % 24 AS clock,
         sum(requests)::BIGINT AS requests, min(first) AS first, max(last) AS last,
         arg_min(sample, first) AS sample
  FROM web_judged LEFT JOIN web_held USING (address, first)
  WHERE refused AND host <> '' GROUP BY ALL
)
SELECT code, address, computer, person, host,
       sum(requests)::BIGINT AS count, min(first) AS first, max(last) AS last,
       list(clock ORDER BY clock) AS hours, list(requests ORDER BY clock) AS counts,
       arg_min(sample, first) AS sample
FROM own GROUP BY ALL
ORDER BY count DESC, code, address, host, person, computer
"""
"""Japan has had no summer time since 1951: its hour is that of UTC and nine."""
_HELD = """
CREATE OR REPLACE TEMP TABLE web_held AS
SELECT address, first, arg_min(a.host, {'rank': a.rank, 'age': first - since}) AS holder
FROM (SELECT DISTINCT address, first FROM web_judged WHERE refused) AS asked
JOIN case_address AS a ON a.ip = address AND first >= since AND first < until
GROUP BY address, first
"""
"""Which computer had the address: the strongest ground, the latest holding of it."""


def preview(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between = ALWAYS,
    lists: Lists | None = None,
) -> Preview:
    """What the web gate would have refused of the requests that proxies recorded, were it
    enforced for everybody. Without ``lists`` no category is judged by its lists; this is told."""
    judge, blind = _ready(rulebook, lists)
    found = judged_requests(connection, judge, between)
    addresses(connection, of_rulebook(rulebook), Names())
    connection.execute(_HELD)
    rows = connection.sql(_BY_HOUR).to_arrow_table().to_pylist()
    connection.execute("DROP TABLE web_judged")
    connection.execute("DROP TABLE web_held")
    refusals = tuple(_refusals(row, judge, rulebook) for row in rows)
    refused = sum(one.count for one in refusals)
    unjudged = {
        "gates.unjudged.web_no_host": found.bare,
        "gates.unjudged.web_lists": found.requests - refused if blind else 0,
    }
    return Preview(
        gate="web",
        judged=found.requests,
        refused=refused,
        first=found.first,
        last=found.last,
        refusals=refusals,
        unjudged={code: count for code, count in unjudged.items() if count},
    )


def judge(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, pointers: pa.Table
) -> pa.Table:
    """The proxies' records among ``pointers``, with ``code`` and ``refused``, as ``preview``
    judges them without lists: what only a list could refuse cannot be judged."""
    model, blind = _ready(rulebook, None)
    found = judged_records(connection, model, pointers)
    if not blind:
        return found
    known = pc.if_else(found["refused"], found["refused"], pa.scalar(None, pa.bool_()))
    return found.set_column(found.schema.get_field_index("refused"), "refused", known)


def _ready(rulebook: Rulebook, lists: Lists | None) -> tuple[Judge, bool]:
    """The model, enforced for everybody, and whether it judges without lists it should have."""
    blind = lists is None and any(one.lists for one in rulebook.web.categories)
    policy = policy_of(_without_lists(rulebook) if blind else rulebook, Stages("enforce"))
    return Judge(policy, lists or NoLists()), blind


def _without_lists(rulebook: Rulebook) -> Rulebook:
    categories = tuple(replace(one, lists=()) for one in rulebook.web.categories)
    return replace(rulebook, web=replace(rulebook.web, categories=categories))


def _refusals(row: dict[str, Any], judge: Judge, rulebook: Rulebook) -> Refusals:
    """The proxy itself knows a computer by its fixed address alone; whose a lease was is told
    here for whoever reads, and changes no judgement."""
    who = judge.who(row["address"], row["person"])
    asset = who.asset or rulebook.asset(row["computer"])
    person, department = whose(rulebook, asset, row["person"])
    return Refusals(
        code=row["code"],
        host=asset.name if asset else row["computer"],
        address=row["address"],
        person=person,
        department=department,
        to=row["host"],
        count=row["count"],
        hours=dict(zip(row["hours"], row["counts"], strict=True)),
        first=row["first"],
        last=row["last"],
        **row["sample"],
    )
