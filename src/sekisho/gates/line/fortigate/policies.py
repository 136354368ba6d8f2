"""A FortiGate's policies as packets: what each lets pass, in the order it asks them.

Reference: *FortiOS CLI Reference*, ``firewall policy`` (first match decides; an implicit deny
stands last), ``system interface``, ``system zone``, ``router static``. Wherever a policy rests
on something that numbers cannot tell (a schedule, a user, a name), a permission is taken to
hold and a denial not to: what may pass counts as passing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from sekisho.form.values import Network
from sekisho.gates.line.fortigate.config import Configuration, Entry
from sekisho.gates.line.fortigate.objects import Objects
from sekisho.gates.line.region import (
    SIZE,
    Region,
    Spans,
    boxes,
    everywhere,
    spans,
    spans_less,
    spans_meet,
)

_CONDITIONS = ("groups", "users", "fsso-groups", "internet-service-src-name", "src-vendor-mac")
_BY_NAME = (
    ("internet-service", "enable"),
    ("internet-service6", "enable"),
    ("internet-service-src", "enable"),
)
_WAN = "wan"
_ROOT = "root"
"""The VDOM of a device that is not divided into several."""


@dataclass(frozen=True)
class Policy:
    """One policy that is switched on. ``passes``: its packets are let through;
    ``unresolved``: names that were taken to stand for everything."""

    vdom: str
    number: str
    name: str
    line: int
    passes: bool
    region: Region
    unresolved: tuple[str, ...]


def policies(configuration: Configuration) -> Iterator[Policy]:
    """The policies in the order they are asked, VDOM by VDOM."""
    for vdom, table in configuration.tables("firewall policy"):
        wires = _Wires.of(configuration, vdom)
        for entry in table.entries:
            found = _policy(configuration, vdom, entry, wires)
            if found is not None:
                yield found


def _policy(configuration: Configuration, vdom: str, entry: Entry, wires: _Wires) -> Policy | None:
    if entry.one("status") == "disable":
        return None
    objects = Objects.of(configuration, vdom)
    passes = entry.one("action", "deny") != "deny"
    source = spans_meet(_side(entry, "src", objects), wires.sources(entry.every("srcintf")))
    destination = spans_meet(
        _side(entry, "dst", objects), wires.destinations(entry.every("dstintf"))
    )
    services = objects.service(entry.every("service") or ("ALL",))
    if not passes and (objects.unresolved or _conditional(entry)):
        return None
    region = tuple(boxes(source, destination, services))
    unresolved = tuple(sorted(objects.unresolved))
    return Policy(vdom, entry.name, entry.one("name"), entry.line, passes, region, unresolved)


def _conditional(entry: Entry) -> bool:
    return entry.one("schedule", "always") != "always" or any(map(entry.every, _CONDITIONS))


def _side(entry: Entry, side: str, objects: Objects) -> Spans:
    if any(entry.one(key) == value for key, value in _BY_NAME):
        objects.unresolved.add("internet-service")
        return everywhere()
    found: Spans = {}
    for version, suffix in ((4, ""), (6, "6")):
        before = set(objects.unresolved)
        own = objects.address(entry.every(f"{side}addr{suffix}"), version)
        negated = entry.one(f"{side}addr{suffix}-negate", entry.one(f"{side}addr-negate"))
        if negated == "enable":
            unsure = objects.unresolved != before
            every = {version: everywhere()[version]}
            own = every if unsure else spans_less(every, own)
        found |= own
    return found


@dataclass(frozen=True)
class _Wires:
    """What lies behind each interface: its own network and the routes that lead through it.

    An interface with a default route, or without an address of its own, may bring packets from
    anywhere; it takes those for which no other interface has a route.
    """

    behind: dict[str, Spans]
    open: frozenset[str]
    members: dict[str, tuple[str, ...]]

    @staticmethod
    def of(configuration: Configuration, vdom: str) -> _Wires:
        networks: dict[str, list[Network]] = {}
        open_: set[str] = set()
        for _vdom, table in configuration.tables("system interface"):
            for entry in table.entries:
                if entry.one("vdom", _ROOT) == (vdom or _ROOT):
                    own = _connected(entry)
                    networks.setdefault(entry.name, []).extend(own)
                    if not own or entry.one("role") == _WAN:
                        open_.add(entry.name)
        for owner, table in configuration.tables("router static"):
            for entry in table.entries if owner == vdom else ():
                device, network = entry.one("device"), _route(entry)
                if network is None or network.prefixlen == 0:
                    open_.add(device)
                else:
                    networks.setdefault(device, []).append(network)
        members = {
            entry.name: entry.every("interface")
            for owner, table in configuration.tables("system zone")
            for entry in (table.entries if owner == vdom else ())
        }
        behind = {name: spans(own) for name, own in networks.items()}
        return _Wires(behind, frozenset(open_), members)

    def _named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for name in names for one in self.members.get(name, (name,)))

    def sources(self, names: tuple[str, ...]) -> Spans:
        """Where packets that come in by these interfaces may be from."""
        return self._either(names, everywhere())

    def destinations(self, names: tuple[str, ...]) -> Spans:
        """Where packets that go out by these interfaces may go to."""
        wires = self._named(names)
        left = everywhere()
        for name, own in self.behind.items():
            left = left if name in wires or "any" in wires else spans_less(left, own)
        return self._either(names, left)

    def _either(self, names: tuple[str, ...], unbounded: Spans) -> Spans:
        wires = self._named(names)
        if not wires or any(
            name == "any" or name in self.open or name not in self.behind for name in wires
        ):
            return unbounded
        return {
            version: tuple(span for name in wires for span in self.behind[name].get(version, ()))
            for version in SIZE
        }


def _connected(entry: Entry) -> list[Network]:
    """The networks an interface has addresses in."""
    address = entry.every("ip")
    found: list[Network] = []
    if len(address) == 2 and address[0] != "0.0.0.0":  # noqa: S104  (means: none)
        found += _network("/".join(address))
    inner = entry.tables.get("ipv6")
    if inner is not None and inner.one("ip6-address", "::/0") != "::/0":
        found += _network(inner.one("ip6-address"))
    return found


def _network(text: str) -> list[Network]:
    try:
        return [ip_network(text, strict=False)]
    except ValueError:
        return []


def _route(entry: Entry) -> Network | None:
    """The network of a static route; None where it is the default one or cannot be told."""
    own = entry.every("dst")
    found = _network("/".join(own)) if own else []
    return found[0] if found else None
