"""The zone matrix: the one judgement that every target and the preview share.

What the rulebook's zones do not allow is refused (domain: 三層の対策, 分離・分割). Traffic that
stays within a zone crosses nothing and is no matter of this gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from sekisho.form.values import Address, Network
from sekisho.rulebook import Flow, Rulebook, Zone

Transport = Literal["tcp", "udp", "icmp", "other"]
UNKNOWN = "不明"
"""Stands in a code for an address that no zone holds."""
INSIDE = "L-同一区画"
"""Code of what does not cross."""


@dataclass(frozen=True, slots=True)
class Packet:
    """The beginning of a connection. ``port`` is the destination's, None where there is none."""

    source: Address
    destination: Address
    transport: Transport
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement and the code of the rule that made it."""

    allowed: bool
    code: str


@dataclass(frozen=True)
class Matrix:
    """The zones of a rulebook and what they allow each other."""

    rulebook: Rulebook

    def judge(self, packet: Packet) -> Judged:
        """Whether a packet may cross, by the zones of its two addresses."""
        source = self.rulebook.zone_of(packet.source)
        destination = self.rulebook.zone_of(packet.destination)
        if source is None or destination is None:
            return Judged(allowed=False, code=refusal(source, destination))
        if source.name == destination.name:
            return Judged(allowed=True, code=INSIDE)
        for number, flow in enumerate(flows(source, destination), start=1):
            if matches(flow, packet):
                return Judged(allowed=True, code=permission(source, destination, number))
        return Judged(allowed=False, code=refusal(source, destination))


def flows(source: Zone, destination: Zone) -> tuple[Flow, ...]:
    """What a zone allows towards another, in the order of the rulebook."""
    wanted = destination.name.casefold()
    return tuple(flow for flow in source.allow if flow.to.casefold() == wanted)


def refusal(source: Zone | None, destination: Zone | None) -> str:
    """The code of a refusal: stable as long as the zones keep their names."""
    return f"L-{_name(source)}-{_name(destination)}"


def permission(source: Zone, destination: Zone, number: int) -> str:
    """The code of the ``number``-th flow (from 1) that a zone allows towards another."""
    return f"L-{source.name}-{destination.name}-許可{number}"


def _name(zone: Zone | None) -> str:
    return zone.name if zone else UNKNOWN


def matches(flow: Flow, packet: Packet) -> bool:
    """Whether a flow covers a packet. No ports, sources, destinations: all of them."""
    return (
        _within(packet.source, flow.sources)
        and _within(packet.destination, flow.destinations)
        and (not flow.ports or any(Port.of(text).covers(packet) for text in flow.ports))
    )


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return not networks or any(address in network for network in networks)


@dataclass(frozen=True, slots=True)
class Port:
    """``tcp/443``, ``tcp/8000-8010``, ``icmp``: a transport and the ports of it."""

    transport: Transport
    first: int | None = None
    last: int | None = None

    @staticmethod
    def of(text: str) -> Port:
        """From the canonical notation of the rulebook."""
        transport, _, numbers = text.partition("/")
        if transport == "icmp":
            return Port("icmp")
        first, _, last = numbers.partition("-")
        kind: Transport = "udp" if transport == "udp" else "tcp"
        return Port(kind, int(first), int(last or first))

    def covers(self, packet: Packet) -> bool:
        """Whether a packet is of this transport and its port within."""
        if packet.transport != self.transport or self.first is None or self.last is None:
            return packet.transport == self.transport == "icmp"
        return packet.port is not None and self.first <= packet.port <= self.last


def address(text: str) -> Address | None:
    """An address as it is judged (IPv4 out of IPv6-mapped notation); None for no address."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
