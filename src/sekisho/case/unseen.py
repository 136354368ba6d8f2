"""Uses that the network's records cannot show because they have a gap: the PC's own traces.

Where proxy or firewall spoke around the start of a tool and show no connection, starting it was
no session. Where they were silent it may have been one, and nobody can say how long it lasted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import duckdb

from sekisho.case.asking import ask
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Reason
from sekisho.case.traces import Trace
from sekisho.case.uses import AROUND, UNKNOWN_S, Use

NEARBY = timedelta(minutes=15)
"""If the network said nothing at all so long after a tool's start, it was not recording."""
_SPOKE = """
SELECT (SELECT count(*) FROM proxy WHERE "@timestamp" BETWEEN $since AND $until)
     + (SELECT count(*) FROM firewall WHERE "@timestamp" BETWEEN $since AND $until) AS events
"""


def unseen(
    connection: duckdb.DuckDBPyConnection,
    traces: Sequence[Trace],
    met: Sequence[Use],
    clocks: Clocks,
) -> tuple[Use, ...]:
    """Runs of tools (on the reference clock) that no use explains and no network record covers."""
    groups: dict[tuple[str, str], list[list[Trace]]] = defaultdict(list)
    for one in traces:
        if one.what != "run" or not one.host or not one.tool or _explained(one, met):
            continue
        runs = groups[one.host, one.tool]
        if not runs or one.time - runs[-1][-1].time > AROUND:
            runs.append([])
        runs[-1].append(one)
    found = []
    for (host, tool), runs in sorted(groups.items()):
        for run in runs:
            values = {"since": run[0].time, "until": run[-1].time + NEARBY}
            if not ask(connection, _SPOKE, values)[0]["events"]:
                found.append(_use(host, tool, run, traces, clocks))
    return tuple(found)


def _explained(one: Trace, met: Sequence[Use]) -> bool:
    return any(
        use.host == one.host
        and use.tool == one.tool
        and use.start - AROUND <= one.time <= use.end + AROUND
        for use in met
    )


def _use(
    host: str, tool: str, run: Sequence[Trace], traces: Sequence[Trace], clocks: Clocks
) -> Use:
    start = run[0].time
    around = tuple(
        one
        for one in traces
        if one.host == host
        and one.tool in (tool, None)
        and start - AROUND <= one.time <= run[-1].time + AROUND
    )
    clock = clocks.of(run[0].source, host)
    return Use(
        tool=tool,
        host=host,
        address=None,
        user=next((one.user for one in run if one.user), None),
        start=start,
        end=max(one.time for one in around),
        start_uncertainty_s=clock.uncertainty_s,
        end_uncertainty_s=UNKNOWN_S,
        clock_offset_s=clock.offset_s,
        outcome="allowed",
        connections=(),
        calls=(),
        traces=around,
        reasons=(Reason("session.no_network", {}, (run[0].evidence,)),),
    )
