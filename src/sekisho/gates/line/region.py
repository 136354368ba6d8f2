"""Sets of packets as boxes: sources × destinations × ports of one transport and IP version.

A policy of a real firewall and a flow of the rulebook are both unions of boxes; what the one
lets pass and the other does not allow is a subtraction, and every box that is left names a
packet that proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

from sekisho.form.values import Address, Network
from sekisho.gates.line.matrix import Packet, Port, Transport
from sekisho.rulebook import Flow
from sekisho.rulebook.book import NEVER_OUTSIDE

PORTS = 65535
TRANSPORTS: tuple[Transport, ...] = ("tcp", "udp", "icmp", "other")
SIZE = {4: 32, 6: 128}


class Span(NamedTuple):
    """Whole numbers from ``first`` to ``last``, both included."""

    first: int
    last: int

    def meet(self, other: Span) -> Span | None:
        """What both hold."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def less(self, other: Span) -> tuple[Span, ...]:
        """What this one holds and the other does not."""
        common = self.meet(other)
        if common is None:
            return (self,)
        sides = (Span(self.first, common.first - 1), Span(common.last + 1, self.last))
        return tuple(side for side in sides if side.first <= side.last)


@dataclass(frozen=True, slots=True)
class Box:
    """Packets of one IP version and transport; ``ports`` is (0, 0) where there are none."""

    version: int
    transport: Transport
    source: Span
    destination: Span
    ports: Span

    def meet(self, other: Box) -> Box | None:
        """The packets of both."""
        if (self.version, self.transport) != (other.version, other.transport):
            return None
        source = self.source.meet(other.source)
        destination = self.destination.meet(other.destination)
        ports = self.ports.meet(other.ports)
        if source is None or destination is None or ports is None:
            return None
        return Box(self.version, self.transport, source, destination, ports)

    def less(self, other: Box) -> tuple[Box, ...]:
        """The packets of this box that are not in the other, as boxes that do not overlap."""
        common = self.meet(other)
        if common is None:
            return (self,)
        cut = [replace(self, source=side) for side in self.source.less(common.source)]
        rest = replace(self, source=common.source)
        cut += [
            replace(rest, destination=side) for side in rest.destination.less(common.destination)
        ]
        rest = replace(rest, destination=common.destination)
        cut += [replace(rest, ports=side) for side in rest.ports.less(common.ports)]
        return tuple(cut)

    @property
    def example(self) -> Packet:
        """One packet of the box, with addresses that a computer may have."""
        source, destination = (
            _address(self.version, self.source),
            _address(self.version, self.destination),
        )
        port = self.ports.first if self.transport in ("tcp", "udp") else None
        return Packet(source, destination, self.transport, port)


_TELLING = (int(IPv4Address("203.0.113.1")), int(IPv6Address("2001:db8::1")))
"""Addresses for documentation (RFC 5737, RFC 3849), where a box holds half the world."""


def _address(version: int, span: Span) -> Address:
    telling = next((one for one in _TELLING if span.first <= one <= span.last), None)
    number = min(span.first + 1, span.last) if telling is None else telling
    return IPv4Address(number) if version == 4 else IPv6Address(number)


Region = tuple[Box, ...]


def less(region: Iterable[Box], others: Iterable[Box]) -> Region:
    """The packets of a region that are in none of the other boxes."""
    left = tuple(region)
    for other in others:
        left = tuple(piece for box in left for piece in box.less(other))
    return left


def meet(region: Iterable[Box], others: Iterable[Box]) -> Region:
    """The packets of both regions."""
    second = tuple(others)
    return tuple(
        common for box in region for other in second if (common := box.meet(other)) is not None
    )


Spans = dict[int, tuple[Span, ...]]
"""Addresses by IP version."""


def spans(networks: Iterable[Network]) -> Spans:
    """The addresses of networks."""
    found: dict[int, list[Span]] = {4: [], 6: []}
    for network in networks:
        found[network.version].append(
            Span(int(network.network_address), int(network.broadcast_address))
        )
    return {version: tuple(own) for version, own in found.items()}


def everywhere() -> Spans:
    """Every address there is."""
    return {version: (Span(0, (1 << bits) - 1),) for version, bits in SIZE.items()}


def spans_less(some: Spans, others: Spans) -> Spans:
    """The addresses of one that are not of the other."""
    return {version: _cut(own, others.get(version, ())) for version, own in some.items()}


def spans_meet(some: Spans, others: Spans) -> Spans:
    """The addresses of both."""
    return {
        version: tuple(
            common
            for one in own
            for other in others.get(version, ())
            if (common := one.meet(other)) is not None
        )
        for version, own in some.items()
    }


def _cut(own: tuple[Span, ...], others: Iterable[Span]) -> tuple[Span, ...]:
    for other in others:
        own = tuple(piece for one in own for piece in one.less(other))
    return own


def beyond(held: Spans) -> Spans:
    """The addresses of the zone outside: public ones that no zone holds."""
    return spans_less(spans_less(everywhere(), spans(NEVER_OUTSIDE)), held)


def boxes(source: Spans, destination: Spans, services: Iterable[Port]) -> Iterator[Box]:
    """Every source to every destination by these services, IP version by IP version."""
    wanted = tuple(services)
    for version in SIZE:
        for here in source.get(version, ()):
            for there in destination.get(version, ()):
                for port in wanted:
                    yield Box(version, port.transport, here, there, _ports(port))


def _ports(port: Port) -> Span:
    if port.transport in ("tcp", "udp"):
        last = PORTS if port.last is None else port.last
        return Span(port.first or 0, last)
    return Span(0, 0)


EVERY_SERVICE: tuple[Port, ...] = tuple(
    Port(transport, 0, PORTS) if transport in ("tcp", "udp") else Port(transport)
    for transport in TRANSPORTS
)


def of_flow(flow: Flow, source: Spans, destination: Spans) -> Region:
    """What a flow allows between two territories."""
    here = spans_meet(source, spans(flow.sources)) if flow.sources else source
    there = spans_meet(destination, spans(flow.destinations)) if flow.destinations else destination
    services = tuple(Port.of(text) for text in flow.ports) or EVERY_SERVICE
    return tuple(boxes(here, there, services))
