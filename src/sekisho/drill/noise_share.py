"""Ordinary work on the shares: each department on its own files, office hours only."""

from __future__ import annotations

from random import Random

from sekisho.drill.clock import HOUR, MINUTE, Span, local, midnight
from sekisho.drill.scene import Scene
from sekisho.drill.shares import Act, ShareAct
from sekisho.drill.town import Pc


def ordinary_acts(
    scene: Scene, dice: Random, files: dict[str, list[str]], untouched: set[str]
) -> list[ShareAct]:
    """Reading and writing by all users whose department has a share, where their PC is on.

    Files named `share/path` in `untouched` are left alone.
    """
    quiet = {one.host: one.span for one in scene.quiet}
    found: list[ShareAct] = []
    for held in scene.holdings:
        pc = scene.town.pc(held.host)
        own = [path for path in files.get(pc.share, []) if f"{pc.share}/{path}" not in untouched]
        for busy in _office_hours(held.span):
            moments = sorted(dice.randrange(busy.start, busy.end) for _ in range(14))
            found += [
                _act(dice, pc, held.address, moment, own)
                for moment in moments
                if own and not (pc.host in quiet and quiet[pc.host].holds(moment))
            ]
    return found


def _act(dice: Random, pc: Pc, address: str, moment: int, own: list[str]) -> ShareAct:
    act: Act = dice.choice(("read", "read", "read", "write", "list", "look"))
    path = "" if act == "list" else dice.choice(own)
    return ShareAct(moment, pc.staff.account, address, pc.host, pc.share, act, path)


def _office_hours(span: Span) -> list[Span]:
    found = []
    day = midnight(local(span.start).date())
    while day < span.end:
        busy = Span(
            max(span.start, day + 8 * HOUR + 30 * MINUTE),
            min(span.end, day + 17 * HOUR + 30 * MINUTE),
        )
        if busy.end - busy.start > HOUR and local(day).weekday() < 5:
            found.append(busy)
        day += 24 * HOUR
    return found
