"""記録の範囲: sources × hosts × hours, gaps, silent hosts. Every "nothing found" rests on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import duckdb

from sekisho.case.asking import ask
from sekisho.case.facts import Coverage, Gap, Hour, Reference, SilentHost, SourceCoverage
from sekisho.case.hosts import Names, host_key
from sekisho.case.known import Known
from sekisho.case.rhythm import HOUR, Rhythm
from sekisho.case.traces import Trace
from sekisho.events.kinds import KINDS
from sekisho.events.time import JAPAN
from sekisho.ledger.manifest import Entry

SPOKEN = ("proxy", "firewall", "dhcp", "dns", "windows", "mail", "share", "login", "antivirus")
"""Kinds whose sources speak by themselves, so that their silence means something."""
MACHINES = frozenset({"", "workstation", "file-server", "mail-server", "domain-controller"})
"""Roles of which Windows events or the like are to be expected."""

_SOURCES = """
SELECT "event.dataset" AS source, list(DISTINCT evidence ORDER BY evidence) AS evidence,
       list(DISTINCT {host} ORDER BY {host}) FILTER ({host} IS NOT NULL) AS hosts,
       min("@timestamp") AS start, max("@timestamp") AS end, count(*) AS events,
       count(*) FILTER ("@timestamp" IS NULL) AS undated
FROM {kind} GROUP BY source ORDER BY source
"""
_MINUTES = """
SELECT "event.dataset" AS source, {host} AS host, date_trunc('minute', "@timestamp") AS minute,
       count(*) AS events
FROM {kind} WHERE "@timestamp" IS NOT NULL GROUP BY ALL ORDER BY source, host, minute
"""
_SEEN = """
SELECT host_key("host.name") AS host FROM windows WHERE "host.name" IS NOT NULL
UNION SELECT host_key("host.name") FROM antivirus
      WHERE "host.name" IS NOT NULL AND "@timestamp" IS NOT NULL
UNION SELECT host_key("observer.name") FROM share WHERE "observer.name" IS NOT NULL
UNION SELECT host_key("observer.name") FROM mail WHERE "observer.name" IS NOT NULL
UNION SELECT host_key("observer.name") FROM dhcp WHERE "observer.name" IS NOT NULL
UNION SELECT host_key("observer.name") FROM proxy WHERE "observer.name" IS NOT NULL
UNION SELECT host_key("host.name") FROM remote WHERE "host.name" IS NOT NULL
UNION SELECT host FROM case_place p JOIN browser USING (evidence)
"""
_NAMED = """
SELECT host_key("client.name") AS host, any_value("client.name") AS name,
       arg_min(evidence, ("@timestamp", position)) AS evidence,
       arg_min(position, ("@timestamp", position)) AS position,
       arg_min(unit, ("@timestamp", position)) AS unit
FROM dhcp WHERE "client.name" IS NOT NULL GROUP BY host_key("client.name") ORDER BY host
"""
_ALIVE = """
SELECT a.host, date_trunc('hour', coalesce("event.start", "@timestamp")) AS hour
FROM proxy p JOIN case_address a ON a.ip = p."source.ip"
 AND coalesce("event.start", "@timestamp") >= a.since
 AND coalesce("event.start", "@timestamp") < a.until
WHERE a.host IN (SELECT unnest($hosts)) GROUP BY ALL
UNION
SELECT a.host, date_trunc('hour', "@timestamp") FROM firewall p JOIN case_address a
  ON a.ip = p."source.ip" AND "@timestamp" >= a.since AND "@timestamp" < a.until
