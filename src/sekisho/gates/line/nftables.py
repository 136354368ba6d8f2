"""The zone matrix as an nftables ruleset, to be loaded in one transaction (``nft -f``).

Reference: nft(8). One chain a source zone, one a pair of zones; whatever a pair's flows do not
allow ends in a rule that logs with the refusal's own code (NFLOG group ``GROUP``) and refuses,
or only logs, by the stage. The table of quarantined addresses stands apart: a reload of the
ruleset must not set free what a person has contained. Computers that have a stage of their own
(``strictness``) are named sets of addresses; the stage stands at the beginning of the log's
prefix. The zones judge what passes through alone: whoever administers the gate's own machine
reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Network

from sekisho.form.values import Network
from sekisho.gates.contract import File, NotBuildableError
from sekisho.gates.line.guard import spared
from sekisho.gates.line.matrix import Port, flows, permission, refusal
from sekisho.gates.line.quarantine.table import table
from sekisho.gates.line.strictness import Strictness, strictness, told
from sekisho.gates.line.territory import Territory, territories
from sekisho.gates.line.ulogd import GROUP, settings
from sekisho.gates.stages import Stage, Stages
from sekisho.rulebook import Flow, Rulebook, Zone
from sekisho.rulebook.book import NEVER_OUTSIDE

NAME = "sekisho.nft"
LONGEST = 120
"""Bytes of a log prefix (the kernel keeps 127)."""
_FAMILIES: tuple[tuple[str, int], ...] = (("ip", 4), ("ip6", 6))
_HEAD = """\
#!/usr/sbin/nft -f
# 関所: 規程の区画と「許す通信」から作られたもの。直接には直さず、規程を直して作り直す。
# 段階: {stage}   規程: {digest}
# 読み込み（一括）: nft -f {name}      検査のみ: nft -c -f {name}
# 取り外し: nft delete table inet sekisho

