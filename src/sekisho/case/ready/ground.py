"""What every capability is judged on, and the two ways of looking: over time, over computers.

Levels rest on what is there, never on what is absent elsewhere: ``full`` over time is a record in
every cell of the period, ``full`` over computers a record of every computer on the town's own
list. So a further file can only raise a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

import duckdb

from sekisho.case.asking import Row, ask
from sekisho.case.facts import Reason, Reference
from sekisho.case.hosts import Names, host_key
from sekisho.case.known import DESKS, Known, Machine
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.period import Period
from sekisho.rulebook import Rulebook

Grid = Literal["hours", "days"]
SHOWN = 3
"""So many sources or computers are named in a sentence; the rest is counted."""

_SEEN = """
SELECT coalesce("event.dataset", $kind) AS source, {cell} AS cell, count(*) AS events,
       min("@timestamp") AS first, max("@timestamp") AS last,
       arg_min(evidence, ("@timestamp", position)) AS evidence,
       arg_min(position, ("@timestamp", position)) AS position,
       arg_min(unit, ("@timestamp", position)) AS unit
FROM {kind} WHERE "@timestamp" >= $since AND "@timestamp" < $until AND ({where})
GROUP BY source, cell ORDER BY source, cell
"""
_CELLS: Mapping[str, str] = {
    "hours": "date_trunc('hour', \"@timestamp\")",
    "days": "date_trunc('day', \"@timestamp\" + INTERVAL 9 HOUR)",
}
_HOSTS = """
SELECT host_key("host.name") AS host, min("@timestamp") AS first, count(*) AS events,
       arg_min(evidence, ("@timestamp", position)) AS evidence,
       arg_min(position, ("@timestamp", position)) AS position,
       arg_min(unit, ("@timestamp", position)) AS unit
FROM {kind} WHERE "host.name" IS NOT NULL AND "@timestamp" >= $since AND "@timestamp" < $until
  AND ({where})
GROUP BY host ORDER BY host
"""
_SERVERS = """
SELECT DISTINCT host_key("observer.name") AS host FROM {kind}
WHERE "observer.name" IS NOT NULL ORDER BY host
"""


@dataclass(frozen=True)
class Ground:
    """The tables of the evidence, the period, and what the town says of itself.

    ``declared``: the computers of the rulebook or of the list the town gave as complete; a list
    that merely lies among the evidence is in ``listed`` and proves nothing about completeness.
    ``placed``: the computer of each evidence whose path names one.
    """

    connection: duckdb.DuckDBPyConnection
    period: Period
    now: datetime
    rulebook: Rulebook
    names: Names
    declared: tuple[Machine, ...] = ()
    listed: Known = field(default_factory=Known)
    placed: Mapping[str, str] = field(default_factory=dict)

    def ask(self, query: str, **values: object) -> list[Row]:
        """The rows of a question."""
        return ask(self.connection, query, values or None)

    @cached_property
    def pcs(self) -> tuple[Machine, ...]:
        """The declared computers at which people work: no servers, by role or because they are
        the recorder of a share, mail or address log."""
        served = {
            row["host"]
            for kind in ("share", "mail", "dhcp", "proxy")
            for row in self.ask(_SERVERS.format(kind=kind))
        }
        return tuple(
            one
            for one in self.declared
            if one.role in DESKS and host_key(one.name) and host_key(one.name) not in served
        )

    def over_time(self, kind: str, where: str = "true", grid: Grid = "days") -> Held:
        """Whether records of a kind that fulfil a condition (SQL) stand in every working day or
        hour of the period."""
        cells = self.period.days if grid == "days" else self.period.working_hours
        query = _SEEN.format(kind=kind, cell=_CELLS[grid], where=where)
        rows = self.ask(query, kind=kind, **self._span())
        seen = {_cell(row["cell"], grid) for row in rows} & set(cells)
        if not rows:
            return Held(Level.NONE, (Reason("readiness.held.nothing", {}),))
        level = Level.FULL if cells and len(seen) == len(cells) else Level.PARTLY
        return Held(level, (self._told(rows, len(seen), len(cells), grid),))

    def _told(self, rows: list[Row], seen: int, cells: int, grid: Grid) -> Reason:
        values = {
            "sources": _some(row["source"] for row in rows),
            "count": str(sum(row["events"] for row in rows)),
            "first": _iso(min(row["first"] for row in rows)),
            "last": _iso(max(row["last"] for row in rows)),
            "seen": str(seen),
            "cells": str(cells),
        }
        where = tuple(dict.fromkeys(_reference(row) for row in rows))[:SHOWN]
        return Reason(f"readiness.held.{grid}", values, where)

    def over_hosts(self, kind: str, where: str = "true") -> Held:
        """Whether every declared computer has records that fulfil a condition (SQL) and reach
        back to the beginning of the period."""
        rows = self.ask(_HOSTS.format(kind=kind, where=where), **self._span())
        reaching = {row["host"] for row in rows if row["first"] < self.period.grace}
        return self.of_hosts({row["host"] for row in rows}, reaching, rows)

    def of_hosts(
        self, seen: set[str], reaching: set[str], rows: Iterable[Row] = (), *, timed: bool = True
    ) -> Held:
        """The same for computers that were found in another way (keys of ``host_key``)."""
        if not seen:
            return Held(Level.NONE, (Reason("readiness.held.nothing", {}),))
        wanted = {host_key(one.name) or "" for one in self.pcs}
        where = tuple(dict.fromkeys(_reference(row) for row in rows))[:SHOWN]
        if not wanted:
            values = {"hosts": self.some_hosts(seen), "count": str(len(seen))}
            return Held(Level.PARTLY, (Reason("readiness.held.hosts_unlisted", values, where),))
        values = {
            "count": str(len(wanted & seen)),
            "all": str(len(wanted)),
            "reaching": str(len(wanted & reaching)),
            "missing": self.some_hosts(wanted - reaching) or "–",
        }
        full = wanted <= reaching
        code = "readiness.held.hosts" if timed else "readiness.held.hosts_any"
        return Held(Level.FULL if full else Level.PARTLY, (Reason(code, values, where),))

    def some_hosts(self, hosts: Iterable[str]) -> str:
        """Some computers by the names people write."""
        return _some(self.names.show(host) or host for host in hosts)

    def _span(self) -> dict[str, Any]:
        return {"since": self.period.since, "until": self.period.until}


def stated(code: str, level: Level = Level.FULL, /, **values: object) -> Held:
    """What the town itself states, or that it does not."""
    told = {name: str(value) for name, value in values.items()}
    return Held(level, (Reason(f"readiness.held.{code}", told),))


def best(*held: Held) -> Held:
    """The best of several ways to the same; the grounds of all that show something are kept."""
    top = max(held, key=lambda one: one.level)
    return Held(top.level, tuple(r for one in held if one.level == top.level for r in one.grounds))


def _cell(cell: datetime, grid: Grid) -> object:
    return cell.date() if grid == "days" else cell.astimezone(UTC)


def _some(names: Iterable[str]) -> str:
    """The first names in order and how many there are beside them."""
    every = sorted(set(names))
    rest = len(every) - SHOWN
    return ", ".join(every[:SHOWN]) + (f" (+{rest})" if rest > 0 else "")


def _reference(row: Row) -> Reference:
    return Reference(row["evidence"], row["position"], row["unit"])


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
