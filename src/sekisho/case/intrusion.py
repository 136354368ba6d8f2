"""Signs of a break-in around a session of the remote desktop: guessed passwords, new accounts.

Reference: Security log 4625 (failed logon), 4720 (account created), 4732 (member added to a local
group; ``S-1-5-32-544`` are the administrators).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.traces import Trace
from sekisho.case.uses import Use
from sekisho.events.columns import COUNT, MOMENT, TEXT
from sekisho.events.time import iso

BEFORE = timedelta(hours=24)
"""So far back failed logons count."""
GUESSES = 10
"""So many failed logons are no slip of the hand. An account is locked after fewer where the
usual policy of offices holds."""

_FAILED = """
SELECT u.number, count(*) AS count, min("@timestamp") AS first, max("@timestamp") AS t,
       arg_max("event.dataset", ("@timestamp", position)) AS source,
       arg_max(e.evidence, ("@timestamp", position)) AS evidence,
       arg_max(position, ("@timestamp", position)) AS position,
       arg_max(unit, ("@timestamp", position)) AS unit
FROM windows e LEFT JOIN case_place p USING (evidence) JOIN case_desktop u
  ON u.host = coalesce(host_key(e."host.name"), p.host)
 AND "@timestamp" BETWEEN u.since AND u.start
 AND (fields['IpAddress'] = u.peer OR lower(fields['TargetUserName']) = u.account)
WHERE EventID = 4625 GROUP BY u.number ORDER BY u.number
"""
_ACCOUNTS = """
SELECT u.number, "@timestamp" AS t, coalesce(fields['TargetUserName'], '-') AS account,
       "event.dataset" AS source, e.evidence, position, unit
FROM windows e LEFT JOIN case_place p USING (evidence) JOIN case_desktop u
  ON u.host = coalesce(host_key(e."host.name"), p.host)
 AND "@timestamp" BETWEEN u.start AND u.until
WHERE (EventID = 4720 OR (EventID = 4732 AND fields['TargetSid'] = 'S-1-5-32-544'))
  AND lower(fields['SubjectUserName']) = u.account
ORDER BY u.number, t, e.evidence, position
"""


def intrusions(connection: duckdb.DuckDBPyConnection, found: Sequence[Use]) -> tuple[Use, ...]:
    """The uses with the traces of a break-in before and in them (``guess``, ``account``).

    Needs ``case_place``."""
    if not found:
        return ()
    _keep(connection, found)
    more: dict[int, list[Trace]] = defaultdict(list)
    for row in ask(connection, _FAILED):
        if row["count"] >= GUESSES:
            values = {"count": str(row["count"]), "since": iso(row["first"])}
            more[row["number"]].append(_trace("guess", row, found[row["number"]], values))
    for row in ask(connection, _ACCOUNTS):
        values = {"account": row["account"]}
        more[row["number"]].append(_trace("account", row, found[row["number"]], values))
    return tuple(
        replace(use, traces=(*use.traces, *more[number])) for number, use in enumerate(found)
    )


def _keep(connection: duckdb.DuckDBPyConnection, found: Sequence[Use]) -> None:
    """The uses as the table ``case_desktop``, on the clock of their computer."""
    schema = pa.schema(
        [
            ("number", COUNT),
            *((name, TEXT) for name in ("host", "account", "peer")),
            *((name, MOMENT) for name in ("since", "start", "until")),
        ]
    )
    rows: list[Row] = []
    for number, use in enumerate(found):
        ahead = timedelta(seconds=use.clock_offset_s)
        rows.append(
            {
                "number": number,
                "host": use.host,
                "account": use.user,
                "peer": use.peer,
                "since": use.start + ahead - BEFORE,
                "start": use.start + ahead,
                "until": use.end + ahead,
            }
        )
    keep(connection, "case_desktop", rows, schema)


def _trace(what: str, row: Row, use: Use, values: dict[str, str]) -> Trace:
    time = row["t"] - timedelta(seconds=use.clock_offset_s)
    return Trace(what, time, use.host, use.tool, use.user, row["source"], reference(row), values)
