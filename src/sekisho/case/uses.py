"""Uses of a remote-control tool: sessions of connections, and the traces that belong to them.

How connections become sessions is told in ``runs``; here each gets its ends with their
uncertainty, its traces on the PC and its grounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sekisho.case.clocks import Clocks
from sekisho.case.connections import Connection
from sekisho.case.facts import Reason, Reference
from sekisho.case.runs import GAP, TUNNEL_S, UNTIMED, Run, began, runs
from sekisho.case.traces import Trace

UNKNOWN_S = 8 * 3600.0
"""Uncertainty of an end that nothing bounds: a working day."""
AROUND = timedelta(minutes=30)
"""Traces on the PC this long before and after a use belong to it."""
RESOLUTION_S = 1.0
REMOTE_DESKTOP = "Remote Desktop"
"""The tool's name in uses of Windows' own remote desktop (``desktops``)."""


@dataclass(frozen=True)
class Use:
    """One use, or attempt. ``connections`` carry it; ``calls`` are the short ones around it.
    ``start_reasons`` says how the ends were found where the sources do not tell them."""

    tool: str
    host: str | None
    address: str | None
    user: str | None
    start: datetime
    end: datetime
    start_uncertainty_s: float
    end_uncertainty_s: float
    clock_offset_s: float
    outcome: str
    connections: tuple[Connection, ...]
    calls: tuple[Connection, ...]
    traces: tuple[Trace, ...]
    reasons: tuple[Reason, ...]
    peer: str | None = None

    @property
    def interruptions(self) -> tuple[tuple[datetime, datetime], ...]:
        """The times between its connections in which none was open."""
        if any(one.start is None for one in self.connections):
            return ()
        gaps: list[tuple[datetime, datetime]] = []
        until: datetime | None = None
        for one in sorted(self.connections, key=lambda one: one.start or one.end):
            start = one.start or one.end
            if until is not None and start - until > timedelta(seconds=RESOLUTION_S):
                gaps.append((until, start))
            until = one.end if until is None else max(until, one.end)
        return tuple(gaps)

    @property
    def evidence(self) -> tuple[Reference, ...]:
        """Pointers: the connections, the calls, the traces."""
        found = [one.evidence for one in (*self.connections, *self.calls)]
        return tuple(dict.fromkeys([*found, *(one.evidence for one in self.traces)]))[:200]


def uses(found: Sequence[Connection], traces: Sequence[Trace], clocks: Clocks) -> tuple[Use, ...]:
    """All uses and refused attempts, in order of time."""
    placed = [corrected(one, clocks) for one in traces]
    groups: dict[tuple[str, str], list[Connection]] = defaultdict(list)
    for one in _seen_once(found):
        groups[one.host or one.address or "", one.tool].append(one)
    made = []
    for (_, tool), members in sorted(groups.items()):
        denied = [one for one in members if one.outcome == "denied"]
        used = [one for one in members if one.role == "use" and one.outcome == "allowed"]
        made += [_use(run, tool, placed, members) for run in (*runs(used), *runs(denied))]
    made += _local(placed, made)
    return tuple(sorted(made, key=lambda one: (one.start, one.host or "", one.tool)))


def corrected(trace: Trace, clocks: Clocks) -> Trace:
    """A trace on the reference clock."""
    offset = clocks.of(trace.source, trace.host).offset_s
    return replace(trace, time=trace.time - timedelta(seconds=offset))


def _seen_once(found: Sequence[Connection]) -> list[Connection]:
    """Without the firewall's view of connections that a proxy made for a PC: same peer, the
    same time, but the proxy's own address."""
    proxied = [one for one in found if one.kind == "proxy"]
    clients = {one.address for one in proxied}
    kept = []
    for one in found:
        behind = one.kind == "firewall" and one.address not in clients
        if not (behind and any(_same_tunnel(one, other) for other in proxied)):
            kept.append(one)
    return kept


def _same_tunnel(one: Connection, other: Connection) -> bool:
    near = timedelta(seconds=5 + one.clock.uncertainty_s + other.clock.uncertainty_s)
    return one.tool == other.tool and abs(one.end - other.end) <= near


def _use(run: Run, tool: str, traces: Sequence[Trace], members: Sequence[Connection]) -> Use:
    carrying = run.carrying
    end = max(one.end for one in carrying)
    known = [one for one in carrying if one.start is not None]
    first = min(known or carrying, key=began)
    reasons: list[Reason] = []
    start, unsure = began(first), 0.0
    host = next((one.host for one in run.members if one.host), None)
    around = _around(traces, host, tool, start - AROUND, end + AROUND)
    allowed = first.outcome == "allowed"
    if not known and allowed:
        start, unsure, reasons = _estimated_start(carrying, around, members)
    end_unsure, unfinished = _end(run) if allowed else (first.clock.uncertainty_s, [])
    return Use(
        tool=tool,
        host=host,
        address=next((one.address for one in carrying if one.address), None),
        user=next((one.user for one in run.members if one.user), None),
        start=start,
        end=end,
        start_uncertainty_s=round(first.clock.uncertainty_s + unsure, 3),
        end_uncertainty_s=round(end_unsure, 3),
        clock_offset_s=first.clock.offset_s,
        outcome="allowed" if allowed else "denied",
        connections=carrying,
        calls=run.calls,
        traces=around,
        reasons=(*reasons, *unfinished),
    )


