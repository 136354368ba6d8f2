"""When the PCs of an office are on, and how busy people are at each hour."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

from sekisho.drill.clock import DAY, HOUR, MINUTE, SECOND, Span, at, local, midnight
from sekisho.drill.leases import Holding
from sekisho.drill.town import Town

BUSY_PER_HOUR = 48
_SHARE_OF_HOUR = {7: 0.1, 8: 0.7, 12: 0.6, 17: 0.5, 18: 0.2, 19: 0.12}
_NIGHT = 0.12


def busyness(ms: int) -> float:
    """Requests of one PC an hour, as a part of a busy hour."""
    moment = local(ms)
    if moment.weekday() >= 5:
        return _NIGHT
    if moment.hour in _SHARE_OF_HOUR:
        return _SHARE_OF_HOUR[moment.hour]
    return 1.0 if 9 <= moment.hour < 17 else _NIGHT


def on_times(rng: Random, days: list[date], *, always: bool) -> list[Span]:
    """When a PC runs: the working days, or without an end."""
    if always:
        return [Span(midnight(days[0]), midnight(days[-1]) + DAY)]
    spans = []
    for day in days:
        start = at(day, 8, 5) + rng.randrange(25 * 60) * SECOND
        end = at(day, 17, 20) + rng.randrange(110 * 60) * SECOND
        if day.weekday() < 5:
            spans.append(Span(start, end))
    return spans


def holdings(rng: Random, town: Town, days: list[date], always: set[str]) -> list[Holding]:
    """Every PC on its usual address for all its on-times."""
    return [
        Holding(pc.host, pc.mac, pc.address, span, asks_anew=rng.random() < 0.1)
        for pc in town.pcs
        for span in on_times(rng, days, always=pc.host in always)
    ]


def slots(days: list[date], cuts: set[int]) -> list[Span]:
    """The days cut into hours and at every given moment."""
    first, last = midnight(days[0]), midnight(days[-1]) + DAY
    marks = sorted({*range(first, last + 1, HOUR), *(cut for cut in cuts if first < cut < last)})
    return [Span(start, end) for start, end in pairwise(marks)]


def lunch(day: date, rng: Random) -> Span:
    """When a desk is empty at noon."""
    start = at(day, 12) + rng.randrange(8) * MINUTE
    return Span(start, start + 40 * MINUTE + rng.randrange(15) * MINUTE)
