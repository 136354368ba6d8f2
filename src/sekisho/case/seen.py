"""The town's ledger beside the records: never seen, and seen but in no ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from sekisho.case.asking import Row, ask
from sekisho.case.hosts import host_key, prepare
from sekisho.case.known import colons
from sekisho.rulebook import Asset, Rulebook

_NAMED = (
    ("windows", "host.name"), ("share", "host.name"), ("share", "observer.name"),
    ("mail", "observer.name"), ("remote", "host.name"), ("collection", "host.name"),
    ("state", "host.name"), ("antivirus", "host.name"), ("dhcp", "client.name"),
)  # fmt: skip
"""Where a record names the computer that it is about."""
_ADDRESSED = ("proxy", "firewall", "dns", "share", "login")
"""Where a record has the address of a computer of the town as its source."""


@dataclass(frozen=True)
class Sighting:
    """A computer in the records. ``name`` as it is written there (else its address or MAC);
    ``first`` and ``last`` are aware, ``sources`` the kinds of records."""

    name: str
    first: datetime
    last: datetime
    sources: tuple[str, ...]

    def with_(self, other: Sighting) -> Sighting:
        """Both together."""
        return replace(
            self,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            sources=tuple(sorted({*self.sources, *other.sources})),
        )


@dataclass(frozen=True)
class Seen:
    """``listed``: each asset with its sighting, None where it never occurs. ``strangers``: what
    occurs and is no asset, by name."""

    listed: tuple[tuple[Asset, Sighting | None], ...]
    strangers: tuple[Sighting, ...]


def seen(connection: duckdb.DuckDBPyConnection, book: Rulebook, assets: Iterable[Asset]) -> Seen:
    """Compares a ledger with all records: by name, by MAC address, by fixed address.

    An address that belongs to no asset is a stranger only where it lies in one of the town's
    zones and no DHCP lease explains it.
    """
    prepare(connection)
    listed = tuple(assets)
    index = _index(listed)
    found: dict[int, Sighting] = {}
    strangers: dict[str, Sighting] = {}
    rows = [(row, _owner(row, index)) for row in ask(connection, _query())]
    leased = {row["ip"] for row, _ in rows if row["source"] == "dhcp" and row["ip"]}
    for row, owner in rows:
        one = Sighting(
            row["name"] or row["mac"] or row["ip"], row["first"], row["last"], (row["source"],)
        )
        if owner is not None:
            found[owner] = found[owner].with_(one) if owner in found else one
        elif row["name"] or row["mac"] or _unexplained(row["ip"], leased, book):
            key = host_key(one.name) or one.name
            strangers[key] = strangers[key].with_(one) if key in strangers else one
    return Seen(
        tuple((asset, found.get(at)) for at, asset in enumerate(listed)),
        tuple(strangers[key] for key in sorted(strangers)),
    )


def _query() -> str:
    named = " UNION ALL ".join(
        f"SELECT '{kind}' AS source, \"{column}\" AS name, "
        + ('"client.ip" AS ip, "client.mac" AS mac' if kind == "dhcp" else "NULL, NULL")
        + f', "@timestamp" AS t FROM {kind}'
        for kind, column in _NAMED
    )
    addressed = " UNION ALL ".join(
        f'SELECT \'{kind}\', NULL, "source.ip", NULL, "@timestamp" FROM {kind}'
        for kind in _ADDRESSED
    )
    return f"""
    SELECT source, any_value(name ORDER BY t, name) AS name, ip, mac,
           min(t) AS first, max(t) AS last
    FROM ({named} UNION ALL {addressed}) AS s(source, name, ip, mac, t)
    WHERE t IS NOT NULL AND coalesce(name, ip, mac) IS NOT NULL
    GROUP BY source, host_key(name), ip, mac ORDER BY ALL
    """


def _index(assets: Iterable[Asset]) -> dict[str, int]:
    """Everything that tells an asset: names, MAC addresses, fixed addresses."""
    index: dict[str, int] = {}
    for at, asset in enumerate(assets):
        names = (host_key(name) for name in (asset.name, *asset.aliases))
        macs = map(colons, asset.macs)
        for key in (*names, *macs, *map(str, asset.addresses)):
            if key:
                index.setdefault(key, at)
    return index


def _owner(row: Row, index: dict[str, int]) -> int | None:
    """Whose record it is: by name, else by MAC; an address counts only where no name stands."""
    keys = [host_key(row["name"]), row["mac"]]
    if not row["name"]:
        keys.append(row["ip"])
    return next((index[key] for key in keys if key in index), None)


def _unexplained(ip: str | None, leased: set[str], book: Rulebook) -> bool:
    if ip is None or ip in leased:
        return False
    try:
        zone = book.zone_of(ip)
    except ValueError:
        return False
    return zone is not None and bool(zone.networks)
