"""The ordinary events of office PCs: starting, logging on, working, locking, scanning."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from sekisho.drill import daily, defender
from sekisho.drill.clock import DAY, HOUR, MINUTE, SECOND, Span, local, midnight
from sekisho.drill.desk import Desk
from sekisho.drill.leases import Holding
from sekisho.drill.town import Pc, Town
from sekisho.drill.windows_events import Event

_PROGRAMS = (
    (r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe", '"{}"'),
    (r"C:\Program Files (x86)\Microsoft Office\Office15\EXCEL.EXE", '"{}" /dde'),
    (r"C:\Program Files (x86)\Microsoft Office\Office15\WINWORD.EXE", '"{}" /n /dde'),
    (r"C:\Windows\System32\notepad.exe", '"{}"'),
    (r"C:\Windows\System32\svchost.exe", "{} -k netsvcs"),
    (r"C:\Windows\System32\taskhostw.exe", "{}"),
    (r"C:\Windows\System32\SearchProtocolHost.exe", '"{}" Global\\UsGthrFltPipeMssGthrPipe 1'),
    (r"C:\Program Files (x86)\JUST\JUSTSYSTEMS\Taro\TARO.EXE", '"{}"'),
    (r"C:\Program Files\Windows Defender\MpCmdRun.exe", '"{}" SignatureUpdate'),
)
_SERVICES = (
    "Windows Update",
    "Windows Installer",
    "Background Intelligent Transfer Service",
    "Print Spooler",
)


def ordinary_events(rng: Random, town: Town, holdings: list[Holding]) -> list[Event]:
    """Everything for all PCs; each Wednesday at noon the full scan runs."""
    found: list[Event] = []
    for one in holdings:
        pc = town.pc(one.host)
        found += _of_holding(rng, Desk(town, pc), pc, one.span)
    return found


def _of_holding(rng: Random, desk: Desk, pc: Pc, span: Span) -> Iterator[Event]:
    short = span.end - span.start < 2 * DAY  # a longer one began before the records do
    if short:
        yield desk.power(span.start - 20 * SECOND, on=True)
        yield desk.logon(span.start + 30 * SECOND, 2)
    day = midnight(local(span.start).date())
    while day < span.end:
        busy = Span(max(span.start, day + 8 * HOUR), min(span.end, day + 18 * HOUR))
        if busy.end > busy.start:
            yield from _of_day(rng, desk, pc, busy)
        day += DAY
    if short:
        yield desk.logoff(span.end - 40 * SECOND)
        yield desk.power(span.end - 20 * SECOND, on=False)


def _of_day(rng: Random, desk: Desk, pc: Pc, busy: Span) -> Iterator[Event]:
    weekday = local(busy.start).weekday()
    if weekday >= 5:
        return
    update = busy.start + rng.randrange(4, 40) * MINUTE
    if update < busy.end:
        failed = rng.random() < 0.03
        yield defender.update_failed(pc, update) if failed else defender.updated(pc, update)
    noon = daily.lunch(local(busy.start).date(), rng)
    if busy.holds(noon.start) and busy.holds(noon.end):
        yield desk.lock(noon.start, unlock=False)
        yield desk.lock(noon.end, unlock=True)
        scan = noon.start + 2 * MINUTE
        yield from defender.scan(pc, scan, rng.randrange(300, 1500), full=weekday == 2)
    for _ in range(max(2, (busy.end - busy.start) // (20 * MINUTE))):
        image, command = rng.choice(_PROGRAMS)
        moment = rng.randrange(busy.start + MINUTE, max(busy.end - MINUTE, busy.start + 2 * MINUTE))
        yield desk.process(moment, image, command.format(image), r"C:\Windows\explorer.exe")
    for _ in range(3):
        moment = rng.randrange(busy.start, busy.end)
        yield desk.service_state(moment, rng.choice(_SERVICES), running=rng.random() < 0.6)
