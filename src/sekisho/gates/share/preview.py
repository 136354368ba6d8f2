"""The share gate tried on past records: which accesses it would have refused, and whose.

Samba's audit and Windows' 5145 become one table of distinct accesses; each distinct one is
judged once, by the model itself, and the judgement joined back to the records.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.line.matrix import address
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.share.access import Access, Shares
from sekisho.gates.whose import whose
from sekisho.ledger.tables import literal
from sekisho.rulebook import Rulebook

_SEEN = """
CREATE OR REPLACE TEMP TABLE share_seen AS
WITH acts AS (
  SELECT coalesce("observer.name", "host.name", '') AS server,
         coalesce("share.name", {by_path}, '') AS share, "user.name" AS account,
         "source.ip" AS address,
         "event.action" IN ('write', 'create', 'rename', 'delete') AS writes,
         "@timestamp" AS t, evidence, position, unit
  FROM share {only} WHERE "event.outcome" IS DISTINCT FROM 'failure'
    AND "event.action" NOT IN ('disconnect', 'attributes', 'other') {between}
  UNION ALL
  SELECT coalesce("host.name", ''),
         coalesce(regexp_extract(fields['ShareName'], '([^\\\\]*)$', 1), ''),
         coalesce(fields['SubjectUserName'], "user.name"), fields['IpAddress'],
         (coalesce(try_cast(fields['AccessMask'] AS BIGINT), 0) & {writes}) > 0,
         "@timestamp", evidence, position, unit
  FROM windows {only} WHERE EventID = 5145 AND "event.outcome" IS DISTINCT FROM 'failure' {between}
)
SELECT *, dense_rank() OVER (ORDER BY server, share, account, address, writes) AS number
FROM (
  SELECT server, share, account, address, writes, date_trunc('hour', t) AS hour,
         count(*) AS acts, min(t) AS first, max(t) AS last, {sample} AS sample
  FROM acts WHERE share NOT LIKE '%$' GROUP BY ALL
)
"""
"""Shares that end in $ (IPC$, ADMIN$, C$) are the systems' own, no matter of the rulebook."""
_WRITES = 0x2 | 0x4 | 0x40 | 0x10000
"""WriteData, AppendData, DeleteChild, DELETE (MS-DTYP 2.4.3; 5145 "AccessMask")."""
_DISTINCT = """
SELECT DISTINCT number, server, share, account, address, writes FROM share_seen ORDER BY number
"""
_POINTER = "{'evidence': evidence, 'position': position, 'unit': unit}"
_FIRST = f"arg_min({_POINTER}, t)"
_POINTED = "SEMI JOIN share_pointed USING (evidence, position, unit)"
_EACH = """
SELECT sample.evidence AS evidence, sample.position AS position, sample.unit AS unit, code, refused
FROM share_seen JOIN share_said USING (number)
"""
_TOTAL = """
SELECT coalesce(sum(acts) FILTER (code IS NOT NULL), 0)::BIGINT AS judged,
       coalesce(sum(acts) FILTER (refused), 0)::BIGINT AS refused,
       min(first) FILTER (code IS NOT NULL) AS first, max(last) FILTER (code IS NOT NULL) AS last
FROM share_seen JOIN share_said USING (number)
"""
_WHY = """
SELECT why, sum(acts)::BIGINT AS acts FROM share_seen JOIN share_said USING (number)
WHERE why IS NOT NULL GROUP BY why ORDER BY why
"""
_REFUSED = """
WITH own AS (
  SELECT code, server, share, account, address,
         (extract('hour' FROM hour) + 9)::INTEGER % 24 AS clock,
         sum(acts)::BIGINT AS acts, min(first) AS first, max(last) AS last,
         arg_min(sample, first) AS sample
  FROM share_seen JOIN share_said USING (number) WHERE refused GROUP BY ALL
)
SELECT code, server, share, account, address, sum(acts)::BIGINT AS count,
       min(first) AS first, max(last) AS last,
       list(clock ORDER BY clock) AS hours, list(acts ORDER BY clock) AS counts,
       arg_min(sample, first) AS sample
FROM own GROUP BY ALL ORDER BY count DESC, code, server, share, account, address
"""
"""Japan has had no summer time since 1951: its hour is that of UTC and nine."""
_SAID = pa.schema(
    [
        ("number", pa.int64()),
        ("code", pa.string()),
        ("refused", pa.bool_()),
        ("why", pa.string()),
    ]
)


