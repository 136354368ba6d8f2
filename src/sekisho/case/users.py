"""Who sat at a computer: the proxy's user, else who was logged on, else the register's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import duckdb

from sekisho.case.asking import ask
from sekisho.case.clocks import Clocks
from sekisho.case.known import Known
from sekisho.case.uses import Use

LOGGED_ON = timedelta(hours=16)
"""A logon this long before a use still stands, unless another came after it."""
_LOGONS = """
SELECT host_key("host.name") AS host, "@timestamp" AS t, fields['TargetUserName'] AS user,
       "event.dataset" AS source
FROM windows WHERE EventID = 4624 AND fields['LogonType'] IN ('2', '7', '10', '11')
  AND host_key("host.name") IN (SELECT unnest($hosts)) AND "@timestamp" IS NOT NULL
  AND fields['TargetUserName'] NOT LIKE '%$' AND fields['TargetUserName'] NOT IN ('', '-', 'SYSTEM')
  AND fields['TargetUserName'] NOT SIMILAR TO '(DWM|UMFD)-[0-9]+'
ORDER BY host, t, evidence, position
"""


def users(
    connection: duckdb.DuckDBPyConnection, found: Sequence[Use], known: Known, clocks: Clocks
) -> tuple[str | None, ...]:
    """The user of each use, as its source names the person."""
    hosts = sorted({use.host for use in found if use.host})
    logons = ask(connection, _LOGONS, {"hosts": hosts}) if hosts else []
    answers: list[str | None] = []
    for use in found:
        answer = use.user or next((one.user for one in use.traces if one.user), None)
        if answer is None:
            for row in logons:
                moment = row["t"] - timedelta(
                    seconds=clocks.of(row["source"], row["host"]).offset_s
                )
                if row["host"] == use.host and use.start - LOGGED_ON <= moment <= use.end:
                    answer = row["user"]
        answers.append(answer or known.user_of(use.host))
    return tuple(answers)
