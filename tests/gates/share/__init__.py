"""Rulebooks and accesses for the tests of the share gate."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sekisho.gates.share.access import Access
from sekisho.rulebook import Rulebook, load

SERVER, PORT = "198.18.20.10", 4455
ADDRESSES = ("198.18.20.1", "198.18.20.77", "198.18.30.9", "198.18.40.3", "198.18.99.1")
DEPARTMENTS = ("総務課", "税務課", "議会事務局")
ACCOUNTS = {"tsuki": "総務課", "hoshi": "総務課", "kaze": "税務課", "umi": "議会事務局", "yuki": ""}
SHARES = ("somu", "zeimu", "gikai")
FLOWS = (
    {"to": "行政系", "ports": ["tcp/445"]},
    {"to": "行政系", "ports": ["tcp/80"]},
    {"to": "行政系", "sources": ["198.18.30.0/29"]},
    {"to": "行政系", "ports": ["tcp/400-500"], "destinations": [f"{SERVER}/32"]},
    {"to": "行政系", "ports": ["tcp/445"], "destinations": ["198.18.20.99/32"]},
)


def some(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


@st.composite
def rulebooks(draw: st.DrawFn, root: str = "/srv") -> dict[str, Any]:
    zones = [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
        {
            "name": "住民系",
            "kind": "その他",
            "networks": ["198.18.30.0/24", "198.18.20.64/26"],
            "allow": draw(st.lists(st.sampled_from(FLOWS), max_size=2)),
        },
        {"name": "議会", "kind": "議会", "networks": ["198.18.40.0/24"]},
    ]
    own = st.fixed_dictionaries(
        {"departments": some(DEPARTMENTS, 2), "read_only": some(DEPARTMENTS, 2)},
        optional={
            "zone": st.sampled_from(["行政系", "住民系"]),
            "personal": st.booleans(),
            "snapshots": st.just(".snapshots"),
        },
    )
    shares = [
        {"name": name, "server": "FS01", "path": f"{root}/{name}", **draw(own)} for name in SHARES
    ]
    people = [
        {"name": f"架空 {name}", "accounts": [name], **({"department": of} if of else {})}
        for name, of in ACCOUNTS.items()
    ]
    assets = [
        {"name": "FS01", "zone": "行政系", "addresses": [SERVER]},
        {"name": "PC-1", "department": "総務課", "addresses": [ADDRESSES[0]]},
        {"name": "PC-2", "department": "税務課", "addresses": [ADDRESSES[2]]},
    ]
    return {"version": 1, "zones": zones, "shares": shares, "people": people, "assets": assets}


def accesses() -> st.SearchStrategy[list[Access]]:
    one = st.builds(
        Access,
        st.just("FS01"),
        st.sampled_from(SHARES),
        st.sampled_from([*ACCOUNTS, ""]),
        st.sampled_from(ADDRESSES).map(ip_address),
        st.booleans(),
    )
    return st.lists(one, min_size=10, max_size=20)


def loaded(content: dict[str, Any], folder: Path) -> Rulebook:
    file = folder / "rulebook.yaml"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load(file)
