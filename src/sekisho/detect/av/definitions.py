"""Which definitions were in force on a computer at a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import duckdb

from sekisho.detect.av.proof import every_event, host_of, updates_of


@dataclass(frozen=True)
class InForce:
    """A version of the definitions and the moment (aware, the source's clock) it came."""

    version: str | None
    since: datetime


class Definitions:
    """Every update of every computer that is on record."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        found: dict[str, list[InForce]] = defaultdict(list)
        for host, events in every_event(connection).items():
            found[host] += [InForce(one.value, moment) for moment, one in updates_of(events)]
        self._by_host = {
            host: sorted(updates, key=lambda one: one.since) for host, updates in found.items()
        }

    def at(self, host: str, moment: datetime) -> InForce | None:
        """What was in force on a host at a moment (the host's clock); None where no record
        reaches back so far."""
        updates = self._by_host.get(host_of(host), [])
        before = bisect_right(updates, moment, key=lambda one: one.since)
        return updates[before - 1] if before else None
