"""How far each clock is ahead of the reference, where two sources saw the same thing.

The reference is the proxy with the most records, else the firewall, else nothing: then every
clock is taken as right, with a stated uncertainty. A clock belongs to a machine: what the
history and the events of one PC show is one estimate. A town that knows a clock's error says
so in the rulebook, and that goes before every estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

import duckdb

from sekisho.case.asking import Row, ask, references
from sekisho.case.collected import ToldClock
from sekisho.case.facts import ClockOffset, Reason, Reference
from sekisho.case.hosts import host_key
from sekisho.case.sightings import sightings
from sekisho.rulebook import Rulebook

UNKNOWN_S = 60.0
"""Uncertainty of a server's clock that nothing could be compared with. An assumption, printed."""
UNKNOWN_PC_S = 300.0
"""The same of a PC's clock: Windows refuses a domain's logons beyond five minutes."""
RESOLUTION_S = 1.0
CLUSTER_S = 6.0
"""Differences that belong to one offset lie this near to each other."""
FEWEST = 3
"""So many different things must agree before an offset is believed."""

_SOURCES = """
SELECT "event.dataset" AS source, "observer.name" AS host, count(*) AS events, 1 AS rank,
       max("@timestamp") AS last
  FROM proxy WHERE "@timestamp" IS NOT NULL GROUP BY ALL
UNION ALL
SELECT "event.dataset", "observer.name", count(*), 2, max("@timestamp")
  FROM firewall WHERE "@timestamp" IS NOT NULL GROUP BY ALL
UNION ALL
SELECT "event.dataset", coalesce("observer.name", "host.name"), count(*), 4, max("@timestamp")
  FROM share WHERE "@timestamp" IS NOT NULL GROUP BY ALL
UNION ALL
SELECT "event.dataset", "host.name", count(*), 5, max("@timestamp")
  FROM windows WHERE "@timestamp" IS NOT NULL AND "host.name" IS NOT NULL GROUP BY ALL
UNION ALL
SELECT b."event.dataset", coalesce(b."host.name", p.host), count(*), 5, max("@timestamp")
  FROM browser b LEFT JOIN case_place p USING (evidence)
  WHERE "@timestamp" IS NOT NULL GROUP BY ALL
ORDER BY rank, events DESC, source, host
"""


@dataclass(frozen=True)
class _Estimate:
    offset_s: float
    uncertainty_s: float
    things: int
    evidence: tuple[Reference, ...]
    code: str


class Clocks:
    """The offset of every (source, host), zero with ``UNKNOWN_S`` for one never met."""

    def __init__(self, offsets: Sequence[ClockOffset], doubts: tuple[Reason, ...] = ()) -> None:
        self.offsets = tuple(offsets)
        self.doubts = doubts
        self._by_key = {(one.source, host_key(one.host)): one for one in offsets}
        self._by_host = {host_key(one.host): one for one in reversed(offsets) if one.host}

    def of(self, source: str | None, host: str | None) -> ClockOffset:
        """The clock of a source on a host; another source of the same machine helps out."""
        key = host_key(host)
        found = self._by_key.get((source or "", key)) or self._by_key.get((source or "", None))
        if found is None and key is not None:
            found = self._by_host.get(key)
        return found or ClockOffset(source or "", host, 0.0, UNKNOWN_S, (Reason("clock.unknown"),))


def clocks(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook | None,
    now: datetime,
    told: Mapping[str, ToldClock] | None = None,
) -> Clocks:
    """Every clock that wrote records. Needs ``case_address`` and ``case_place``. ``told``: by
    computer, what a collector was told of its clock: it helps where nothing can be compared,
    for it was told on the day of collecting, not on that of the incident."""
    sources = ask(connection, _SOURCES)
    if not sources:
        return Clocks(())
    first = sources[0]
    compared = first["rank"] <= 2
    estimates = _estimates(connection, first) if compared else {}
    base = _by_rulebook(first, rulebook, now)
    shift = base.offset_s if base else 0.0
    offsets = [
        _told(_offset(row, first, estimates, (base, shift), rulebook), told or {})
        for row in sources
    ]
    return Clocks(offsets, _against(first, estimates) if base is None else ())


def _told(found: ClockOffset, told: Mapping[str, ToldClock]) -> ClockOffset:
    clock = told.get(host_key(found.host) or "")
    if clock is None or all(reason.code != "clock.unknown" for reason in found.reasons):
        return found
    values = {"offset_s": f"{clock.offset_s:+.1f}", "uncertainty_s": f"{clock.uncertainty_s:.0f}"}
    reason = Reason("clock.told", values, (clock.evidence,))
    return replace(
        found,
        offset_s=clock.offset_s,
        uncertainty_s=clock.uncertainty_s,
        reasons=(reason,),
    )


def _against(first: Row, estimates: dict[tuple[str, str | None], _Estimate]) -> tuple[Reason, ...]:
    """The doubt that it is the reference that is wrong: several machines agree against it."""
    machines = sorted(
        (one.offset_s, one.uncertainty_s) for (source, _), one in estimates.items() if not source
    )
    for offset, unsure in machines:
        agreeing = [other for other, doubt in machines if abs(other - offset) <= max(unsure, doubt)]
        if abs(offset) > unsure and len(agreeing) >= 2 and 2 * len(agreeing) > len(machines):
            values = {
                "source": first["source"],
                "machines": str(len(agreeing)),
                "offset_s": f"{-median(agreeing):+.0f}",
            }
            return (Reason("clock.reference_doubtful", values),)
    return ()


