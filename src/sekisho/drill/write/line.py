"""The line to the internet: one log of whichever proxy or firewall the town has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sekisho.drill.clock import DAY, Clock, Span
from sekisho.drill.folder import Folder
from sekisho.drill.leases import Message
from sekisho.drill.noise_web import Batch
from sekisho.drill.web import Hit
from sekisho.drill.write.elff import ElffLog
from sekisho.drill.write.fortigate import FortigateLog
from sekisho.drill.write.ifilter import IfilterLog
from sekisho.drill.write.squid import SquidLog, configuration

Stamped = tuple[int, bytes]
Expand = Callable[[Hit], Iterable[Stamped]]
Fast = Callable[[Batch], list[bytes]]


@dataclass(frozen=True, slots=True)
class LineLog:
    """Which log it is: its program, clock, the days it spans and the stretches that are lost."""

    proxy: str
    clock: Clock
    net: str
    first: int
    last: int
    holes: list[Span]


def write_line_log(
    folder: Folder, log: LineLog, story: list[Hit], batches: Iterable[Batch], leases: list[Message]
) -> str:
    """Write the log; `leases` go into it too where the firewall serves DHCP. Gives its path."""
    path, head, expand, fast, extra = _program(log, leases)
    if path == "proxy/access.log" and log.proxy != "ifilter":
        folder.put("proxy/squid.conf", configuration(log.proxy, log.net), log.first - 200 * DAY)
    told = [
        *extra,
        *(pair for hit in sorted(story, key=lambda one: one.start) for pair in expand(hit)),
    ]
    told = sorted(pair for pair in told if not any(hole.holds(pair[0]) for hole in log.holes))
    with folder.stream(path, log.last) as out:
        out.write(head)
        position = 0
        for batch in batches:
            before = position
            while position < len(told) and told[position][0] < batch.span.end:
                position += 1
            out.writelines(_merged(batch, told[before:position], expand, fast, log.holes))
        out.writelines(line for _, line in told[position:])
    return path


def _program(
    log: LineLog, leases: list[Message]
) -> tuple[str, bytes, Expand, Fast | None, list[Stamped]]:
    if log.proxy == "bluecoat":
        elff = ElffLog(log.clock)
        return "proxy/SG_main.log", elff.header(log.first), _single(elff.line), None, []
    if log.proxy == "ifilter":
        return "proxy/access.log", b"", _single(IfilterLog(log.clock).line), None, []
    if log.proxy == "fortigate":
        firewall = FortigateLog(log.clock)
        steps = [firewall.dhcp(one) for one in leases]
        return "fortigate/fortigate.log", b"", firewall.traffic, None, steps
    squid = SquidLog(log.clock, log.proxy)
    fast = None if log.proxy == "combined" else squid.batch
    return "proxy/access.log", b"", _single(squid.line), fast, []


def _single(line: Callable[[Hit], bytes]) -> Expand:
    def expand(hit: Hit) -> Iterator[Stamped]:
        yield hit.end, line(hit)

    return expand


def _merged(
    batch: Batch, told: list[Stamped], expand: Expand, fast: Fast | None, holes: list[Span]
) -> list[bytes]:
    holed = any(hole.meets(batch.span) for hole in holes)
    if fast is not None and not told and not holed:
        return fast(batch)
    if fast is not None:
        noise = list(zip(batch.end, fast(batch), strict=True))
    else:
        noise = [pair for hit in batch.hits() for pair in expand(hit)]
    kept = [pair for pair in noise if not any(hole.holds(pair[0]) for hole in holes)]
    return [line for _, line in sorted([*told, *kept])]