WHERE a.host IN (SELECT unnest($hosts)) GROUP BY ALL ORDER BY ALL
"""
_DATED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def coverage(
    connection: duckdb.DuckDBPyConnection,
    known: Known,
    names: Names,
    entries: Sequence[Entry],
    traces: Sequence[Trace],
    is_workday: Callable[[date], bool],
) -> Coverage:
    """What the records cover, and what they do not. Needs ``case_address``, ``case_place``."""
    sources = _sources(connection, names, entries)
    minutes = {kind: _minutes(connection, kind) for kind in SPOKEN}
    span = _span(minutes)
    gaps = [
        gap
        for kind in SPOKEN
        if kind != "windows"
        for gap in _gaps(minutes[kind], span, is_workday)
    ]
    gaps += _windows_gaps(connection, minutes["windows"], span, is_workday, names)
    gaps += _cleared(connection, traces, sources, names)
    gaps += _missing_files(sources, is_workday, gaps)
    return Coverage(
        sources=sources,
        gaps=tuple(
            sorted(set(gaps), key=lambda gap: (gap.start, gap.end, gap.source, gap.host or ""))
        ),
        silent_hosts=_silent(connection, known, names),
        hours=_hours(minutes),
    )


def _host(kind: str) -> str:
    return '"host.name"' if kind in ("windows", "antivirus", "remote") else '"observer.name"'


def _sources(
    connection: duckdb.DuckDBPyConnection, names: Names, entries: Sequence[Entry]
) -> tuple[SourceCoverage, ...]:
    unread = {entry.name: entry.unread for entry in entries}
    found = []
    for kind in KINDS:
        for row in ask(connection, _SOURCES.format(kind=kind.name, host=_host(kind.name))):
            hosts = {names.show(host) or host for host in row["hosts"] or ()}
            found.append(
                SourceCoverage(
                    source=row["source"] or kind.name,
                    evidence=tuple(row["evidence"]),
                    hosts=tuple(sorted(hosts)),
                    start=row["start"],
                    end=row["end"],
                    events=row["events"],
                    unread=sum(unread.get(name, 0) for name in row["evidence"]),
                    undated=row["undated"],
                )
            )
    return tuple(sorted(found, key=lambda one: one.source))


_Minutes = dict[tuple[str, str | None], dict[datetime, int]]


def _minutes(connection: duckdb.DuckDBPyConnection, kind: str) -> _Minutes:
    host = 'host_key("host.name")' if kind == "windows" else "NULL::VARCHAR"
    found: _Minutes = defaultdict(dict)
    for row in ask(connection, _MINUTES.format(kind=kind, host=host)):
        found[row["source"], row["host"]][row["minute"]] = row["events"]
    return found


def _span(minutes: Mapping[str, _Minutes]) -> tuple[datetime, datetime] | None:
    """From when to when at least two sources speak: there each is expected to."""
    bounds: dict[str, tuple[datetime, datetime]] = {}
    for series in minutes.values():
        for (source, _), counts in series.items():
            first, last = min(counts), max(counts)
            old = bounds.get(source, (first, last))
            bounds[source] = (min(old[0], first), max(old[1], last))
    if len(bounds) < 2:
        return None
    return sorted(start for start, _ in bounds.values())[1], sorted(
        (end for _, end in bounds.values()), reverse=True
    )[1]


def _gaps(
    series: _Minutes, span: tuple[datetime, datetime] | None, is_workday: Callable[[date], bool]
) -> list[Gap]:
    start, end = span or (None, None)
    return [
        Gap(source, since, until)
        for (source, _), counts in series.items()
        for since, until in Rhythm(counts, is_workday).silences(start, end)
    ]


def _windows_gaps(
    connection: duckdb.DuckDBPyConnection,
    series: _Minutes,
    span: tuple[datetime, datetime] | None,
    is_workday: Callable[[date], bool],
    names: Names,
) -> list[Gap]:
    """Gaps of all PCs together, and of single PCs while the network saw them at work: a PC that
    is switched off is no gap."""
    together: dict[tuple[str, str | None], dict[datetime, int]] = defaultdict(dict)
    for (source, _), counts in series.items():
        for minute, events in counts.items():
            together[source, None][minute] = together[source, None].get(minute, 0) + events
    found = _gaps(together, span, is_workday)
    start, end = span or (None, None)
    candidates = [
        Gap(source, since, until, host)
        for (source, host), counts in series.items()
        if host is not None
        for since, until in Rhythm(counts, is_workday).silences(start, end)
    ]
    alive: dict[str, set[datetime]] = defaultdict(set)
    hosts = sorted({gap.host for gap in candidates if gap.host})
    for row in ask(connection, _ALIVE, {"hosts": hosts}) if hosts else ():
        alive[row["host"]].add(row["hour"])
    for gap in candidates:
        working = sum(
            gap.start <= hour and hour + HOUR <= gap.end for hour in alive[gap.host or ""]
        )
        if working >= 2 and not any(gap.start >= one.start and gap.end <= one.end for one in found):
            found.append(Gap(gap.source, gap.start, gap.end, names.show(gap.host)))
    return found


def _cleared(
    connection: duckdb.DuckDBPyConnection,
    traces: Sequence[Trace],
    sources: Sequence[SourceCoverage],
    names: Names,
) -> list[Gap]:
    """A log that begins with its own clearing: what stood in it before is gone."""
    begin = min((one.start for one in sources if one.start and one.events > 1), default=None)
    found = []
    for one in traces:
        if one.what != "erase" or begin is None or one.host is None:
            continue
        rows = ask(
            connection,
            'SELECT count(*) AS before FROM windows WHERE host_key("host.name") = $host '
            'AND "winlog.channel" = $channel AND "@timestamp" < $time',
            {"host": one.host, "channel": one.values.get("channel", ""), "time": one.time},
        )
        if rows[0]["before"] == 0 and begin < one.time:
            found.append(Gap(one.source, begin, one.time, names.show(one.host), "gap.cleared"))
    return found


def _missing_files(
    sources: Sequence[SourceCoverage], is_workday: Callable[[date], bool], met: Sequence[Gap]
) -> list[Gap]:
    """Working days without a file in a series of files named by the day."""
    found = []
    for one in sources:
        series: dict[str, set[date]] = defaultdict(set)
        for name in one.evidence:
            match = _DATED.search(name)
            if match:
                stem = name[: match.start()] + "*" + name[match.end() :]
                series[stem].add(_day(match))
        for days in series.values():
            for day in _between(days):
                start = datetime(day.year, day.month, day.day, tzinfo=JAPAN).astimezone(UTC)
                end = start + timedelta(days=1)
                known = any(
                    gap.source == one.source and gap.start < end and gap.end > start for gap in met
                )
                if is_workday(day) and not known and len(days) > 2:
                    found.append(Gap(one.source, start, end, None, "gap.file_missing"))
    return found


def _day(match: re.Match[str]) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return date(int(match[1]), int(match[2]), 1)


def _between(days: set[date]) -> list[date]:
    first, last = min(days), max(days)
    whole = [first + timedelta(days=number) for number in range((last - first).days)]
    return [day for day in whole if day not in days]


def _silent(
    connection: duckdb.DuckDBPyConnection, known: Known, names: Names
) -> tuple[SilentHost, ...]:
    """Computers that registers or DHCP name and that send nothing of their own."""
    seen = {row["host"] for row in ask(connection, _SEEN)}
    where: dict[str, list[Reference]] = defaultdict(list)
    for machine in known.machines:
        own = {host_key(name) for name in (machine.name, *machine.aliases)}
        key = host_key(machine.name)
        if key and machine.role in MACHINES and not own & seen:
            where[key] += machine.evidence
    for row in ask(connection, _NAMED):
        machine_known = known.machine(row["host"])
        if row["host"] not in seen and (machine_known is None or machine_known.role in MACHINES):
            where[row["host"]].append(Reference(row["evidence"], row["position"], row["unit"]))
    return tuple(
        SilentHost(names.show(host) or host, tuple(dict.fromkeys(refs))[:10])
        for host, refs in sorted(where.items())
    )


def _hours(minutes: Mapping[str, _Minutes]) -> tuple[Hour, ...]:
    totals: dict[tuple[str, datetime], int] = defaultdict(int)
    for series in minutes.values():
        for (source, _), counts in series.items():
            for minute, events in counts.items():
                totals[source, minute.replace(minute=0)] += events
    return tuple(
        Hour(source, None, hour, events) for (source, hour), events in sorted(totals.items())
    )


def covered(
    gaps: Sequence[Gap],
    source: SourceCoverage,
    start: datetime,
    end: datetime,
    host: str | None = None,
) -> bool:
    """Whether a source speaks before and after an interval and has no gap in it."""
    if source.start is None or source.end is None or source.start > start or source.end < end:
        return False
    return not any(
        gap.source == source.source
        and gap.start < end
        and gap.end > start
        and (gap.host is None or host_key(gap.host) == host_key(host))
        for gap in gaps
    )
