"""Past requests judged by the model, in columns: every host once, every place and person once.

Most hosts of a month can never be refused to anybody: they are counted and left aside after one
look at their names. Of the rest each (place, person, stretch of time) is judged once by the model
itself and joined back, so that records by the million and the gate say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from sekisho.events.time import JAPAN
from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.web.edges import edges
from sekisho.gates.web.judgement import Judge, Judgement
from sekisho.gates.web.policy import Policy
from sekisho.gates.web.request import Request, host_of

_SEEN = """
CREATE OR REPLACE TEMP TABLE web_hosts AS
SELECT coalesce("cs-host", "destination.ip", '') AS host,
       coalesce("tls.client.server_name", '') AS sni,
       count(*) AS requests, min("@timestamp") AS first, max("@timestamp") AS last
FROM proxy {only} WHERE true {between} GROUP BY ALL
"""
_PICKED = """
CREATE OR REPLACE TEMP TABLE web_picked AS
SELECT host, sni, CASE WHEN paths OR telling THEN path ELSE '' END AS path,
       address, person, computer, date_trunc('{unit}', stamp) AS moment,
       count(*) AS requests, min(stamp) AS first, max(stamp) AS last, {sample} AS sample
FROM (
  SELECT names.host, names.sni, names.paths, names.touchy, "@timestamp" AS stamp,
         coalesce("source.ip", '') AS address, coalesce("user.name", '') AS person,
         coalesce("host.name", '') AS computer, evidence, position, unit,
         regexp_extract("c-uri", '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*(.*)$', 1) AS path,
         {telling} AS telling
  FROM proxy {only}
  JOIN web_names AS names
    ON names.host = coalesce("cs-host", "destination.ip", '')
   AND names.sni = coalesce("tls.client.server_name", '')
  WHERE (names.touchy OR names.paths OR {wider}) {between}
)
WHERE touchy OR paths OR telling
GROUP BY ALL
"""
_PLACED = """
CREATE OR REPLACE TEMP TABLE web_placed AS
SELECT picked.*, slot FROM web_picked AS picked JOIN web_moments USING (moment)
"""
_DISTINCT = """
CREATE OR REPLACE TEMP TABLE web_distinct AS
SELECT row_number() OVER () AS number, *
FROM (SELECT DISTINCT host, sni, path, address, person, slot FROM web_placed)
"""
_JUDGED = """
CREATE OR REPLACE TEMP TABLE web_judged AS
SELECT placed.*, verdicts.code, verdicts.refused
FROM web_placed AS placed
JOIN web_distinct USING (host, sni, path, address, person, slot)
JOIN web_verdicts AS verdicts USING (number)
"""
_MADE = ("web_hosts", "web_picked", "web_placed", "web_distinct")
_POINTER = "{'evidence': evidence, 'position': position, 'unit': unit}"
_FIRST = f"arg_min({_POINTER}, stamp)"
_POINTED = "SEMI JOIN web_pointed USING (evidence, position, unit)"
_EACH = f"""
SELECT evidence, position, unit, code, refused
FROM (FROM proxy {_POINTED} SELECT evidence, position, unit) AS own
LEFT JOIN web_judged AS said
  ON said.sample = {{'evidence': own.evidence, 'position': own.position, 'unit': own.unit}}
