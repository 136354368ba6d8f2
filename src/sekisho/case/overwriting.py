"""Which records are overwritten when: what must be copied or asked for first.

A record of a moment is lost once its log has run on for as long as it lasts. How long it lasts
is taken from what was seen where anything was (a log's size, its limit and its oldest record; a
span that was there as a whole), else from the contract, else from the known default. The
earliest such moment is shown: to copy too early costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.facts import Reference
from sekisho.case.limits import HOLDERS, Kind, Limit, kind_named, limit_of, limits
from sekisho.events.kinds import KINDS
from sekisho.events.time import AHEAD, EARLIEST
from sekisho.ledger.manifest import Entry
from sekisho.rulebook import Rulebook
from sekisho.rulebook.entries import Holder

Basis = Literal["rate", "seen", "contract", "default"]
FULL = 0.9
"""A log this near to its limit overwrites: what it holds is what it can hold."""
FEWEST = 100
"""Fewer events tell no pace: a log file has 64 kB before its first one."""
HOUR = 3600.0

_SEEN = """
SELECT "event.dataset" AS dataset, min("@timestamp") AS oldest, max("@timestamp") AS newest
FROM {kind} WHERE "@timestamp" BETWEEN $since AND $until AND "event.dataset" IS NOT NULL
GROUP BY dataset
"""
_CHANNELS = """
SELECT "host.name" AS host, "state.name" AS channel, "@timestamp" AS t, "event.start" AS oldest,
       try_cast(fields['bytes'] AS DOUBLE) AS bytes,
       try_cast(fields['bytes_max'] AS DOUBLE) AS bytes_max, evidence, position, unit
FROM state WHERE "event.action" = 'channel' AND "state.name" = 'Security'
  AND "event.start" IS NOT NULL AND "@timestamp" > "event.start"