def _end(run: Run) -> tuple[float, list[Reason]]:
    """How uncertain the end is: nothing bounds one that no record tells.

    A firewall tells by a close line; a proxy writes of a tunnel only when it has ended, so that
    after calls shortly before its records stop one may still have been open.
    """
    last = max(run.carrying, key=lambda one: one.end)
    refs = (last.evidence,)
    if last.unfinished:
        return UNKNOWN_S, [Reason("session.end_unknown", {}, refs)]
    worked = any(one.start is None or one.seconds >= TUNNEL_S for one in run.carrying)
    if not worked and last.source_end - last.end <= UNTIMED:
        return UNKNOWN_S, [Reason("session.perhaps_open", {}, refs)]
    return last.clock.uncertainty_s, []


def _estimated_start(
    untimed: Sequence[Connection], traces: Sequence[Trace], members: Sequence[Connection]
) -> tuple[datetime, float, list[Reason]]:
    """A start that the source does not tell: by the end of the first connection one was open.

    With a single connection the start is the last sign before it (the tool's start on the PC, its
    download), for nothing earlier can have been open. The uncertainty reaches back to that sign
    and forward to the end of the next connection; without any sign it is a working day.
    """
    ends = sorted(one.end for one in untimed)
    signs = [one.time for one in traces if one.what in ("run", "install")]
    signs += [one.end for one in members if one.role == "site" and one.outcome == "allowed"]
    before = [moment for moment in signs if ends[0] - UNTIMED <= moment <= ends[0]]
    refs = (min(untimed, key=lambda one: one.end).evidence,)
    if not before:
        return ends[0], UNKNOWN_S, [Reason("session.start_unknown", {}, refs)]
    reasons = [Reason("session.start_estimated", {}, refs)]
    if len(ends) == 1:
        return max(before), (ends[0] - max(before)).total_seconds(), reasons
    unsure = max(ends[0] - max(before), ends[1] - ends[0])
    return ends[0], unsure.total_seconds(), reasons


def _around(
    traces: Sequence[Trace], host: str | None, tool: str, start: datetime, end: datetime
) -> tuple[Trace, ...]:
    return tuple(
        one
        for one in traces
        if host and one.host == host and one.tool in (tool, None) and start <= one.time <= end
    )


def _local(traces: Sequence[Trace], met: Sequence[Use]) -> list[Use]:
    """Uses that only the tool's own logs tell of, from its ``incoming`` to its ``end``. A tool
    keeps several logs of the same session."""
    groups: dict[tuple[str, str], list[Trace]] = defaultdict(list)
    for one in traces:
        if one.what == "log" and one.values.get("act") == "incoming" and one.tool is not None:
            groups[one.host or "", one.tool].append(one)
    found = []
    for _, members in sorted(groups.items()):
        for run, end in _sessions(members, traces):
            first = _finest(run)
            covered = any(
                use.host == first.host
                and use.tool == first.tool
                and use.outcome == "allowed"
                and use.start - GAP <= first.time <= use.end + GAP
                for use in met
            )
            if not covered:
                found.append(_logged(first, end, traces))
    return found


def _sessions(
    incoming: Sequence[Trace], traces: Sequence[Trace]
) -> list[tuple[list[Trace], datetime | None]]:
    """What logs of one tool on one computer tell of, runs with less than ``GAP`` between."""
    runs: list[tuple[list[Trace], datetime | None]] = []
    for one in sorted(incoming, key=lambda one: one.time):
        end = _ended(one, traces)
        if runs:
            run, until = runs[-1]
            if one.time - max(until or run[-1].time, run[-1].time) <= GAP:
                known = [moment for moment in (until, end) if moment is not None]
                runs[-1] = ([*run, one], max(known, default=None))
                continue
        runs.append(([one], end))
    return runs


def _finest(run: Sequence[Trace]) -> Trace:
    """The first of a run, or the one that tells the second of the minute that the first tells."""
    first = run[0]
    if first.values.get("resolution_s") != "60":
        return first
    within = timedelta(seconds=60)
    return next(
        (
            one
            for one in run
            if one.values.get("resolution_s") == "1" and one.time - first.time < within
        ),
        first,
    )


def _ended(incoming: Trace, traces: Sequence[Trace]) -> datetime | None:
    if "ended" in incoming.values and "start" in incoming.values:
        lasted = datetime.fromisoformat(incoming.values["ended"]) - datetime.fromisoformat(
            incoming.values["start"]
        )
        return incoming.time + lasted
    later = [
        one.time
        for one in traces
        if one.what == "log"
        and one.values.get("act") == "end"
        and one.host == incoming.host
        and one.tool == incoming.tool
        and one.time >= incoming.time
    ]
    return min(later, default=None)


def _logged(one: Trace, end: datetime | None, traces: Sequence[Trace]) -> Use:
    around = _around(
        traces, one.host, one.tool or "", one.time - AROUND, (end or one.time) + AROUND
    )
    last = end or max(trace.time for trace in (*around, one))
    reasons = [Reason("session.by_tool_log", {}, (one.evidence,))]
    if end is None:
        reasons.append(Reason("session.end_unknown", {}, (one.evidence,)))
    return Use(
        tool=one.tool or "",
        host=one.host,
        address=None,
        user=one.user,
        start=one.time,
        end=last,
        start_uncertainty_s=60.0,
        end_uncertainty_s=60.0 if end else UNKNOWN_S,
        clock_offset_s=0.0,
        outcome="allowed",
        connections=(),
        calls=(),
        traces=around or (one,),
        reasons=tuple(reasons),
        peer=one.values.get("peer") or None,
    )