"""
_EPOCH = datetime(1970, 1, 1, 9, tzinfo=JAPAN)


@dataclass(frozen=True)
class Judged:
    """How many requests there were, and how many of them named no other end."""

    requests: int
    bare: int
    first: datetime | None
    last: datetime | None


def judged_requests(
    connection: duckdb.DuckDBPyConnection, judge: Judge, between: Between = ALWAYS
) -> Judged:
    """Makes the temporary table ``web_judged``: a row for each host, path (where it matters),
    person, computer and moment of those requests that may be refused, with ``code``, ``refused``,
    ``requests``, ``first``, ``last`` and a pointer to the first record."""
    return _judge_all(connection, judge, between)


def judged_records(
    connection: duckdb.DuckDBPyConnection, judge: Judge, pointers: pa.Table
) -> pa.Table:
    """The proxies' records among ``pointers`` (``evidence``, ``position``, ``unit``), with
    ``code`` and ``refused``; both null where a record names no other end or no time."""
    connection.register("web_pointed", pointers)
    _judge_all(connection, judge, ALWAYS, each=True)
    answer = connection.sql(_EACH).to_arrow_table()
    connection.execute("DROP TABLE web_judged")
    connection.unregister("web_pointed")
    return answer


def _judge_all(
    connection: duckdb.DuckDBPyConnection,
    judge: Judge,
    between: Between,
    *,
    each: bool = False,
) -> Judged:
    """``each``: only those in ``web_pointed``, each for itself, also what nobody is refused."""
    only = _POINTED if each else ""
    connection.execute(_SEEN.format(between=between.sql(), only=only))
    hosts = connection.sql("SELECT * FROM web_hosts").to_arrow_table()
    connection.register("web_names", _names(hosts, judge, every=each))
    ends = edges(judge.policy.rulebook, *_days(hosts))
    whole = all(edge.second == 0 and edge.microsecond == 0 for edge in ends)
    telling = _telling(judge.policy)
    question = _PICKED.format(
        unit="minute" if whole else "second",
        telling=telling,
        wider=telling,
        between=between.sql(),
        only=only,
        sample=_POINTER if each else _FIRST,
    )
    connection.execute(question)
    moments = connection.sql("SELECT DISTINCT moment FROM web_picked").to_arrow_table()
    slots, at = _slots(moments["moment"], ends)
    connection.register("web_moments", pa.table({"moment": moments["moment"], "slot": slots}))
    connection.execute(_PLACED)
    connection.execute(_DISTINCT)
    distinct = connection.sql("SELECT * FROM web_distinct").to_arrow_table()
    connection.register("web_verdicts", _verdicts(distinct, judge, at))
    connection.execute(_JUDGED)
    for name in _MADE:
        connection.execute(f"DROP TABLE {name}")
    for name in ("web_names", "web_moments", "web_verdicts"):
        connection.unregister(name)
    rows = hosts.to_pylist()
    return Judged(
        requests=sum(row["requests"] for row in rows if row["host"]),
        bare=sum(row["requests"] for row in rows if not row["host"]),
        first=min((row["first"] for row in rows if row["host"]), default=None),
        last=max((row["last"] for row in rows if row["host"]), default=None),
    )


def _names(hosts: pa.Table, judge: Judge, *, every: bool) -> pa.Table:
    """Of each host: whether anybody may be refused there (``every``: as if at each one), and
    whether its paths matter."""
    found = []
    for row in hosts.select(["host", "sni"]).to_pylist():
        touchy, paths = every, False
        for name in filter(None, (row["host"], row["sni"])):
            host = host_of(name)
            if host is None:
                touchy = True
                continue
            place = judge.place(host, "")
            touchy |= not place.quiet
            paths |= place.site.by_path
        # what is released for some may be refused to others, and only there by its path
        found.append({**row, "touchy": touchy and bool(row["host"]), "paths": paths})
    schema = pa.schema(
        [("host", pa.string()), ("sni", pa.string()), ("touchy", pa.bool_()), ("paths", pa.bool_())]
    )
    return pa.Table.from_pylist(found, schema=schema)


def _telling(policy: Policy) -> str:
    """SQL: whether an address may be of a refused file or fit a pattern (true a little too
    often: the model looks again)."""
    web = policy.rulebook.web
    parts = [re.escape(one) + "(?:[. ;?#]|$)" for one in web.refused_files]
    parts += [
        ".*".join(re.escape(piece) for piece in pattern.lower().split("*")).removesuffix("/")
        for one in web.categories
        for pattern in one.patterns
    ]
    if not parts:
        return "false"
    pattern = "|".join(parts).replace("'", "''")
    plain = 'CASE WHEN contains("c-uri", \'%\') THEN TRY(url_decode("c-uri")) ELSE "c-uri" END'
    fits = f"coalesce(regexp_matches(lower({plain}), '{pattern}', 's'), true)"
    return f"CASE WHEN contains(\"c-uri\", '://') THEN {fits} ELSE false END"


def _days(hosts: pa.Table) -> tuple[date, date]:
    """The first and the last day of all requests; without any, two that have no edges."""
    if not len(hosts):
        return date.max, date.min
    first, last = min(hosts["first"].to_pylist()), max(hosts["last"].to_pylist())
    return first.astimezone(JAPAN).date(), last.astimezone(JAPAN).date()


def _slots(moments: pa.ChunkedArray, ends: list[datetime]) -> tuple[pa.Array, dict[int, datetime]]:
    """The stretch between two edges of each moment, and a moment of each stretch."""
    numbers = moments.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).to_numpy()
    steps = np.array([round(edge.timestamp() * 1_000_000) for edge in ends], dtype=np.int64)
    slots = np.searchsorted(steps, numbers, side="right")
    at = {
        int(slot): _EPOCH + timedelta(microseconds=int(number))
        for slot, number in zip(slots, numbers, strict=True)
    }
    return pa.array(slots, pa.int64()), at


def _verdicts(distinct: pa.Table, judge: Judge, at: dict[int, datetime]) -> pa.Table:
    said = [_judged(row, judge, at[row["slot"]]) for row in distinct.to_pylist()]
    return pa.table(
        {
            "number": distinct["number"],
            "code": pa.array([one.code for one in said], pa.string()),
            "refused": pa.array([one.refused for one in said], pa.bool_()),
        }
    )


def _judged(row: dict[str, Any], judge: Judge, at: datetime) -> Judgement:
    return judge.judge(
        Request(
            at,
            row["address"],
            row["person"],
            "",
            host_of(row["host"] or ""),
            0,
            row["path"],
            host_of(row["sni"]) if row["sni"] else "",
        )
    )
