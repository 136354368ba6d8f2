"""How far back each kind of record reaches, how fast it grows, and when it is overwritten.

Windows keeps a log as a ring of a fixed size (the channel's ``MaxSize``; 20 MiB for Security,
System and Application, 1 MiB for most others, by Microsoft's defaults): what reaches back n days
now is gone n days from now. The DHCP server of Windows writes one file a weekday and overwrites
it a week later. Where a record ends otherwise is a choice of whoever set the device up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sekisho.case.asking import Row
from sekisho.case.facts import Reason
from sekisho.case.ready.facts import Reach
from sekisho.case.ready.ground import Ground
from sekisho.events.kinds import KINDS
from sekisho.events.time import AHEAD, EARLIEST
from sekisho.ledger.manifest import Entry

DAY = timedelta(days=1)
_BIG = ("Security", "System", "Application")
MIB = 1024 * 1024

_REACH = """
SELECT coalesce("event.dataset", '{kind}') AS source, {channel} AS channel,
       coalesce(host_key({host}), '') AS host, evidence,
       min("@timestamp") AS first, max("@timestamp") AS last, count(*) AS events
FROM {kind} WHERE "@timestamp" BETWEEN $earliest AND $until GROUP BY ALL ORDER BY ALL
"""


def reaches(ground: Ground, entries: Sequence[Entry]) -> tuple[Reach, ...]:
    """One line a source (Windows: a channel), in order of name."""
    rows: dict[str, list[Row]] = defaultdict(list)
    shared: dict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        if not kind.recorded or kind.name in ("message", "browser"):
            continue  # contents of boxes and histories, no record that is written on and on
        windows = kind.name == "windows"
        query = _REACH.format(
            kind=kind.name,
            channel='"winlog.channel"' if windows else "NULL::VARCHAR",
            host='"host.name"' if windows else '"observer.name"',
        )
        for row in ground.ask(query, earliest=EARLIEST, until=ground.now + AHEAD):
            what = f"{row['source']} {row['channel'] or ''}".strip()
            rows[what].append(row)
            shared[row["evidence"]].add(what)
    sizes = {
        name: entry.size
        for entry in entries
        for name in (entry.name,)
        if len(shared.get(name, ())) == 1
    }
    return tuple(_reach(what, rows[what], sizes) for what in sorted(rows))


def _reach(what: str, rows: Sequence[Row], sizes: Mapping[str, int]) -> Reach:
    by_host: dict[str, Any] = {}
    for row in rows:
        first = by_host.get(row["host"], row["first"])
        by_host[row["host"]] = min(first, row["first"])
    least = sorted(by_host.values())[len(by_host) // 2]
    start, last = min(row["first"] for row in rows), max(row["last"] for row in rows)
    events = sum(row["events"] for row in rows)
    days = max((last - start) / DAY, 1 / 24)
    weights = [sizes.get(name) for name in sorted({row["evidence"] for row in rows})]
    known = [size for size in weights if size is not None]
    size = sum(known) / days if len(known) == len(weights) else None
    return Reach(
        what=what,
        hosts=len(by_host),
        first=least,
        last=last,
        events=events,
        days=round(max((last - least) / DAY, 0.0), 1),
        events_per_day=round(events / days, 1),
        bytes_per_day=None if size is None else round(size, 1),
        overwritten=_end(what, size, len(by_host)),
    )


def _end(what: str, size: float | None, hosts: int) -> Reason:
    """What is known of when the oldest record goes."""
    source, _, channel = what.partition(" ")
    if source.startswith("evtx.") and size:
        limit = 20 * MIB if channel in _BIG else MIB
        days = limit / (size / hosts)
        values = {"days": f"{days:.1f}", "size": str(limit // MIB)}
        return Reason("readiness.overwritten.ring", values)
    if source.partition(".")[2] == "windows":
        return Reason("readiness.overwritten.windows")
    if source.startswith("windows_dhcp"):
        return Reason("readiness.overwritten.week")
    return Reason("readiness.overwritten.unknown")


def datasets(found: Iterable[Reach]) -> tuple[str, ...]:
    """The datasets seen."""
    return tuple(sorted({one.what.partition(" ")[0] for one in found}))
