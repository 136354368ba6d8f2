"""Which connections of one tool on one computer are one session.

A tool opens several connections: short calls to find its relay, then the tunnel through which
the stranger works. A session is as long as its tunnels; the calls around it are its evidence,
not its duration. An interruption longer than ``APART`` separates two sessions of one use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sekisho.case.connections import Connection

GAP = timedelta(minutes=5)
"""Connections of one tool on one computer this near to each other are one use."""
APART = timedelta(seconds=30)
"""Tunnels with less between them are one session: a tool changes its relay within seconds."""
UNTIMED = timedelta(hours=2)
"""Where a source tells only ends, a connection may have been open this long before its own."""
TUNNEL_S = 30.0
"""A connection shorter than this only looks for the relay or for news; nobody works through it."""


@dataclass(frozen=True)
class Run:
    """The connections that carry one session, and the short calls around it."""

    carrying: tuple[Connection, ...]
    calls: tuple[Connection, ...] = ()

    @property
    def members(self) -> tuple[Connection, ...]:
        """All of them, the carrying ones first."""
        return (*self.carrying, *self.calls)


def runs(members: Iterable[Connection]) -> list[Run]:
    """The sessions that these connections make, in order of time."""
    return [run for use in _uses(members) for run in _sessions(use)]


def began(one: Connection) -> datetime:
    """When a connection began, or the end where its source tells nothing else."""
    return one.start or one.end


def _uses(members: Iterable[Connection]) -> list[list[Connection]]:
    found: list[list[Connection]] = []
    until: datetime | None = None
    for one in sorted(members, key=lambda one: (began(one), one.end)):
        apart = GAP if one.start else UNTIMED
        if until is None or began(one) - until > apart:
            found.append([])
            until = one.end
        found[-1].append(one)
        until = max(until or one.end, one.end)
    return found


def _sessions(use: Sequence[Connection]) -> list[Run]:
    tunnels = [one for one in use if one.seconds >= TUNNEL_S]
    if not tunnels:
        untimed = [one for one in use if one.start is None and one.tunnel]
        return [_with_calls(untimed or use, use)]
    parts: list[list[Connection]] = []
    until: datetime | None = None
    for one in tunnels:
        if until is None or began(one) - until > APART:
            parts.append([])
        parts[-1].append(one)
        until = max(until or one.end, one.end)
    calls = [one for one in use if one not in tunnels]
    firsts = [min(began(one) for one in part) for part in parts]
    return [
        Run(tuple(part), tuple(one for one in calls if _next(firsts, began(one)) == number))
        for number, part in enumerate(parts)
    ]


def _with_calls(carrying: Sequence[Connection], use: Sequence[Connection]) -> Run:
    return Run(tuple(carrying), tuple(one for one in use if one not in carrying))


def _next(firsts: Sequence[datetime], moment: datetime) -> int:
    """The session that a call leads to: the next to begin, else the last."""
    return next((number for number, first in enumerate(firsts) if moment <= first), len(firsts) - 1)