ORDER BY host, t
"""


@dataclass(frozen=True)
class Overwriting:
    """One kind of records: how long it lasts and when that of ``since`` is gone.

    ``host`` where it is one computer's; ``oldest`` and ``newest``: what was received of it, None
    where nothing was; ``lasts_h``: hours, and the ``basis`` of that number; ``holder``: who is
    asked, None where the rulebook names nobody of ``holder_kind``.
    """

    limit: Limit
    host: str | None
    oldest: datetime | None
    newest: datetime | None
    lasts_h: float
    basis: Basis
    gone_at: datetime
    hours_left: float
    holder_kind: Kind
    holder: Holder | None
    evidence: tuple[Reference, ...] = ()

    @property
    def received(self) -> bool:
        """Whether anything of it is among the evidence."""
        return self.newest is not None


@dataclass(frozen=True)
class _Lasting:
    limit: Limit
    host: str | None
    oldest: datetime | None
    newest: datetime | None
    hours: float
    basis: Basis
    evidence: tuple[Reference, ...] = ()


def overwriting(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    rulebook: Rulebook | None,
    now: datetime,
    since: datetime,
) -> tuple[Overwriting, ...]:
    """Every kind of records, the one that is gone first at the top.

    ``since``: the first moment whose records are wanted, at most ``now``; both are aware, or
    ValueError is raised. Needs the views of ``sekisho.ledger.tables``.
    """
    if now.tzinfo is None or since.tzinfo is None:
        raise ValueError("moments without a zone")
    found = [*_channels(connection), *_read(connection, entries, now)]
    hosts = {one.limit.id for one in found if one.host}
    found = [one for one in found if one.host or one.limit.id not in hosts]
    met = {name for one in found for name in (one.limit.id, one.limit.group) if name}
    found += [
        _Lasting(one, None, None, None, *_default(one))
        for one in limits()
        if not met & {one.id, one.group}
    ]
    made = (_overwriting(one, rulebook, now, since) for one in found)
    return tuple(sorted(made, key=lambda one: (one.gone_at, one.limit.id, one.host or "")))


def _overwriting(
    one: _Lasting, rulebook: Rulebook | None, now: datetime, since: datetime
) -> Overwriting:
    holder = _holder(one.limit, rulebook)
    hours, basis = one.hours, one.basis
    if holder and holder.days and basis == "default":
        hours, basis = holder.days * 24.0, "contract"
    gone = since + timedelta(hours=hours)
    return Overwriting(
        limit=one.limit,
        host=one.host,
        oldest=one.oldest,
        newest=one.newest,
        lasts_h=hours,
        basis=basis,
        gone_at=gone,
        hours_left=(gone - now).total_seconds() / HOUR,
        holder_kind=kind_named(holder.kind) if holder else one.limit.holder,
        holder=holder,
        evidence=one.evidence,
    )


def _holder(limit: Limit, rulebook: Rulebook | None) -> Holder | None:
    """Who the rulebook says holds it: by the limit's name or the source's."""
    names = limit.sources | {limit.id}
    held = rulebook.holders if rulebook else ()
    return next((one for one in held if names & set(one.sources)), None)


def _default(limit: Limit) -> tuple[float, Basis]:
    """Days for what size decides and nothing was seen of: a busy PC fills 20 MB in some days."""
    return (float(limit.hours) if limit.hours is not None else _UNSEEN_H), "default"


_UNSEEN_H = 72.0


def _channels(connection: duckdb.DuckDBPyConnection) -> Iterable[_Lasting]:
    """Security logs of which a collector told size, limit and oldest record."""
    (limit,) = (one for one in limits() if one.id == "evtx")
    for row in ask(connection, _CHANNELS):
        hours, basis = filling(row["bytes"], row["bytes_max"], row["oldest"], row["t"])
        if hours:
            refs = (reference(row),)
            yield _Lasting(limit, row["host"], row["oldest"], row["t"], hours, basis, refs)


def filling(
    size: float | None, most: float | None, oldest: datetime, newest: datetime
) -> tuple[float, Basis]:
    """How many hours a log of a limited size lasts, by the pace at which it was filled; zero
    where that cannot be told."""
    span = (newest - oldest).total_seconds() / HOUR
    if span <= 0 or not size or not most or size <= 0 or most <= 0:
        return 0.0, "rate"
    return (span, "seen") if size >= FULL * most else (span * most / size, "rate")


def _read(
    connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], now: datetime
) -> Iterable[_Lasting]:
    """What was read of each kind of records."""
    spans: dict[str, list[Row]] = {}
    for kind in (kind.name for kind in KINDS if kind.recorded):
        bounds = {"since": EARLIEST, "until": now + AHEAD}
        for row in ask(connection, _SEEN.format(kind=kind), bounds):
            limit = limit_of(row["dataset"])
            if limit is not None:
                spans.setdefault(limit.id, []).append(row)
    by_name: Mapping[str, Limit] = {one.id: one for one in limits()}
    for name, rows in spans.items():
        limit = by_name[name]
        oldest, newest = min(row["oldest"] for row in rows), max(row["newest"] for row in rows)
        hours, basis = _lasting(limit, oldest, newest, entries)
        yield _Lasting(limit, None, oldest, newest, hours, basis)


def _lasting(
    limit: Limit, oldest: datetime, newest: datetime, entries: Sequence[Entry]
) -> tuple[float, Basis]:
    if limit.bytes:
        paces = [
            hours
            for entry in entries
            if entry.source == "evtx" and entry.first and entry.last and entry.events >= FEWEST
            for hours, _ in [
                filling(
                    entry.size,
                    float(limit.bytes),
                    datetime.fromisoformat(entry.first),
                    datetime.fromisoformat(entry.last),
                )
            ]
            if hours >= 1
        ]
        return (min(paces), "rate") if paces else _default(limit)
    span = (newest - oldest).total_seconds() / HOUR
    hours, basis = _default(limit)
    # what was there as a whole had lasted that long, whatever the default says
    return (span, "seen") if span > hours else (hours, basis)


@dataclass(frozen=True)
class Held:
    """The records that one body holds; ``holder`` is None where the rulebook names nobody."""

    kind: Kind
    holder: Holder | None
    records: tuple[Overwriting, ...]


def by_holder(found: Sequence[Overwriting]) -> tuple[Held, ...]:
    """The records by who is asked for them: the town itself first, the named before others."""
    groups: dict[tuple[Kind, str], list[Overwriting]] = {}
    for one in found:
        key = (one.holder_kind, one.holder.name if one.holder else "")
        groups.setdefault(key, []).append(one)
    rank = {kind: number for number, kind in enumerate(HOLDERS)}
    order = sorted(groups, key=lambda key: (rank[key[0]], not key[1], key[1]))
    return tuple(Held(key[0], groups[key][0].holder, tuple(groups[key])) for key in order)
