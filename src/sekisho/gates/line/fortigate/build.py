"""The zone matrix as FortiGate policies, as CLI text to be pasted or restored as a script.

Reference: *FortiOS CLI Reference* 7.x, ``firewall address``, ``address6``, ``addrgrp``,
``addrgrp6``, ``service custom``, ``policy``. Policies are asked in order: for each pair of zones
the flows that the rulebook allows, then the refusal with its own name, which FortiGate writes
into every line of its log (``policyname``). Computers that have a stage of their own
(``strictness``) have refusals of their own before those, named ``CODE@stage``. Interfaces are
``any``: the addresses decide, and the device's own reverse path check holds against forged ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from ipaddress import ip_network

from sekisho.form.values import Network
from sekisho.gates.contract import File, NotBuildableError
from sekisho.gates.line.fortigate.script import (
    OBJECT_NAME,
    POLICY_NAME,
    deleted,
    entry,
    names,
    quoted,
    service,
    short,
    subnet,
    table,
)
from sekisho.gates.line.matrix import UNKNOWN, Port, flows, permission, refusal
from sekisho.gates.line.strictness import Strictness, strictness, told
from sekisho.gates.line.territory import collapsed, territories, without
from sekisho.gates.stages import Stage, Stages
from sekisho.rulebook import Flow, Rulebook, Zone
from sekisho.rulebook.book import NEVER_OUTSIDE

NAME = "sekisho-fortigate.conf"
HELD = "S-庁内"
"""The group of everything that is not outside."""
FIRST = 9000
"""Number of the first policy: apart from those a device has, and replaced at the next time."""
_HEAD = """\
# 関所: 規程の区画と「許す通信」から作られたもの。直接には直さず、規程を直して作り直す。
# 段階: {stage}   規程: {digest}
# 入れ方: 先に設定を保存し、CLI に貼るか、システム > 高度な設定 > スクリプトで読み込む。
# 方針は {first} 番から。既存の方針より前に置かれるよう、読み込み後に順序を確かめる。
# 戻し方: {undo} を同じやり方で読み込む。
"""


def configuration(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The script, and the one that takes it back. Raises NotBuildableError."""
    if not any(zone.networks for zone in rulebook.zones):
        raise NotBuildableError("gates.line.no_zones")
    strict = strictness(rulebook, stages)
    script = _Script(rulebook, strict)
    undo = "sekisho-fortigate-undo.conf"
    head = _HEAD.format(stage=told(strict), digest=rulebook.digest, first=FIRST, undo=undo)
    body = "\n".join(script.lines())
    return (
        File(NAME, f"{head}{body}\n".encode()),
        File(undo, ("\n".join(script.undo()) + "\n").encode()),
    )


