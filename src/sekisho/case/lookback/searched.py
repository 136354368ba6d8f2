"""How far a search reached: from when to when, in which records, an indicator could have been met.

*Nothing found* holds for these stretches alone; where there are none, nothing was searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from sekisho.case.asking import ask
from sekisho.case.lookback.indicators import KINDS, IndicatorKind
from sekisho.events.time import AHEAD, EARLIEST

_SENDER = '"email.from.address" IS NOT NULL'
_HASHES = "fields['Hashes'] LIKE '%{}=%'"
_MAILBOX = {"message": "true"}
BEARS: dict[IndicatorKind, dict[str, str]] = {
    "sha256": {
        **_MAILBOX,
        "gate": '"email.sha256" IS NOT NULL',
        "windows": _HASHES.format("SHA256"),
        "file": '"file.hash.sha256" IS NOT NULL',
        "inventory": '"file.hash.sha256" IS NOT NULL',
    },
    "sha1": {"windows": _HASHES.format("SHA1")},
    "md5": {"windows": _HASHES.format("MD5")},
    "domain": {
        "proxy": 'coalesce("cs-host", "tls.client.server_name") IS NOT NULL',
        "firewall": '"destination.domain" IS NOT NULL',
        "dns": '"dns.question.name" IS NOT NULL',
        "browser": '"cs-host" IS NOT NULL',
        "windows": "coalesce(fields['DestinationHostname'], fields['QueryName']) IS NOT NULL",
        "mail": _SENDER,
        "gate": _SENDER,
        **_MAILBOX,
    },
    "url": {"proxy": "\"c-uri\" LIKE '%://%'", "browser": '"c-uri" IS NOT NULL', **_MAILBOX},
    "ip": {
        "proxy": '"destination.ip" IS NOT NULL',
        "firewall": '"destination.ip" IS NOT NULL',
        "windows": "fields['DestinationIp'] IS NOT NULL",
        "mail": '"source.ip" IS NOT NULL',
        "gate": '"source.ip" IS NOT NULL',
    },
    "address": {"mail": _SENDER, "gate": _SENDER, **_MAILBOX},
    "subject": {
        "mail": '"email.subject" IS NOT NULL',
        "gate": '"email.subject" IS NOT NULL',
        **_MAILBOX,
    },
    "attachment": {
        **_MAILBOX,
        "gate": '"email.attachments.name" IS NOT NULL',
        "windows": "coalesce(fields['CommandLine'], fields['TargetFilename'], fields['Path']) "
        "IS NOT NULL",
        "antivirus": '"file.path" IS NOT NULL',
        "browser": '"file.path" IS NOT NULL',
        "share": '"file.path" IS NOT NULL',
        "file": '"file.path" IS NOT NULL',
    },
    "threat": {
        "antivirus": "\"event.action\" IN ('detect', 'clean') OR \"threat.name\" IS NOT NULL",
        "windows": "fields['Threat Name'] IS NOT NULL",
    },
}
"""By kind of indicator the kinds of events that can bear it, and which of them do (SQL)."""
_TIMES = {"file": '"file.mtime"', "inventory": '"inventory.seen"'}
_STRETCH = """
SELECT "event.dataset" AS source, list(DISTINCT evidence ORDER BY evidence) AS evidence,
       min({time}) FILTER ({time} BETWEEN $since AND $until) AS start,
       max({time}) FILTER ({time} BETWEEN $since AND $until) AS end, count(*) AS events,
       count(*) FILTER ({time} BETWEEN $since AND $until IS NOT TRUE) AS undated
FROM {table} WHERE {bears} GROUP BY source ORDER BY source
"""


@dataclass(frozen=True)
class Searched:
    """One source that could have shown an indicator: ``start`` to ``end`` (UTC; None where no
    record bears a time), the events that bear such a thing, and how many of them are undated."""

    source: str
    evidence: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    events: int
    undated: int


def searched(
    connection: duckdb.DuckDBPyConnection, now: datetime
) -> dict[IndicatorKind, tuple[Searched, ...]]:
    """What was searched for each kind of indicator, of records examined at ``now``."""
    values = {"since": EARLIEST, "until": now + AHEAD}
    return {
        kind: tuple(
            Searched(
                source=row["source"] or table,
                evidence=tuple(row["evidence"]),
                start=row["start"],
                end=row["end"],
                events=row["events"],
                undated=row["undated"],
            )
            for table, bears in sorted(BEARS[kind].items())
            for row in ask(
                connection,
                _STRETCH.format(table=table, bears=bears, time=_TIMES.get(table, '"@timestamp"')),
                values,
            )
        )
        for kind in KINDS
    }
