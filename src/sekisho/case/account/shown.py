"""Which steps of an account the records at hand can show at all.

A number from records that would not hold all of it is the *least* that it can be, and a zero
among them is no zero: it is unknown. Whether a kind of record is there is asked of the days of the
campaign, for records of last year show nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from sekisho.case.asking import ask

BEFORE, AFTER = timedelta(hours=1), timedelta(days=2)
"""Around the first and the last copy: clocks differ, and some open a mail the day after."""
DAY = timedelta(days=1)
"""So long before a kind of record may have spoken last, where it speaks once a day."""
COPIES = ("received", "refused", "blocked", "delivered", "mailboxes")
DEFENDER = "Microsoft-Windows-Windows Defender/Operational"
_PROCESS = "EventID IN (4688, 1) AND coalesce(fields['CommandLine'], '') <> ''"
_AMONG = '"@timestamp" BETWEEN $since AND $until'
_KINDS = f"""
SELECT 'mail' AS kind WHERE EXISTS (FROM mail WHERE {_AMONG})
UNION ALL SELECT 'program' WHERE EXISTS (FROM windows WHERE {_AMONG} AND {_PROCESS})
UNION ALL SELECT 'antivirus' WHERE EXISTS (
  FROM windows WHERE {_AMONG} AND "winlog.channel" = $channel
  UNION ALL BY NAME FROM antivirus WHERE {_AMONG})
UNION ALL SELECT 'web' WHERE EXISTS (FROM proxy WHERE {_AMONG})
  OR EXISTS (FROM firewall WHERE {_AMONG})
"""
_TELLING = f"""
SELECT DISTINCT host_key("host.name") AS host FROM windows
WHERE {_AMONG} AND {_PROCESS} AND "host.name" IS NOT NULL ORDER BY host
"""
_NOBODYS = f"""
SELECT count(*) AS calls FROM (
  SELECT "source.ip" AS ip, coalesce("event.start", "@timestamp") AS t FROM proxy
  WHERE "cs-host" IN (SELECT unnest($sites)) AND "event.action" IS DISTINCT FROM 'denied'
    AND {_AMONG}
  UNION ALL
  SELECT "source.ip", coalesce("event.start", "@timestamp") FROM firewall
  WHERE "destination.ip" IN (SELECT unnest($sites)) AND "event.action" IS DISTINCT FROM 'denied'
    AND {_AMONG}
) c ANTI JOIN case_address a ON a.ip = c.ip AND c.t >= a.since AND c.t < a.until
"""


def span(moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    """The days of a campaign, by the moments of its copies and runs; at least one."""
    return min(moments) - BEFORE, max(moments) + AFTER


def telling(connection: duckdb.DuckDBPyConnection, days: tuple[datetime, datetime]) -> set[str]:
    """The computers (keys) whose records of started programs reach into these days: of them alone
    it is known that nothing was opened where nothing is on record."""
    return {row["host"] for row in ask(connection, _TELLING, _days(days))}


@dataclass(frozen=True)
class Known:
    """What is known of a campaign. ``stored``: mails of it lie among the evidence, so that its
    attachments are known by name; ``listed``: a contractor's list names its copies; ``sites``:
    the addresses that its program called; ``doubtful``: programs were run out of archives that no
    mail at hand explains."""

    stored: bool
    listed: bool
    sites: Sequence[str]
    doubtful: bool


def least(
    connection: duckdb.DuckDBPyConnection, days: tuple[datetime, datetime], known: Known
) -> tuple[str, ...]:
    """The steps of which the records at hand do not show all. Needs ``case_address``."""
    values = {**_days((days[0] - DAY, days[1])), "channel": DEFENDER}
    there = {row["kind"] for row in ask(connection, _KINDS, values)}
    return tuple(_least(connection, days, known, there))


def _least(
    connection: duckdb.DuckDBPyConnection,
    days: tuple[datetime, datetime],
    known: Known,
    there: set[str],
) -> Iterator[str]:
    if not known.stored or not (known.listed or "mail" in there):
        yield from COPIES
    unsure = known.doubtful or not known.stored
    if unsure or not {"program", "antivirus"} <= there:
        yield "opened"
    if unsure or "program" not in there:
        yield "executed"
    sites = known.sites
    if unsure or "web" not in there or not sites or _nobodys(connection, days, sites):
        yield "contacted"
    if not known.stored or "antivirus" not in there:
        yield from ("detected", "cleaned")


def _nobodys(
    connection: duckdb.DuckDBPyConnection, days: tuple[datetime, datetime], sites: Sequence[str]
) -> bool:
    """Whether there were calls from addresses of which nobody knows the computer."""
    (row,) = ask(connection, _NOBODYS, {**_days(days), "sites": list(sites)})
    return bool(row["calls"])


def _days(days: tuple[datetime, datetime]) -> dict[str, datetime]:
    return {"since": days[0], "until": days[1]}
