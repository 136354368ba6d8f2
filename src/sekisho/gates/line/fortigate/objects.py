"""The names that a FortiGate's policies use, resolved: addresses, groups, services.

Reference: *FortiOS CLI Reference*, ``firewall address``, ``address6``, ``addrgrp``,
``service custom``, ``service group``, ``vip``. What depends on something else than numbers (a
DNS name, a country, a dynamic list) cannot be resolved here: it stands for every address, and
its name is told, since what may hold anything must count as anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from sekisho.gates.line.fortigate.config import Configuration, Entry
from sekisho.gates.line.matrix import Port, Transport
from sekisho.gates.line.region import (
    EVERY_SERVICE,
    PORTS,
    Span,
    Spans,
    everywhere,
    spans,
    spans_less,
)

_BUILT_IN: dict[str, tuple[Port, ...]] = {
    "ALL": EVERY_SERVICE,
    "ALL_TCP": (Port("tcp", 0, PORTS),),
    "ALL_UDP": (Port("udp", 0, PORTS),),
    "ALL_ICMP": (Port("icmp"),),
    "ALL_ICMP6": (Port("icmp"),),
    "PING": (Port("icmp"),),
    "HTTP": (Port("tcp", 80, 80),),
    "HTTPS": (Port("tcp", 443, 443),),
    "DNS": (Port("tcp", 53, 53), Port("udp", 53, 53)),
    "SSH": (Port("tcp", 22, 22),),
    "SMTP": (Port("tcp", 25, 25),),
    "SMB": (Port("tcp", 445, 445),),
    "RDP": (Port("tcp", 3389, 3389),),
    "NTP": (Port("tcp", 123, 123), Port("udp", 123, 123)),
}
"""Services every FortiGate knows, for files that leave them out; the file's own go first."""
_DEPTH = 20


@dataclass
class Objects:
    """The named objects of one VDOM. ``unresolved`` collects the names that were taken to stand
    for everything."""

    addresses: dict[str, Entry] = field(default_factory=dict)
    addresses6: dict[str, Entry] = field(default_factory=dict)
    groups: dict[str, Entry] = field(default_factory=dict)
    groups6: dict[str, Entry] = field(default_factory=dict)
    vips: dict[str, Entry] = field(default_factory=dict)
    services: dict[str, Entry] = field(default_factory=dict)
    service_groups: dict[str, Entry] = field(default_factory=dict)
    unresolved: set[str] = field(default_factory=set)

    @staticmethod
    def of(configuration: Configuration, vdom: str) -> Objects:
        """The objects of a VDOM."""

        def named(*tables: str) -> dict[str, Entry]:
            return {
                entry.name: entry
                for name in tables
                for owner, table in configuration.tables(name)
                if owner == vdom
                for entry in table.entries
            }

        return Objects(
            addresses=named("firewall address"),
            addresses6=named("firewall address6"),
            groups=named("firewall addrgrp"),
            groups6=named("firewall addrgrp6"),
            vips=named("firewall vip"),
            services=named("firewall service custom"),
            service_groups=named("firewall service group"),
        )

    def address(self, names: Iterable[str], version: int) -> Spans:
        """The addresses of one IP version that any of the names stands for."""
        found = [span for name in names for span in self._address(name, version, _DEPTH)]
        return {version: tuple(found)}

    def _address(self, name: str, version: int, depth: int) -> tuple[Span, ...]:
        if name in ("all", "any"):
            return everywhere()[version]
        groups, known = self._of(version)
        if name in groups and depth:
            return self._group(groups[name], version, depth - 1)
        if name in self.vips:
            return self._vip(self.vips[name], version)
        if name in known:
            resolved = _of_address(known[name], version)
            if resolved is not None:
                return resolved
        self.unresolved.add(name)
        return everywhere()[version]

    def _of(self, version: int) -> tuple[dict[str, Entry], dict[str, Entry]]:
        """Groups and addresses of one IP version: their names are apart."""
        if version == 4:
            return self.groups, self.addresses
        return self.groups6, self.addresses6

    def _group(self, group: Entry, version: int, depth: int) -> tuple[Span, ...]:
        groups, known = self._of(version)
        members = [s for one in group.every("member") for s in self._address(one, version, depth)]
        if group.one("exclude") != "enable":
            return tuple(members)
        out = [
            span
            for one in group.every("exclude-member")
            if one in groups or one in known  # what is unknown excludes nothing
            for span in self._address(one, version, depth)
        ]
        return spans_less({version: tuple(members)}, {version: tuple(out)})[version]

    def _vip(self, vip: Entry, version: int) -> tuple[Span, ...]:
        """A VIP lets in to the addresses behind it."""
        found = [_range(text, version) for text in vip.every("mappedip")]
        if not found or None in found:
            self.unresolved.add(vip.name)
            return everywhere()[version]
        return tuple(one for one in found if one is not None)

    def service(self, names: Iterable[str]) -> tuple[Port, ...]:
        """The transports and ports that any of the names stands for."""
        return tuple(port for name in names for port in self._service(name, _DEPTH))

    def _service(self, name: str, depth: int) -> tuple[Port, ...]:
        group = self.service_groups.get(name)
        if group is not None and depth:
            return tuple(
                port for one in group.every("member") for port in self._service(one, depth - 1)
            )
        own = self.services.get(name)
        found = tuple(_of_service(own)) if own is not None else ()
        found = found or _BUILT_IN.get(name.upper(), ())
        if not found:
            self.unresolved.add(name)
        return found or EVERY_SERVICE


