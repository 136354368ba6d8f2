"""Which addresses belong to which zone, without overlaps, as a packet filter needs them.

The rulebook lets one zone lie inside another's network; the narrowest network decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, collapse_addresses

from sekisho.form.values import Network
from sekisho.rulebook import Zone

Territory = tuple[Network, ...]


def territories(zones: Iterable[Zone]) -> Mapping[str, Territory]:
    """The networks of each zone less the narrower ones of the others, by zone name, collapsed
    and in order."""
    every = [(network, zone.name) for zone in zones for network in zone.networks]
    found: dict[str, list[Network]] = {name: [] for _network, name in every}
    for network, name in every:
        narrower = [
            other
            for other, owner in every
            if owner != name and other != network and _within(other, network)
        ]
        found[name] += without(network, narrower)
    return {name: collapsed(own) for name, own in found.items()}


def collapsed(networks: Iterable[Network]) -> Territory:
    """The same addresses in the fewest networks, IPv4 before IPv6."""
    four = [one for one in networks if isinstance(one, IPv4Network)]
    six = [one for one in networks if isinstance(one, IPv6Network)]
    return (*collapse_addresses(four), *collapse_addresses(six))


def _within(inner: Network, outer: Network) -> bool:
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network):
        return inner.subnet_of(outer)
    return False


def without(network: Network, holes: Iterable[Network]) -> list[Network]:
    """The addresses of a network that lie in none of the holes."""
    left: list[Network] = [network]
    for hole in holes:
        left = [piece for one in left for piece in _less(one, hole)]
    return left


def _less(network: Network, hole: Network) -> list[Network]:
    if not network.overlaps(hole):
        return [network]
    if _within(network, hole):
        return []
    if isinstance(network, IPv4Network) and isinstance(hole, IPv4Network):
        return list(network.address_exclude(hole))
    if isinstance(network, IPv6Network) and isinstance(hole, IPv6Network):
        return list(network.address_exclude(hole))
    return [network]
