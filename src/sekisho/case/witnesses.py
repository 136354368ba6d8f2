"""Who could have seen a document being read: the servers' audits, and the logins to mailboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import ask
from sekisho.case.coverage import covered
from sekisho.case.facts import Coverage, Window
from sekisho.case.hosts import host_key
from sekisho.case.window import reach

_AUDITS = """
SELECT "event.dataset" AS source, coalesce("observer.name", "host.name") AS server,
       count(*) FILTER ("event.action" = 'read') AS reads
FROM share GROUP BY ALL
UNION ALL
SELECT "event.dataset", "host.name", count(*) FILTER (EventID = 5145)
FROM windows WHERE EventID = 5145 GROUP BY ALL ORDER BY ALL
"""
_LOGINS = """
SELECT "event.dataset" AS source, count(*) AS logins,
       count(*) FILTER ("event.outcome" = 'success' AND "source.ip" IN (SELECT unnest($ips))
         AND "@timestamp" BETWEEN $since AND $until) AS inside
FROM login GROUP BY source ORDER BY source
"""


@dataclass(frozen=True)
class Witnesses:
    """``audits``: by server the sources that record reading there; ``unbroken``: those of them
    that speak before and after every window and have no gap in any; ``mailboxes``: whether
    mailboxes were opened from a window's address (opened, not_opened or unknown)."""

    audits: Mapping[str, tuple[str, ...]]
    unbroken: Mapping[str, tuple[str, ...]]
    mailboxes: str


def witnesses(
    connection: duckdb.DuckDBPyConnection,
    windows: Sequence[Window],
    coverage: Coverage,
    book: AddressBook,
) -> Witnesses:
    """The witnesses for all windows."""
    audits = _audits(connection)
    unbroken = {
        server: tuple(
            one.source
            for one in coverage.sources
            if one.source in sources
            and all(covered(coverage.gaps, one, *reach(w), server) for w in windows)
        )
        for server, sources in audits.items()
    }
    return Witnesses(audits, unbroken, _mailboxes(connection, windows, book))


def _audits(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in ask(connection, _AUDITS):
        key = host_key(row["server"])
        if key and row["reads"]:
            found.setdefault(key, []).append(row["source"])
    return {key: tuple(sorted(set(sources))) for key, sources in found.items()}


def _mailboxes(
    connection: duckdb.DuckDBPyConnection, windows: Sequence[Window], book: AddressBook
) -> str:
    answer = "unknown"
    for window in windows:
        since, until = reach(window)
        ips = {*book.addresses_of(window.host, since, until), window.address or ""}
        values = {"ips": sorted(ips), "since": since, "until": until}
        for row in ask(connection, _LOGINS, values):
            if row["inside"]:
                return "opened"
            answer = "not_opened" if row["logins"] else answer
    return answer
