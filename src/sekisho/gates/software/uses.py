"""What settings would have stopped: wireless connections and remote desktops in the records.

Read: WLAN-AutoConfig 8001 (connected to a network), Security 4624 of logon type 10 (remote
desktop). What was only tried is not a use.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from sekisho.gates.between import Between
from sekisho.rulebook import Rulebook

WIRELESS, REMOTE_DESKTOP = "software.wireless", "software.remote_desktop"


@dataclass(frozen=True)
class Use:
    """How one setting's use shows in records: a condition, the account, the other end."""

    code: str
    setting: str
    condition: str
    account: str
    to: str


USES = (
    Use(
        WIRELESS,
        "wireless",
        '"winlog.channel" = \'Microsoft-Windows-WLAN-AutoConfig/Operational\' AND "EventID" = 8001',
        "''",
        "concat_ws(' ', fields['SSID'], fields['AuthenticationAlgorithm'])",
    ),
    Use(
        REMOTE_DESKTOP,
        "remote_desktop",
        "\"winlog.channel\" = 'Security' AND \"EventID\" = 4624 AND fields['LogonType'] = '10'",
        "fields['TargetUserName']",
        "nullif(fields['IpAddress'], '-')",
    ),
)
_ROWS = """
SELECT '{code}' AS code, coalesce("host.name", '') AS host, coalesce({account}, '') AS account,
       coalesce({to}, '') AS path, date_trunc('minute', "@timestamp") AS minute,
       count(*)::BIGINT AS starts, min("@timestamp") AS first, max("@timestamp") AS last,
       {sample} AS sample
FROM windows {only} WHERE {condition} {between} GROUP BY ALL
"""
_POINTER = "{'evidence': evidence, 'position': position, 'unit': unit}"
_FIRST = f'arg_min({_POINTER}, "@timestamp")'
_POINTED = "SEMI JOIN software_pointed USING (evidence, position, unit)"


def uses(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between,
    *,
    pointed: bool = False,
) -> pa.Table:
    """The uses of what the rulebook forbids, in the columns of ``runs`` that a preview needs:
    ``path`` is the wireless network or the address the desktop was opened from. All of them are
    refused; a setting that is not forbidden is not looked at. ``pointed``: only the records that
    the table ``software_pointed`` points to, a row each."""
    which = {"sample": _POINTER, "only": _POINTED} if pointed else {"sample": _FIRST, "only": ""}
    wanted = [
        one for one in USES if getattr(rulebook.software.settings, one.setting) == "forbidden"
    ]
    parts = [
        _ROWS.format(
            code=one.code,
            account=one.account,
            to=one.to,
            condition=one.condition,
            between=between.sql(),
            **which,
        )
        for one in wanted
    ] or [_ROWS.format(code="", account="''", to="''", condition="false", between="", **which)]
    question = " UNION ALL ".join(f"({one})" for one in parts)
    return connection.sql(
        f"SELECT *, true AS refused, NULL::VARCHAR AS unjudged FROM ({question})"
    ).to_arrow_table()