def _offset(
    row: Row,
    first: Row,
    estimates: dict[tuple[str, str | None], _Estimate],
    base: tuple[ClockOffset | None, float],
    rulebook: Rulebook | None,
) -> ClockOffset:
    told = _by_rulebook(row, rulebook, row["last"])
    if told:
        return told
    source, host = row["source"], row["host"]
    if row is first or _same_device(row, first):
        code = "clock.reference" if row["rank"] <= 2 else "clock.unknown"
        sure = RESOLUTION_S if row["rank"] <= 2 else UNKNOWN_PC_S
        values = {"source": source, "uncertainty_s": f"{sure:.0f}"}
        return ClockOffset(source, host, 0.0, sure, (Reason(code, values),))
    key = host_key(host)
    met = [estimates.get((source, key)), estimates.get(("", key)) if key else None]
    found = min((one for one in met if one), key=lambda one: one.uncertainty_s, default=None)
    if found is None:
        unsure = UNKNOWN_PC_S if row["rank"] == 5 else UNKNOWN_S
        reason = Reason("clock.unknown", {"uncertainty_s": f"{unsure:.0f}"})
        return ClockOffset(source, host, 0.0, unsure, (reason,))
    values = {
        "things": str(found.things),
        "offset_s": f"{found.offset_s:+.1f}",
        "uncertainty_s": f"{found.uncertainty_s:.1f}",
        "reference": first["source"],
    }
    reason = Reason(found.code, values, found.evidence)
    return ClockOffset(source, host, found.offset_s + base[1], found.uncertainty_s, (reason,))


def _same_device(row: Row, first: Row) -> bool:
    """Several kinds of records of one gate are written by one clock."""
    name = str(row["source"]).partition(".")[0]
    return name == str(first["source"]).partition(".")[0] and row["host"] == first["host"]


def _by_rulebook(row: Row, rulebook: Rulebook | None, at: datetime) -> ClockOffset | None:
    """What the rulebook knows of a clock. Sources are named there without their kind."""
    if rulebook is None:
        return None
    name = str(row["source"]).partition(".")[0]
    clock = rulebook.clock_for(name, row["host"] or "", at)
    if clock is None and row["host"]:
        clock = rulebook.clock_for(name, host_key(row["host"]) or "", at)
    if clock is None or clock.offset_seconds is None:
        return None
    sure = RESOLUTION_S if clock.uncertainty_seconds is None else clock.uncertainty_seconds
    reason = Reason("clock.rulebook", {"reason": clock.reason or "-"})
    return ClockOffset(row["source"], row["host"], clock.offset_seconds, sure, (reason,))


def _estimates(
    connection: duckdb.DuckDBPyConnection, first: Row
) -> dict[tuple[str, str | None], _Estimate]:
    """Offsets by (source, host), and by machine under the source ``""``."""
    pairs: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in sightings(connection, first["source"], first["host"]):
        key = host_key(row["host"])
        pairs[row["source"], key].append(row)
        if row["machine"] and key:
            pairs["", key].append(row)
    estimates = {key: estimated(rows) for key, rows in pairs.items()}
    return {key: estimate for key, estimate in estimates.items() if estimate}


def estimated(rows: Sequence[Row]) -> _Estimate | None:
    """The offset on which the most different things agree: median and spread of the densest
    cluster of differences. None when too few agree.

    Each row has ``thing``, ``delta_s`` and ``loose``: a loose thing is a cause and its effect
    (a program starts, its connection follows), used only where nothing better is there.
    """
    exact = [row for row in rows if not row["loose"]]
    for chosen, fewest, code, least in (
        (exact, FEWEST, "clock.same_things", RESOLUTION_S),
        ([row for row in rows if row["loose"]], 1, "clock.followed", 30.0),
    ):
        cluster = _densest(chosen)
        things = len({row["thing"] for row in cluster})
        if things >= fewest:
            deltas = [row["delta_s"] for row in cluster]
            middle = median(deltas)
            spread = max(abs(delta - middle) for delta in deltas)
            return _Estimate(
                round(middle, 3),
                round(max(spread, least), 3),
                things,
                references(cluster, 10),
                code,
            )
    return None


def _densest(rows: Sequence[Row]) -> list[Row]:
    """The run of differences within ``CLUSTER_S`` that holds the most different things; of
    equal ones the nearest to zero."""
    ordered = sorted(rows, key=lambda row: (row["delta_s"], row["thing"], str(row["position"])))
    best: tuple[int, float, list[Row]] = (0, 0.0, [])
    low = 0
    for high, row in enumerate(ordered):
        while row["delta_s"] - ordered[low]["delta_s"] > CLUSTER_S:
            low += 1
        run = ordered[low : high + 1]
        rank = (len({one["thing"] for one in run}), -abs(run[0]["delta_s"]))
        if rank > best[:2] or not best[2]:
            best = (*rank, run)
    return best[2]
