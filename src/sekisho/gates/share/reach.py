"""From which addresses a share may be reached: its own zone's, and those of every zone that
may speak SMB to its server by the same flows as the line gate lets pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from sekisho.form.values import Address, Network
from sekisho.gates.line.matrix import Port, flows
from sekisho.gates.line.territory import collapsed, territories
from sekisho.rulebook import Flow, Rulebook, Share, Zone

SMB = 445
"""Direct hosting of SMB over TCP (MS-SMB2 2.1)."""


class Reach:
    """The networks from which the shares of a rulebook may be reached."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    @cached_property
    def _territories(self) -> dict[str, tuple[Network, ...]]:
        return dict(territories(self.rulebook.zones))

    def networks(self, share: Share) -> tuple[Network, ...] | None:
        """In the fewest networks; None where the rulebook names no zone for the share nor for
        its server: then no address is refused."""
        server = self.rulebook.asset(share.server)
        zone = self.rulebook.zone(share.zone or (server.zone if server else ""))
        if zone is None:
            return None
        own = self._territories.get(zone.name, ())
        addresses = server.addresses if server else ()
        others = (
            network
            for source in self.rulebook.zones
            if source.name != zone.name
            for network in self._of_flows(source, zone, addresses)
        )
        return collapsed((*own, *others))

    def _of_flows(self, source: Zone, zone: Zone, server: tuple[Address, ...]) -> Iterator[Network]:
        land = self._territories.get(source.name, ())
        for flow in flows(source, zone):
            if _carries(flow) and _leads_to(flow, server):
                yield from _meet(land, flow.sources) if flow.sources else land


def _carries(flow: Flow) -> bool:
    ports = [Port.of(text) for text in flow.ports]
    return not ports or any(
        one.transport == "tcp" and (one.first or 0) <= SMB <= (one.last or 0) for one in ports
    )


def _leads_to(flow: Flow, server: tuple[Address, ...]) -> bool:
    """Whether a flow that names destinations names the server, with all its addresses."""
    return not flow.destinations or (
        bool(server) and all(any(address in one for one in flow.destinations) for address in server)
    )


def _meet(some: Iterable[Network], others: Iterable[Network]) -> Iterator[Network]:
    """What lies in both: of two networks that overlap, one holds the other."""
    second = tuple(others)
    for one in some:
        for other in second:
            if one.version == other.version and one.overlaps(other):
                yield one if one.prefixlen >= other.prefixlen else other