def preview(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between = ALWAYS
) -> Preview:
    """What the shares' rules would have refused of the accesses that servers recorded."""
    _say(connection, rulebook, between=between.sql(), sample=_FIRST, only="")
    (total,) = connection.sql(_TOTAL).to_arrow_table().to_pylist()
    why = {row["why"]: row["acts"] for row in connection.sql(_WHY).to_arrow_table().to_pylist()}
    refusals = tuple(
        _refusals(row, rulebook) for row in connection.sql(_REFUSED).to_arrow_table().to_pylist()
    )
    connection.unregister("share_said")
    connection.execute("DROP TABLE share_seen")
    return Preview(gate="share", refusals=refusals, unjudged=why, **total)


def judge(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, pointers: pa.Table
) -> pa.Table:
    """The records of accesses among ``pointers``, with ``code`` and ``refused``; both null where
    ``preview`` could not judge it. What a server refused by itself is no access."""
    connection.register("share_pointed", pointers)
    _say(connection, rulebook, between="", sample=_POINTER, only=_POINTED)
    found = connection.sql(_EACH).to_arrow_table()
    connection.unregister("share_said")
    connection.unregister("share_pointed")
    connection.execute("DROP TABLE share_seen")
    return found


def _say(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, **places: str) -> None:
    """Makes ``share_seen``, the accesses, and ``share_said``, the model's word on each kind."""
    connection.execute(_SEEN.format(by_path=_by_path(rulebook), writes=_WRITES, **places))
    shares = Shares(rulebook)
    distinct = connection.sql(_DISTINCT).to_arrow_table().to_pylist()
    said = [{"number": row["number"], **_said(shares, row)} for row in distinct]
    connection.register("share_said", pa.Table.from_pylist(said, schema=_SAID))


def _by_path(rulebook: Rulebook) -> str:
    """The share by the place of the file, where a record names none: the longest path."""
    held = sorted((one for one in rulebook.shares if one.path), key=lambda one: -len(one.path))
    cases = "".join(
        f"""WHEN starts_with("file.path", {literal(one.path.rstrip("/") + "/")}) """
        f"THEN {literal(one.name)} "
        for one in held
    )
    return f"CASE {cases}END" if cases else "NULL"


def _said(shares: Shares, row: dict[str, Any]) -> dict[str, Any]:
    terms = shares.of(row["server"], row["share"])
    if terms is None:
        return {"why": "gates.unjudged.unknown_share"}
    if row["account"] is None:
        return {"why": "gates.unjudged.no_account"}
    found = address(row["address"] or "")
    if found is None and terms.networks is not None:
        return {"why": "gates.unjudged.odd_address"}
    judged = terms.judge(Access(row["server"], row["share"], row["account"], found, row["writes"]))
    return {"code": judged.code, "refused": not judged.allowed}


def _refusals(row: dict[str, Any], rulebook: Rulebook) -> Refusals:
    asset = rulebook.asset(row["address"] or "")
    person, department = whose(rulebook, asset, row["account"])
    return Refusals(
        code=row["code"],
        host=asset.name if asset else "",
        address=row["address"] or "",
        person=person,
        department=department,
        to=f"\\\\{row['server']}\\{row['share']}",
        count=row["count"],
        hours=dict(zip(row["hours"], row["counts"], strict=True)),
        first=row["first"],
        last=row["last"],
        **row["sample"],
    )
