"""記録の範囲: sources × hosts × hours, gaps, silent hosts. Every "nothing found" rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

import duckdb

from sekisho.case.asking import ask
from sekisho.case.facts import Coverage, Gap, Reference, SilentHost, SourceCoverage
from sekisho.case.gaps import (
    Activity,
    cleared,
    missing_files,
    silences,
    silences_of_hosts,
    spoken_span,
)
from sekisho.case.hosts import Names, host_key
from sekisho.case.known import Known
from sekisho.case.traces import Trace
from sekisho.events.kinds import KINDS
from sekisho.events.time import AHEAD, EARLIEST
from sekisho.ledger.manifest import Entry

SPOKEN = ("proxy", "firewall", "dhcp", "dns", "windows", "mail", "share", "login", "antivirus")
"""Kinds whose sources speak by themselves, so that their silence means something."""
MACHINES = frozenset({"", "workstation", "file-server", "mail-server", "domain-controller"})
"""Roles of which Windows events or the like are to be expected."""

_SOURCES = """
SELECT "event.dataset" AS source, list(DISTINCT evidence ORDER BY evidence) AS evidence,
       list(DISTINCT {host} ORDER BY {host}) FILTER ({host} IS NOT NULL) AS hosts,
       min("@timestamp") FILTER ("@timestamp" BETWEEN $since AND $until) AS start,
       max("@timestamp") FILTER ("@timestamp" BETWEEN $since AND $until) AS end,
       count(*) AS events,
       count(*) FILTER ("@timestamp" BETWEEN $since AND $until IS NOT TRUE) AS undated
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


def coverage(
    connection: duckdb.DuckDBPyConnection,
    known: Known,
    names: Names,
    entries: Sequence[Entry],
    traces: Sequence[Trace],
    is_workday: Callable[[date], bool],
    now: datetime,
) -> Coverage:
    """What the records cover, and what they do not. Needs ``case_address``, ``case_place``.

    Times that no record can carry when examined at ``now`` count as undated.
    """
    is_workday = cache(is_workday)
    present = _present(connection)
    until = now + AHEAD
    sources = _sources(connection, present, names, entries, until)
    active = {kind: Activity(connection, kind, until) for kind in SPOKEN if kind in present}
    span = spoken_span(active.values())
    found = [gap for one in active.values() for gap in silences(one, span, is_workday)]
    if "windows" in active:
        own = silences_of_hosts(connection, active["windows"], span, is_workday, names)
        found += [gap for gap in own if not _within(gap, found)]
    begin = min((one.start for one in sources if one.start and one.events > 1), default=None)
    found += cleared(connection, traces, span[0] if span else begin, names)
    found += missing_files(sources, is_workday, found)
    return Coverage(
        sources=sources,
        gaps=tuple(sorted(set(found), key=_order)),
        silent_hosts=_silent(connection, known, names),
        hours=tuple(hour for one in active.values() for hour in one.hours()),
    )


def _order(gap: Gap) -> tuple[datetime, datetime, str, str]:
    return gap.start, gap.end, gap.source, gap.host or ""


def _within(gap: Gap, found: Sequence[Gap]) -> bool:
    """Whether all of a source was silent as well."""
    return any(
        one.source == gap.source and one.start <= gap.start and gap.end <= one.end for one in found
    )


def _present(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The kinds of which there is any event."""
    any_of = (f"SELECT '{kind.name}' AS kind WHERE EXISTS (FROM {kind.name})" for kind in KINDS)
    return frozenset(row["kind"] for row in ask(connection, " UNION ALL ".join(any_of)))


def _host(kind: str) -> str:
    own = ("windows", "antivirus", "remote", "state", "file", "collection")
    return '"host.name"' if kind in own else '"observer.name"'


def _sources(
    connection: duckdb.DuckDBPyConnection,
    present: frozenset[str],
    names: Names,
    entries: Sequence[Entry],
    until: datetime,
) -> tuple[SourceCoverage, ...]:
    unread = {entry.name: entry.unread for entry in entries}
    found = []
    for kind in (kind for kind in KINDS if kind.name in present):
        query = _SOURCES.format(kind=kind.name, host=_host(kind.name))
        for row in ask(connection, query, {"since": EARLIEST, "until": until}):
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