{quarantine}
table inet sekisho {{ }}
delete table inet sekisho
table inet sekisho {{
"""


@dataclass(frozen=True)
class _Party:
    """A zone as the ruleset sees it: its number names its chains. ``zone`` None: 不明."""

    number: int
    zone: Zone | None
    territory: Territory

    @property
    def chain(self) -> str:
        return f"from_{self.number}"


def ruleset(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The file ``sekisho.nft``, and ``ulogd.conf``, which writes down what it logs. Raises
    NotBuildableError for a rulebook without zones, a zone's
    name that no log can carry."""
    if not any(zone.networks for zone in rulebook.zones):
        raise NotBuildableError("gates.line.no_zones")
    strict = strictness(rulebook, stages)
    lines = "".join(f"    {line}\n" if line else "\n" for line in _table(rulebook, strict))
    head = _HEAD.format(
        stage=told(strict),
        digest=rulebook.digest,
        name=NAME,
        quarantine=table(dict.fromkeys(one.address for one in spared(rulebook))),
    )
    return (File(NAME, f"{head}{lines}}}\n".encode()), settings(rulebook, stages))


def _table(rulebook: Rulebook, strict: Strictness) -> Iterator[str]:
    parties, outside = _parties(rulebook)
    unknown = _Party(0, None, ())
    held = [party for party in parties if party.territory]
    apart = _apart(rulebook, strict)
    for name, (_stage, version, addresses) in apart.sets.items():
        yield f"set {name} {{"
        yield f"    type {'ipv4_addr' if version == 4 else 'ipv6_addr'}"
        yield f"    elements = {{ {', '.join(addresses)} }}"
        yield "}"
    yield from _forward(held, outside, unknown, strict.everybody)
    for source in (*parties, unknown):
        yield ""
        yield f"chain {source.chain} {{"
        yield f"    comment {_quoted(source.zone.name if source.zone else '不明')}"
        yield from _indented(_by_territory("daddr", held, partial(_pair, source)))
        yield from _indented(_otherwise("daddr", source, outside, unknown))
        yield "}"
        for destination in (*parties, unknown):
            if source.zone is None or destination is not source:
                yield from _pair_chain(source, destination, apart)


@dataclass(frozen=True)
class _Apart:
    """Computers of a stage of their own: sets by name (stage, IP version, addresses), and which
    of them hold addresses of which zone (None: of no zone)."""

    everybody: Stage
    sets: Mapping[str, tuple[Stage, int, tuple[str, ...]]]
    within: Mapping[str | None, tuple[str, ...]]


def _apart(rulebook: Rulebook, strict: Strictness) -> _Apart:
    sets: dict[str, tuple[Stage, int, list[str]]] = {}
    within: dict[str | None, dict[str, None]] = {}
    for stage, addresses in strict.addresses.items():
        for address in addresses:
            name = f"{stage}_v{address.version}"
            sets.setdefault(name, (stage, address.version, []))[2].append(str(address))
            zone = rulebook.zone_of(address)
            within.setdefault(zone.name if zone else None, {})[name] = None
    return _Apart(
        strict.everybody,
        {name: (stage, version, tuple(own)) for name, (stage, version, own) in sets.items()},
        {zone: tuple(names) for zone, names in within.items()},
    )


def _parties(rulebook: Rulebook) -> tuple[list[_Party], _Party | None]:
    lands = territories(rulebook.zones)
    parties = [
        _Party(number, zone, lands.get(zone.name, ()))
        for number, zone in enumerate(rulebook.zones, start=1)
    ]
    outside = next((one for one in parties if one.zone and one.zone.kind == "outside"), None)
    return parties, outside


def _forward(
    held: list[_Party], outside: _Party | None, unknown: _Party, stage: Stage
) -> Iterator[str]:
    yield "chain forward {"
    policy = "drop" if stage == "enforce" else "accept"
    yield f"    type filter hook forward priority filter; policy {policy};"
    yield "    ct state established,related accept"
    yield from _indented(_by_territory("saddr", held, lambda one: f"goto {one.chain}"))
    for family, version in _FAMILIES:
        networks = _elements(one for one in NEVER_OUTSIDE if one.version == version)
        yield f"    {family} saddr {{ {networks} }} goto {unknown.chain}"
    yield f"    goto {(outside or unknown).chain}"
    yield "}"


def _by_territory(side: str, held: list[_Party], verdict: Callable[[_Party], str]) -> Iterator[str]:
    """A verdict map by address, one a family."""
    for family, version in _FAMILIES:
        elements = [
            f"{network} : {verdict(party)}"
            for party in held
            for network in party.territory
            if network.version == version
        ]
        if elements:
            yield f"{family} {side} vmap {{"
            yield from (f"    {element}," for element in elements)
            yield "}"


def _otherwise(side: str, source: _Party, outside: _Party | None, unknown: _Party) -> Iterator[str]:
    for family, version in _FAMILIES:
        networks = _elements(one for one in NEVER_OUTSIDE if one.version == version)
        yield f"{family} {side} {{ {networks} }} {_pair(source, unknown)}"
    yield _pair(source, outside or unknown)


def _pair(source: _Party, destination: _Party) -> str:
    """Where a packet of a pair goes on; within one zone nothing is crossed."""
    if source is destination and source.zone is not None:
        return "accept"
    return f"goto pair_{source.number}_{destination.number}"


def _pair_chain(source: _Party, destination: _Party, apart: _Apart) -> Iterator[str]:
    code = refusal(source.zone, destination.zone)
    yield f"chain pair_{source.number}_{destination.number} {{"
    if source.zone is not None and destination.zone is not None:
        for number, flow in enumerate(flows(source.zone, destination.zone), start=1):
            allowed = permission(source.zone, destination.zone, number)
            yield from _indented(_flow(flow, allowed))
    for name in apart.within.get(source.zone.name if source.zone else None, ()):
        stage, version, _addresses = apart.sets[name]
        family = "ip" if version == 4 else "ip6"
        yield f"    {family} saddr @{name} {_refused(source, stage, code)}"
    yield f"    {_refused(source, apart.everybody, code)}"
    yield "}"


def _refused(source: _Party, stage: Stage, code: str) -> str:
    """What is done with a packet that no flow covers: recorded, counted, and judged by stage."""
    log = f"log prefix {_quoted(f'{stage} {code} ')} group {GROUP} snaplen 128"
    return f"{log} counter {_end(source, stage)} comment {_quoted(code)}"


def _end(source: _Party, stage: Stage) -> str:
    """An insider is told at once (his program would wait otherwise), a stranger nothing."""
    if stage != "enforce":
        return "accept"
    inside = source.zone is not None and source.zone.kind != "outside"
    return "reject with icmpx admin-prohibited" if inside else "drop"


def _flow(flow: Flow, code: str) -> Iterator[str]:
    for family, version in _FAMILIES:
        sides = []
        for side, networks in (("saddr", flow.sources), ("daddr", flow.destinations)):
            own = [one for one in networks if one.version == version]
            if networks and not own:
                break
            if own:
                sides.append(f"{family} {side} {{ {_elements(own)} }}")
        else:
            of_family = "meta nfproto ipv4" if version == 4 else "meta nfproto ipv6"
            for port in _ports(flow, version):
                match = " ".join([*(sides or [of_family]), *port])
                yield f"{match} counter accept comment {_quoted(code)}"


def _ports(flow: Flow, version: int) -> Iterator[list[str]]:
    """The transports of a flow, one match each; a flow without ports matches once."""
    if not flow.ports:
        yield []
        return
    ports = [Port.of(text) for text in flow.ports]
    for transport in ("tcp", "udp"):
        numbers = [_range(one) for one in ports if one.transport == transport]
        if numbers:
            yield [f"{transport} dport {{ {', '.join(dict.fromkeys(numbers))} }}"]
    if any(one.transport == "icmp" for one in ports):
        yield ["meta l4proto icmp" if version == 4 else "meta l4proto ipv6-icmp"]


def _range(port: Port) -> str:
    return str(port.first) if port.first == port.last else f"{port.first}-{port.last}"


def _elements(networks: Iterable[Network]) -> str:
    return ", ".join(
        str(one.network_address)
        if one.prefixlen == (32 if isinstance(one, IPv4Network) else 128)
        else str(one)
        for one in networks
    )


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _quoted(text: str) -> str:
    """A string of nft, which knows no escapes: what would end it cannot be said."""
    if '"' in text or "\\" in text or not text.isprintable() or len(text.encode()) > LONGEST:
        raise NotBuildableError("gates.line.name", name=text.strip(), most=str(LONGEST))
    return f'"{text}"'