class _Script:
    """The parts of the script, in the order a device needs them."""

    def __init__(self, rulebook: Rulebook, strict: Strictness) -> None:
        self._everybody = strict.everybody
        self._apart = [
            (stage, tuple(ip_network(one) for one in addresses))
            for stage, addresses in strict.addresses.items()
        ]
        self._sources: dict[str, list[tuple[Stage, list[str]]]] = {}
        self._zones = rulebook.zones
        self._lands = territories(rulebook.zones)
        self._objects: dict[str, Network] = {}
        self._groups: dict[tuple[str, int], list[str]] = {}
        self._services: dict[str, Port] = {}
        self._policies = list(self._all_policies())

    def lines(self) -> Iterator[str]:
        for version, kind in ((4, "address"), (6, "address6")):
            entries = [
                entry(name, [subnet(network)])
                for name, network in self._objects.items()
                if network.version == version
            ]
            yield from table(f"firewall {kind}", entries)
        for version, kind in ((4, "addrgrp"), (6, "addrgrp6")):
            entries = [
                entry(name, [f"set member {names(members)}"])
                for (name, own), members in self._groups.items()
                if own == version and members
            ]
            yield from table(f"firewall {kind}", entries)
        services = [entry(name, [service(port)]) for name, port in self._services.items()]
        yield from table("firewall service custom", services)
        yield from table("firewall policy", self._policies)

    def undo(self) -> Iterator[str]:
        """What takes every object away again, policies first."""
        numbers = [str(FIRST + at) for at in range(len(self._policies))]
        yield from deleted("firewall policy", numbers)
        yield from deleted("firewall service custom", map(quoted, self._services))
        for version, kind in ((4, "addrgrp"), (6, "addrgrp6")):
            groups = [
                quoted(name)
                for (name, own), found in self._groups.items()
                if own == version and found
            ]
            yield from deleted(f"firewall {kind}", groups)
        for version, kind in ((4, "address"), (6, "address6")):
            own = [quoted(n) for n, network in self._objects.items() if network.version == version]
            yield from deleted(f"firewall {kind}", own)

    def _all_policies(self) -> Iterator[list[str]]:
        self._named("", HELD, self._held())
        number = FIRST
        for source in self._zones:
            for destination in self._zones:
                for lines in self._between(source, destination):
                    yield [f"    edit {number}", *lines, "    next"]
                    number += 1
        for lines in self._rest():
            yield [f"    edit {number}", *lines, "    next"]
            number += 1

    def _held(self) -> tuple[Network, ...]:
        every = [network for networks in self._lands.values() for network in networks]
        return (*every, *NEVER_OUTSIDE)

    def _between(self, source: Zone, destination: Zone) -> Iterator[list[str]]:
        if source.name == destination.name:
            sides = [*self._sides("src", source, ()), *self._sides("dst", source, ())]
            if _complete(sides):
                code = f"L-{source.name}-内"
                yield self._policy(code, sides, ["ALL"], "accept", f"{code} 区画の中")
            return
        for number, flow in enumerate(flows(source, destination), start=1):
            code = permission(source, destination, number)
            sides = [
                *self._sides("src", source, flow.sources),
                *self._sides("dst", destination, flow.destinations),
            ]
            if _complete(sides):
                yield self._policy(
                    code, sides, self._wanted(flow), "accept", f"{code} {flow.reason}"
                )
        code, there = refusal(source, destination), self._sides("dst", destination, ())
        for stage, here in self._apart_within(source):
            if _complete([*here, *there]):
                yield self._refusal(code, [*here, *there], stage, "規程にない通信")
        sides = [*self._sides("src", source, ()), *there]
        if _complete(sides):
            yield self._refusal(code, sides, None, "規程にない通信")

    def _apart_within(self, zone: Zone) -> list[tuple[Stage, list[str]]]:
        """The computers of a zone that have a stage of their own; asked once a zone."""
        if zone.name not in self._sources:
            self._sources[zone.name] = [
                (stage, self._sides("src", zone, networks)) for stage, networks in self._apart
            ]
        return self._sources[zone.name]

    def _rest(self) -> Iterator[list[str]]:
        code, why = f"L-{UNKNOWN}-{UNKNOWN}", "どの区画にもない相手"
        there = ['set dstaddr "all"', 'set dstaddr6 "all"']
        for stage, networks in self._apart:
            sides = [*self._named("src", f"S-{stage}", networks), *there]
            yield self._refusal(code, sides, stage, why)
        yield self._refusal(code, ['set srcaddr "all"', 'set srcaddr6 "all"', *there], None, why)

    def _refusal(self, code: str, sides: Sequence[str], stage: Stage | None, why: str) -> list[str]:
        """A refusal for everybody, or for the computers of a stage of their own."""
        action = "deny" if (stage or self._everybody) == "enforce" else "accept"
        name = f"{code}@{stage}" if stage else code
        return self._policy(name, sides, ["ALL"], action, f"{code} {why}", stage)

    def _policy(
        self, name: str, sides: Sequence[str], services: Sequence[str], action: str, why: str,
        stage: Stage | None = None,
    ) -> list[str]:  # fmt: skip
        remark = f"{stage or self._everybody} {why}".replace('"', "”").replace("\\", "＼")[:1000]
        lines = [
            f"set name {quoted(short(name, POLICY_NAME))}",
            'set srcintf "any"',
            'set dstintf "any"',
            *sides,
            f"set action {action}",
            'set schedule "always"',
            f"set service {names(services)}",
            "set logtraffic all",
            f"set comments {quoted(remark)}",
        ]
        return [f"        {line}" for line in lines]

    def _sides(self, side: str, zone: Zone, within: tuple[Network, ...]) -> list[str]:
        """The addresses of one side of a policy, for the IP versions it has any of."""
        held = self._lands.get(zone.name, ())
        name = f"S-{zone.name}"
        if not _open(zone):
            return self._named(side, name, _meet(held, within) if within else held)
        if held:
            raise NotBuildableError("gates.fortigate.outside_networks", zone=zone.name)
        if within:
            beyond = [piece for one in within for piece in without(one, self._held())]
            return self._named(side, name, collapsed(beyond))
        return [
            line
            for suffix in ("", "6")
            for line in (
                f"set {side}addr{suffix} {quoted(HELD + (suffix and '-6'))}",
                f"set {side}addr{suffix}-negate enable",
            )
        ]

    def _named(self, side: str, name: str, networks: Sequence[Network]) -> list[str]:
        found = []
        for version, suffix in ((4, ""), (6, "6")):
            own = [network for network in networks if network.version == version]
            if own:
                group = self._group(f"{name}{suffix and '-6'}", own)
                found.append(f"set {side}addr{suffix} {quoted(group)}")
        return found

    def _group(self, name: str, networks: Sequence[Network]) -> str:
        """A group of exactly these networks of one IP version; one of another content gets a
        name of its own."""
        own = [self._object(network) for network in networks]
        version = self._objects[own[0]].version
        if self._groups.get((name, version), own) != own:
            name = f"{name}-{hashlib.sha256(' '.join(own).encode()).hexdigest()[:6]}"
        name = short(name, OBJECT_NAME)
        self._groups[name, version] = own
        return name

    def _object(self, network: Network) -> str:
        name = f"S-{network}"
        self._objects[name] = network
        return name

    def _wanted(self, flow: Flow) -> list[str]:
        if not flow.ports:
            return ["ALL"]
        wanted = []
        for text in flow.ports:
            name = "S-" + text.replace("/", "-")
            self._services[name] = Port.of(text)
            wanted.append(name)
        return wanted


def _open(zone: Zone) -> bool:
    return zone.kind == "outside"


def _meet(held: Sequence[Network], within: Sequence[Network]) -> list[Network]:
    """The networks of a flow as far as they lie in the zone."""
    return list(
        dict.fromkeys(
            one if one.prefixlen >= own.prefixlen else own
            for one in within
            for own in held
            if one.version == own.version and one.overlaps(own)
        )
    )


def _complete(sides: Sequence[str]) -> bool:
    """Whether some IP version has both a source and a destination."""
    return any(
        all(
            any(line.startswith(f"set {side}addr{suffix} ") for line in sides)
            for side in ("src", "dst")
        )
        for suffix in ("", "6")
    )
