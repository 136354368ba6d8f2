"""Times in which sources that otherwise speak were silent, and logs that were cleared.

Of the events only the distinct minutes per source (and per computer for Windows events) leave
the database, as numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import duckdb
import numpy as np

from sekisho.case.asking import ask
from sekisho.case.facts import Gap, Hour, SourceCoverage
from sekisho.case.hosts import Names
from sekisho.case.rhythm import Minutes, Rhythm, moment_of
from sekisho.case.traces import Trace
from sekisho.events.time import EARLIEST, JAPAN

IsWorkday = Callable[[date], bool]
Span = tuple[datetime, datetime]
WORKING_HOURS = 2
"""Hours in which the network must have seen a PC at work before its own silence is a gap."""

_MINUTES = """
SELECT dense_rank() OVER (ORDER BY source, host) AS series, minute, events
FROM (
  SELECT coalesce("event.dataset", '{kind}') AS source, {host} AS host,
         (epoch("@timestamp") // 60)::BIGINT AS minute, count(*) AS events
  FROM {kind} WHERE "@timestamp" BETWEEN $since AND $until GROUP BY ALL
) ORDER BY series, minute
"""
_SERIES = """
SELECT DISTINCT coalesce("event.dataset", '{kind}') AS source, {host} AS host
FROM {kind} WHERE "@timestamp" BETWEEN $since AND $until ORDER BY source, host
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
_FIRST = """
SELECT host_key("host.name") AS host, "winlog.channel" AS channel, min("@timestamp") AS first
FROM windows WHERE host_key("host.name") IN (SELECT unnest($hosts)) GROUP BY ALL ORDER BY ALL
"""
_DATED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


class Activity:
    """When the sources of one kind spoke: by (source, host) the active minutes and how many
    events each held, up to the last believable moment. Only Windows events are kept apart by
    host."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, kind: str, until: datetime) -> None:
        host = 'host_key("host.name")' if kind == "windows" else "NULL::VARCHAR"
        places = {"kind": kind, "host": host}
        believed = {"since": EARLIEST, "until": until}
        series_query, query = _SERIES.format(**places), _MINUTES.format(**places)
        names = [(row["source"], row["host"]) for row in ask(connection, series_query, believed)]
        table = connection.sql(query, params=believed).to_arrow_table()
        series, minutes, events = (
            table[name].to_numpy(zero_copy_only=False) for name in ("series", "minute", "events")
        )
        cuts = np.searchsorted(series, np.arange(1, len(names) + 2))
        self.minutes: dict[tuple[str, str | None], Minutes] = {}
        self.events: dict[tuple[str, str | None], Minutes] = {}
        for number, name in enumerate(names):
            part = slice(cuts[number], cuts[number + 1])
            self.minutes[name], self.events[name] = minutes[part], events[part]

    def together(self) -> dict[str, Minutes]:
        """By source the minutes in which any host spoke."""
        groups: dict[str, list[Minutes]] = defaultdict(list)
        for (source, _), minutes in self.minutes.items():
            groups[source].append(minutes)
        return {source: np.unique(np.concatenate(parts)) for source, parts in groups.items()}

    def hours(self) -> list[Hour]:
        """Events of each source by the hour."""
        totals: dict[tuple[str, int], int] = defaultdict(int)
        for (source, host), minutes in self.minutes.items():
            hours, where = np.unique(minutes // 60, return_inverse=True)
            sums = np.bincount(where, weights=self.events[source, host])
            for hour, total in zip(hours.tolist(), sums.tolist(), strict=True):
                totals[source, hour] += int(total)
        return [
            Hour(source, None, moment_of(hour * 60), events)
            for (source, hour), events in sorted(totals.items())
        ]


def spoken_span(active: Iterable[Activity]) -> Span | None:
    """From when to when at least two sources speak: there each is expected to."""
    bounds = [
        (int(minutes[0]), int(minutes[-1])) for one in active for minutes in one.together().values()
    ]
    if len(bounds) < 2:
        return None
    second_start = sorted(start for start, _ in bounds)[1]
    second_end = sorted((end for _, end in bounds), reverse=True)[1]
    return moment_of(second_start), moment_of(second_end + 1)


def silences(one: Activity, span: Span | None, is_workday: IsWorkday) -> list[Gap]:
    """The gaps of each source, all its hosts together."""
    start, end = span or (None, None)
    return [
        Gap(source, since, until)
        for source, minutes in one.together().items()
        for since, until in Rhythm(minutes, is_workday).silences(start, end)
    ]


def silences_of_hosts(
    connection: duckdb.DuckDBPyConnection,
    one: Activity,
    span: Span | None,
    is_workday: IsWorkday,
    names: Names,
) -> list[Gap]:
    """Gaps of single PCs while the network saw them at work: a PC that is off is no gap."""
    start, end = span or (None, None)
    candidates = [
        Gap(source, since, until, host)
        for (source, host), minutes in one.minutes.items()
        if host is not None
        for since, until in Rhythm(minutes, is_workday).silences(start, end)
    ]
    hosts = sorted({gap.host for gap in candidates if gap.host})
    alive: dict[str, set[datetime]] = defaultdict(set)
    for row in ask(connection, _ALIVE, {"hosts": hosts}) if hosts else ():
        alive[row["host"]].add(row["hour"])
    return [
        Gap(gap.source, gap.start, gap.end, names.show(gap.host))
        for gap in candidates
        if _hours_alive(alive[gap.host or ""], gap) >= WORKING_HOURS
    ]


def _hours_alive(hours: set[datetime], gap: Gap) -> int:
    return sum(gap.start <= hour and hour + timedelta(hours=1) <= gap.end for hour in hours)


def cleared(
    connection: duckdb.DuckDBPyConnection,
    traces: Sequence[Trace],
    begin: datetime | None,
    names: Names,
) -> list[Gap]:
    """A log that begins with its own clearing: what stood in it from ``begin`` on is gone."""
    erased = [one for one in traces if one.what == "erase" and one.host]
    if not erased or begin is None:
        return []
    first = {
        (row["host"], row["channel"]): row["first"]
        for row in ask(connection, _FIRST, {"hosts": sorted({one.host or "" for one in erased})})
    }
    return [
        Gap(one.source, begin, one.time, names.show(one.host), "gap.cleared")
        for one in erased
        if begin < one.time <= first.get((one.host, one.values.get("channel")), one.time)
    ]


def missing_files(
    sources: Sequence[SourceCoverage], is_workday: IsWorkday, met: Sequence[Gap]
) -> list[Gap]:
    """Working days without a file in a series of files named by the day."""
    return [
        Gap(one.source, start, end, None, "gap.file_missing")
        for one in sources
        for days in _series(one.evidence).values()
        for start, end in _days_between(days, is_workday)
        if not any(g.source == one.source and g.start < end and g.end > start for g in met)
    ]


def _series(evidence: Sequence[str]) -> Mapping[str, set[date]]:
    series: dict[str, set[date]] = defaultdict(set)
    for name in evidence:
        match = _DATED.search(name)
        if match:
            try:
                day = date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
            series[name[: match.start()] + "*" + name[match.end() :]].add(day)
    return series


def _days_between(days: set[date], is_workday: IsWorkday) -> list[Span]:
    """The working days that a series of more than two files leaves out."""
    if len(days) <= 2:
        return []
    first, last = min(days), max(days)
    between = (first + timedelta(days=number) for number in range((last - first).days))
    lost = [day for day in between if day not in days and is_workday(day)]
    starts = [datetime(day.year, day.month, day.day, tzinfo=JAPAN).astimezone(UTC) for day in lost]
    return [(start, start + timedelta(days=1)) for start in starts]
