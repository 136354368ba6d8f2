"""The table of quarantined addresses in nftables: its text, and what puts an address in or out.

Reference: nft(8), sets with timeouts. The table stands apart from the ruleset's own: neither a
reload nor going back sets anybody free. It is asked before the zones, and what it lets pass they
still judge: a responder reaches a quarantined computer by the flows that the rulebook allows
him, the computer answers him, and that is all. The gate's own services are closed to it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address
from typing import Any

import orjson

from sekisho.form.values import Address
from sekisho.gates.line.ulogd import GROUP

TABLE = "sekisho_quarantine"
CODE = "L-隔離"
NFT = "nft"
SETS = ("v4", "v6")
LISTED = tuple((NFT, "-j", "list", "set", "inet", TABLE, name) for name in SETS)
"""What shows the quarantined addresses of the kernel, a command an IP version."""
_FAMILIES = (("ip", 4), ("ip6", 6))
_DECLARED = f"""\
table inet {TABLE} {{
    set v4 {{ type ipv4_addr; flags timeout; }}
    set v6 {{ type ipv6_addr; flags timeout; }}
    set responders_v4 {{ type ipv4_addr; }}
    set responders_v6 {{ type ipv6_addr; }}
    chain forward {{
        type filter hook forward priority filter - 10; policy accept;
    }}
    chain input {{
        type filter hook input priority filter - 10; policy accept;
    }}
}}
flush chain inet {TABLE} forward
flush chain inet {TABLE} input
flush set inet {TABLE} responders_v4
flush set inet {TABLE} responders_v6
table inet {TABLE} {{
"""


def table(responders: Iterable[Address]) -> str:
    """The table as part of a ruleset: made where it is not there, its rules new, its
    quarantined addresses as they are."""
    lines = [*_responders(tuple(responders)), *_forward(), *_input()]
    return _DECLARED + "".join(f"    {line}\n" for line in lines) + "}\n"


def _responders(responders: tuple[Address, ...]) -> Iterator[str]:
    for family, version in _FAMILIES:
        own = [str(one) for one in responders if one.version == version]
        if own:
            kind = "ipv4_addr" if family == "ip" else "ipv6_addr"
            yield f"set responders_v{version} {{"
            yield f"    type {kind}"
            yield f"    elements = {{ {', '.join(own)} }}"
            yield "}"


def _forward() -> Iterator[str]:
    yield "chain forward {"
    yield "    type filter hook forward priority filter - 10; policy accept;"
    for family, version in _FAMILIES:
        there, back = f"@responders_v{version}", f"@v{version}"
        # a connection that the computer began is none of the responder's
        yield f"    {family} saddr {there} {family} daddr {back} ct direction original accept"
        yield f"    {family} saddr {back} {family} daddr {there} ct direction reply accept"
        for side in ("saddr", "daddr"):
            yield f"    {_dropped(family, side, version)}"
    yield "}"


def _input() -> Iterator[str]:
    yield "chain input {"
    yield "    type filter hook input priority filter - 10; policy accept;"
    for family, version in _FAMILIES:
        # whoever administers the gate gets in, even when somebody put him here by hand
        yield f"    {family} saddr @responders_v{version} accept"
        yield f"    {_dropped(family, 'saddr', version)}"
    yield "}"


def _dropped(family: str, side: str, version: int) -> str:
    return f'{family} {side} @v{version} log prefix "enforce {CODE} " group {GROUP} drop'


def containing(wanted: Mapping[Address, int]) -> tuple[tuple[str, ...], ...]:
    """What cuts addresses off for so many seconds, as one change; who was cut off already gets
    the new time."""
    said = []
    for name, own in _by_set(wanted).items():
        place = f"inet {TABLE} {name}"
        bare = ", ".join(map(str, own))
        timed = ", ".join(f"{one} timeout {wanted[one]}s" for one in own)
        said += [f"{verb} element {place} {{ {bare} }}" for verb in ("add", "delete")]
        said.append(f"add element {place} {{ {timed} }}")
    return ((NFT, "; ".join(said)),) if said else ()


def freeing(addresses: Iterable[Address]) -> tuple[tuple[str, ...], ...]:
    """What sets addresses free; no harm where one is free already."""
    said = [
        f"{verb} element inet {TABLE} {name} {{ {', '.join(map(str, own))} }}"
        for name, own in _by_set(addresses).items()
        for verb in ("add", "delete")
    ]
    return ((NFT, "; ".join(said)),) if said else ()


def _by_set(addresses: Iterable[Address]) -> dict[str, list[Address]]:
    found: dict[str, list[Address]] = {}
    for one in addresses:
        found.setdefault(f"v{one.version}", []).append(one)
    return found


def held(told: bytes) -> dict[Address, int | None]:
    """Addresses in the answer to one of ``LISTED``, with the seconds left (None: for good).
    Raises ValueError for another answer."""
    found: dict[Address, int | None] = {}
    for part in orjson.loads(told)["nftables"]:
        for one in part.get("set", {}).get("elem", ()):
            element: Any = one["elem"] if isinstance(one, dict) else {"val": one}
            found[ip_address(element["val"])] = element.get("expires")
    return found
