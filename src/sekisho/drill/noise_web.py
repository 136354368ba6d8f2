"""Ordinary traffic of an office: batches small enough for memory at any scale, the same by seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np

from sekisho.drill import daily, web
from sekisho.drill.clock import HOUR, Span
from sekisho.drill.leases import Holding
from sekisho.drill.web import Client, Hit, Request

_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Requests of one stretch of time in order of their end; `who` and `what` are positions."""

    span: Span
    end: list[int]
    elapsed: list[int]
    who: list[int]
    what: list[int]
    clients: list[Client]
    requests: list[Request]

    def hits(self) -> Iterator[Hit]:
        """The same as single hits."""
        for end, elapsed, who, what in zip(
            self.end, self.elapsed, self.who, self.what, strict=True
        ):
            yield Hit(end, elapsed, self.clients[who], self.requests[what])


@dataclass(frozen=True, slots=True)
class Quiet:
    """A PC at which nobody surfs in this time beyond what the story tells."""

    host: str
    span: Span


class OfficeTraffic:
    """All ordinary requests of the given days."""

    def __init__(
        self, seed: str, holdings: list[Holding], quiet: list[Quiet], users: dict[str, str]
    ) -> None:
        self._holdings = holdings
        self._quiet = quiet
        self._users = users
        chooser = Random(f"{seed}/sites")
        self._day_requests = web.ordinary_requests(chooser, 3000)
        self._night_requests = web.update_requests(chooser, 300)
        self._dice = np.random.Generator(np.random.PCG64(list(seed.encode())))

    def batches(self, days: list[date], scale: int) -> Iterator[Batch]:
        """Batches in order of time; none is longer than an hour or 200,000 requests."""
        cuts = {edge for one in self._holdings for edge in (one.span.start, one.span.end)}
        cuts |= {edge for one in self._quiet for edge in (one.span.start, one.span.end)}
        for slot in daily.slots(days, cuts):
            clients = self._present(slot)
            wanted = len(clients) * daily.BUSY_PER_HOUR * daily.busyness(slot.start) * scale
            count = int(wanted * (slot.end - slot.start) / HOUR + self._dice.random())
            parts = count // _MOST + 1
            for part in range(parts):
                length = (slot.end - slot.start) // parts
                start = slot.start + part * length
                end = slot.end if part == parts - 1 else start + length
                size = count // parts + (part < count % parts)
                if size and clients:
                    yield self._batch(Span(start, end), size, clients)

    def _present(self, slot: Span) -> list[Client]:
        quiet = {one.host for one in self._quiet if one.span.meets(slot)}
        return [
            Client(one.host, one.address, one.mac, self._users.get(one.host, "-"))
            for one in self._holdings
            if one.span.meets(slot) and one.host not in quiet
        ]

    def _batch(self, span: Span, size: int, clients: list[Client]) -> Batch:
        requests = self._day_requests if daily.busyness(span.start) > 0.15 else self._night_requests
        end = np.sort(self._dice.integers(span.start, span.end, size))
        elapsed = np.minimum(
            self._dice.lognormal(5.4, 1.5, size).astype(np.int64) + 3, end - span.start
        )
        return Batch(
            span=span,
            end=end.tolist(),
            elapsed=elapsed.tolist(),
            who=self._dice.integers(0, len(clients), size).tolist(),
            what=self._dice.integers(0, len(requests), size).tolist(),
            clients=clients,
            requests=requests,
        )