def _of_address(entry: Entry, version: int) -> tuple[Span, ...] | None:
    """The numbers of an address object; None for one that depends on something else."""
    kind = entry.one("type", "ipmask" if version == 4 else "ipprefix")
    try:
        if kind == "ipmask" and version == 4:
            address, mask = (*entry.every("subnet"), "0.0.0.0", "0.0.0.0")[:2]  # noqa: S104
            return spans([ip_network(f"{address}/{mask}", strict=False)])[4]
        if kind == "ipprefix":
            return spans([ip_network(entry.one("ip6", "::/0"), strict=False)])[6]
        if kind == "iprange":
            first, last = ip_address(entry.one("start-ip")), ip_address(entry.one("end-ip"))
            return (Span(int(first), int(last)),) if first.version == version else ()
    except ValueError:
        return None
    return None


def _range(text: str, version: int) -> Span | None:
    first, _, last = text.partition("-")
    try:
        start, end = ip_address(first), ip_address(last or first)
    except ValueError:
        return None
    return Span(int(start), int(end)) if start.version == version else None


def _of_service(entry: Entry) -> Iterator[Port]:
    protocol = entry.one("protocol", "TCP/UDP/SCTP").upper()
    if protocol in ("ICMP", "ICMP6"):
        yield Port("icmp")
    elif protocol == "IP":
        yield from _of_number(entry.one("protocol-number", "0"))
    else:
        for transport in ("tcp", "udp"):
            for text in entry.every(f"{transport}-portrange"):
                yield _ports("tcp" if transport == "tcp" else "udp", text)
        if entry.every("sctp-portrange"):
            yield Port("other")


def _of_number(number: str) -> Iterator[Port]:
    named: dict[str, Port] = {
        "1": Port("icmp"),
        "58": Port("icmp"),
        "6": Port("tcp", 0, PORTS),
        "17": Port("udp", 0, PORTS),
    }
    if number == "0":
        yield from EVERY_SERVICE
    else:
        yield named.get(number, Port("other"))


def _ports(transport: Transport, text: str) -> Port:
    """``443``, ``8000-8010``, ``443:1024-65535`` (destination, then source)."""
    first, _, last = text.partition(":")[0].partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        return Port(transport, 0, PORTS)
    return Port(transport, int(first), int(last or first))
