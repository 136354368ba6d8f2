"""What Windows on the staff's computers would have written of a day: by the exercises' writer.

There is no Windows here. What a person of the town did (opened, ran) is real and noted by the
player; the event that tells of it is written as the drill writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from sekisho.drill import defender
from sekisho.drill.clock import Clock, Span
from sekisho.drill.desk import Desk
from sekisho.drill.infection import THREAT
from sekisho.drill.leases import Holding
from sekisho.drill.noise_windows import ordinary_events
from sekisho.drill.windows_events import Event
from sekisho.drill.write.windows import Winlogbeat
from tests.town.office import places

LOGGED_ON = (
    r"C:\Windows\explorer.exe", r"C:\Windows\Explorer.EXE", r"C:\Windows\System32\userinit.exe",
)  # fmt: skip
"""Image, command line and parent of what starts when somebody logs on."""
WSCRIPT = r"C:\Windows\System32\WScript.exe"


def write(
    folder: Path,
    town: places.Town,
    told: Mapping[str, Any],
    silent: Sequence[str],
    ran: Mapping[str, bool],
) -> None:
    """A file for each computer but the silent ones. ``told``: what the player noted; ``ran``: by
    account, whether an opened attachment ran or the antivirus stopped it."""
    begin, end = (int(told[name] * 1000) for name in ("began", "ended"))
    day = Span(begin - 60_000, end + 60_000)
    people = {one.account: one for one in town.people}
    events: dict[str, list[Event]] = {}
    held = [Holding(one.pc.host, one.pc.mac, one.machine.address, day) for one in town.people]
    for event in ordinary_events(Random("office/windows"), town.drilled, held):
        events.setdefault(event.host, []).append(event)
    for person in town.people:
        own = events.setdefault(person.pc.host, [])
        own.append(defender.updated(person.pc, day.start + 1000))
        # a record of started programs, at whatever hour the day is played
        own.append(Desk(town.drilled, person.pc).process(day.start + 2000, *LOGGED_ON))
    opened = [one for one in told["acts"] if one["what"] == "open" and one["status"] == 200]
    for number, act in enumerate(opened):
        person = people[act["account"]]
        # those who ran it first are found clean by the evening
        later = end + 20_000 if number < 4 else 0
        events[person.pc.host] += _of_opening(town, person, act, later, runs=ran[act["account"]])
    computers = {one.pc.host: town.drilled.computer(one.pc.host) for one in town.people}
    beat = Winlogbeat({host: Clock() for host in computers}, computers, 8)
    (folder / "windows").mkdir(parents=True, exist_ok=True)
    for host, some in events.items():
        if host not in silent:
            lines = _lines(beat, some)
            (folder / "windows" / f"{host}.ndjson").write_bytes(b"".join(lines))


def _lines(beat: Winlogbeat, events: Iterable[Event]) -> Iterator[bytes]:
    return (beat.line(one) for one in sorted(events, key=lambda one: one.time))


def _of_opening(
    town: places.Town, person: places.Person, act: Mapping[str, Any], later: int, *, runs: bool
) -> Iterator[Event]:
    """The script is started out of Explorer's folder for opened archives, or stopped there."""
    moment = int(act["ran"] * 1000)
    script = (
        rf"C:\Users\{person.account}\AppData\Local\Temp\Temp1_{act['attachment']}\{act['script']}"
    )
    if not runs:
        yield defender.detected(person.pc, moment, THREAT, script, acted=False)
        yield defender.detected(person.pc, moment + 500, THREAT, script, acted=True)
        return
    desk = Desk(town.drilled, person.pc)
    yield desk.process(moment, WSCRIPT, f'"{WSCRIPT}" "{script}"', r"C:\Windows\explorer.exe")
    if later:
        yield defender.detected(person.pc, later, THREAT, script, acted=False)
        yield defender.detected(person.pc, later + 500, THREAT, script, acted=True)
