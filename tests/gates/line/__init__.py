"""Rulebooks and packets for the tests of the line gate."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sekisho.gates.line.matrix import Packet
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import Rulebook, load

ADDRESSES = (
    "198.18.20.1", "198.18.20.77", "198.18.30.9", "198.18.30.200", "198.18.40.3", "198.18.50.10",
    "198.18.99.1", "203.0.113.80", "192.168.7.7", "10.1.2.3", "2001:db8:20::5", "2001:db8:30::9",
    "2001:db8:50::10", "2a00:1450::1", "fd00::5",
)  # fmt: skip
PORTS = (22, 53, 80, 443, 445, 3128, 8005, 8011)
NETWORKS = (
    "198.18.20.0/24", "198.18.20.64/26", "198.18.30.0/24", "198.18.30.200/32", "198.18.0.0/16",
    "198.18.40.0/24", "198.18.50.0/24", "2001:db8:20::/48", "2001:db8:30::/48", "2001:db8::/32",
    "203.0.113.0/24",
)  # fmt: skip


@st.composite
def rulebooks(draw: st.DrawFn) -> dict[str, Any]:
    networks = draw(st.lists(st.sampled_from(NETWORKS), min_size=2, max_size=6, unique=True))
    names = ["庶務", "住民", "議会", "公開"][: draw(st.integers(1, 4))]
    outside = draw(st.booleans())
    targets = [*names, *(["庁外"] if outside else [])]
    zones = [
        {
            "name": name,
            "kind": "その他",
            "networks": networks[at :: len(names)],
            "allow": draw(st.lists(flow([one for one in targets if one != name]), max_size=3))
            if len(targets) > 1
            else [],
        }
        for at, name in enumerate(names)
    ]
    if outside:
        zones.append(
            {"name": "庁外", "kind": "庁外", "allow": draw(st.lists(flow(names), max_size=2))}
        )
    return {"version": 1, "zones": zones}


def flow(targets: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    ports = ["tcp/443", "tcp/8000-8010", "udp/53", "icmp", "tcp/80", "tcp/3128"]
    some = st.lists(st.sampled_from(NETWORKS), max_size=2, unique=True)
    return st.fixed_dictionaries(
        {
            "to": st.sampled_from(targets),
            "ports": st.lists(st.sampled_from(ports), max_size=3, unique=True),
            "sources": some,
            "destinations": some,
        }
    )


def packets() -> st.SearchStrategy[list[Packet]]:
    def of(pair: tuple[str, str], transport: str, port: int) -> Packet:
        here, there = map(ip_address, pair)
        ported = port if transport in ("tcp", "udp") else None
        return Packet(here, there, transport, ported)  # type: ignore[arg-type]

    pairs = [
        (here, there)
        for here in ADDRESSES
        for there in ADDRESSES
        if here != there and (":" in here) == (":" in there)
    ]
    one = st.builds(
        of,
        st.sampled_from(pairs),
        st.sampled_from(["tcp", "udp", "icmp", "tcp", "udp"]),
        st.sampled_from(PORTS),
    )
    return st.lists(one, min_size=20, max_size=120)


DEPARTMENTS = ("税務課", "住民課", "")


def owners() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Computers at some of the addresses, in departments."""

    def of(chosen: list[tuple[str, str]]) -> list[dict[str, Any]]:
        return [
            {"name": f"PC-{number}", "addresses": [address], "department": department}
            if department
            else {"name": f"PC-{number}", "addresses": [address]}
            for number, (address, department) in enumerate(chosen)
        ]

    pair = st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(DEPARTMENTS))
    return st.lists(pair, max_size=10, unique_by=lambda one: one[0]).map(of)


def departments_stages() -> st.SearchStrategy[Stages]:
    stage = st.sampled_from(STAGES)
    departments = st.dictionaries(st.sampled_from(DEPARTMENTS[:2]), stage)
    assets = st.dictionaries(st.sampled_from([f"PC-{number}" for number in range(4)]), stage)
    return st.builds(Stages, stage, departments, assets)


def loaded(content: dict[str, Any], folder: Path) -> Rulebook:
    file = folder / "rulebook.yaml"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load(file)
