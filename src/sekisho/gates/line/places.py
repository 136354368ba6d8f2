"""Addresses and the zones they lie in, many at once: the columnar side of ``Rulebook.zone_of``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.form.values import Network
from sekisho.gates.line.matrix import address
from sekisho.gates.line.territory import territories
from sekisho.rulebook import Rulebook
from sekisho.rulebook.book import NEVER_OUTSIDE

_FOUR = r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$"
_LEADING_ZERO = r"(?:^|\.)0\d"
"""No address to the standard library either: some systems read it as octal."""
_EVERYWHERE: Network = ip_network("0.0.0.0/0")
_UNKNOWN = -1


def places(addresses: pa.Array, rulebook: Rulebook, networks: Sequence[Network]) -> pa.Table:
    """For distinct ``addresses`` (text): columns ``address``, ``known`` (whether it is one),
    ``zone`` (name, null for 不明) and ``n0``, ``n1`` … (whether it lies in each network)."""
    plain = pc.and_not(
        pc.match_substring_regex(addresses, _FOUR),
        pc.match_substring_regex(addresses, _LEADING_ZERO),
    )
    four, rest = addresses.filter(plain), addresses.filter(pc.invert(plain))
    tables = [_of_four(four, rulebook, networks), _one_by_one(rest, rulebook, networks)]
    return pa.concat_tables(tables)


def _schema(networks: Sequence[Network]) -> pa.Schema:
    member = [(f"n{number}", pa.bool_()) for number in range(len(networks))]
    return pa.schema(
        [("address", pa.string()), ("known", pa.bool_()), ("zone", pa.string()), *member]
    )


def _of_four(addresses: pa.Array, rulebook: Rulebook, networks: Sequence[Network]) -> pa.Table:
    numbers = _numbers(addresses)
    names = [zone.name for zone in rulebook.zones]
    zone = _Ranges.of_zones(rulebook, names).owner(numbers)
    zones = pa.array(names, pa.string()).take(pa.array(zone, mask=zone == _UNKNOWN))
    members = [pa.array(_inside(numbers, network)) for network in networks]
    known = pa.array(np.ones(len(numbers), dtype=bool))
    return pa.Table.from_arrays([addresses, known, zones, *members], schema=_schema(networks))


def _numbers(addresses: pa.Array) -> npt.NDArray[np.int64]:
    if not len(addresses):
        return np.empty(0, dtype=np.int64)
    parts = pc.list_flatten(pc.split_pattern(addresses, ".")).cast(pa.int64())
    quads = np.asarray(parts).reshape(-1, 4)
    weighed: npt.NDArray[np.int64] = quads @ np.array([1 << 24, 1 << 16, 1 << 8, 1])
    return weighed


def _inside(numbers: npt.NDArray[np.int64], network: Network) -> npt.NDArray[np.bool_]:
    if network.version != _EVERYWHERE.version:
        return np.zeros(len(numbers), dtype=bool)
    first, last = int(network.network_address), int(network.broadcast_address)
    return np.asarray((numbers >= first) & (numbers <= last))


@dataclass(frozen=True)
class _Ranges:
    """Stretches of IPv4 and the number of the zone that holds each."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    zones: npt.NDArray[np.int64]
    outside: int

    @staticmethod
    def of_zones(rulebook: Rulebook, names: Sequence[str]) -> _Ranges:
        lands = territories(rulebook.zones)
        held = sorted(
            (int(network.network_address), int(network.broadcast_address), names.index(name))
            for name, networks in lands.items()
            for network in networks
            if network.version == _EVERYWHERE.version
        )
        table = np.array(held, dtype=np.int64).reshape(-1, 3)
        kinds = [zone.kind for zone in rulebook.zones]
        outside = kinds.index("outside") if "outside" in kinds else _UNKNOWN
        return _Ranges(table[:, 0], table[:, 1], table[:, 2], outside)

    def owner(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The zone's number for each address; ``_UNKNOWN`` where no zone holds it."""
        private = np.zeros(len(numbers), dtype=bool)
        for block in NEVER_OUTSIDE:
            private |= _inside(numbers, block)
        other = np.where(private, _UNKNOWN, self.outside)
        if not len(self.starts):
            return other
        at = np.searchsorted(self.starts, numbers, side="right") - 1
        near = at.clip(min=0)
        within = (at >= 0) & (numbers <= self.ends[near])
        return np.where(within, self.zones[near], other)


def _one_by_one(texts: pa.Array, rulebook: Rulebook, networks: Iterable[Network]) -> pa.Table:
    """IPv6 and what is no address: the few that are not worth columns."""
    wanted = tuple(networks)
    rows = []
    for text in texts.to_pylist():
        found = address(text)
        zone = rulebook.zone_of(found) if found is not None else None
        inside = {
            f"n{number}": found is not None and found in network
            for number, network in enumerate(wanted)
        }
        name = zone.name if zone else None
        rows.append({"address": text, "known": found is not None, "zone": name, **inside})
    return pa.Table.from_pylist(rows, schema=_schema(wanted))
