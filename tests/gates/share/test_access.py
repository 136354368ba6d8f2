"""The model of the share gate: judgement, reach, guard."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sekisho.gates.line.matrix import Matrix, Packet
from sekisho.gates.share.access import Access, Shares
from sekisho.gates.share.guard import guard
from sekisho.gates.share.reach import SMB, Reach
from sekisho.gates.stages import Stages
from tests.gates.share import ADDRESSES, SERVER, loaded, rulebooks

RULES: dict[str, Any] = {
    "version": 1,
    "zones": [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
        {"name": "議会", "kind": "議会", "networks": ["198.18.40.0/24"]},
    ],
    "assets": [
        {"name": "FS01", "zone": "行政系", "addresses": [SERVER], "aliases": ["fs01.town.example"]},
        {"name": "PC-1", "department": "総務課", "addresses": ["198.18.20.1"]},
        {"name": "ADMIN", "addresses": ["198.18.40.3"]},
    ],
    "people": [
        {"name": "月 一", "accounts": ["tsuki"], "department": "総務課"},
        {"name": "風 二", "accounts": ["kaze"], "department": "税務課"},
        {"name": "海 三", "accounts": ["umi"], "department": "議会事務局"},
    ],
    "shares": [
        {
            "name": "somu",
            "server": "fs01.town.example",
            "path": "/srv/somu",
            "departments": ["総務課"],
            "read_only": ["議会事務局"],
        },
        {"name": "minna", "server": "FS01", "path": "/srv/minna"},
    ],
}


def access(account: str, address: str, *, writes: bool = False, share: str = "somu") -> Access:
    return Access("fs01", share, account, ip_address(address), writes)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (access("tsuki", "198.18.20.1", writes=True), "S-FS01-somu-許可"),
        (access(r"TOWN\TSUKI", "198.18.20.1"), "S-FS01-somu-許可"),
        (access("tsuki", "198.18.40.3"), "S-FS01-somu-区画外"),
        (access("tsuki", "127.0.0.1"), "S-FS01-somu-許可"),
        (access("kaze", "198.18.20.1"), "S-FS01-somu-部署外"),
        (access("yukue", "198.18.20.1"), "S-FS01-somu-部署外"),
        (access("umi", "198.18.20.1"), "S-FS01-somu-許可"),
        (access("umi", "198.18.20.1", writes=True), "S-FS01-somu-読取のみ"),
        (access("", "198.18.40.3"), "S-FS01-somu-無記名"),
        (access("nobody", "198.18.20.1", share="minna"), "S-FS01-minna-無記名"),
        (access("yukue", "198.18.20.1", share="MINNA", writes=True), "S-FS01-minna-許可"),
    ],
)
def test_judgement(sent: Access, code: str, tmp_path: Path) -> None:
    said = Shares(loaded(RULES, tmp_path)).judge(sent)
    assert said is not None
    assert said.code == code
    assert said.allowed == code.endswith("許可")


def test_a_share_that_is_not_in_the_rulebook_is_not_judged(tmp_path: Path) -> None:
    shares = Shares(loaded(RULES, tmp_path))
    assert shares.judge(access("tsuki", "198.18.20.1", share="hoka")) is None
    # another server of the rulebook has no such share
    assert shares.of("PC-1", "somu") is None
    # a server nobody knows by that name, but one share only is called so
    assert shares.of("kyoyu", "somu") is not None


@pytest.mark.parametrize(
    ("stages", "sent", "refused"),
    [
        (Stages("observe"), access("kaze", "198.18.20.1"), None),
        (Stages("warn"), access("kaze", "198.18.20.1"), None),
        (Stages("enforce"), access("kaze", "198.18.20.1"), "person"),
        (Stages("observe", {"税務課": "enforce"}), access("kaze", "198.18.20.1"), "person"),
        (Stages("enforce", {"税務課": "warn"}), access("kaze", "198.18.20.1"), None),
        (Stages("enforce", {"税務課": "warn"}), access("kaze", "198.18.40.9"), "address"),
        # the computer only observes: its address passes, its person does not
        (Stages("enforce", {}, {"ADMIN": "observe"}), access("tsuki", "198.18.40.3"), None),
        (Stages("enforce", {}, {"ADMIN": "observe"}), access("kaze", "198.18.40.3"), "person"),
        (Stages("observe", {}, {"FS01": "enforce"}), access("kaze", "198.18.20.1"), "person"),
    ],
)
def test_stages(stages: Stages, sent: Access, refused: str | None, tmp_path: Path) -> None:
    found = Shares(loaded(RULES, tmp_path)).refused(stages, sent)
    assert (found.rule if found else None) == refused


@given(content=rulebooks())
def test_reach_is_what_the_line_gate_lets_pass(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    own = rulebook.zone_of(SERVER)
    for share in rulebook.shares:
        if own is None or share.zone not in ("", own.name):
            continue  # the line gate knows the server's zone alone
        networks = Reach(rulebook).networks(share)
        assert networks is not None
        for address in map(ip_address, ADDRESSES):
            packet = Packet(address, ip_address(SERVER), "tcp", SMB)
            expected = Matrix(rulebook).judge(packet).allowed
            assert any(address in one for one in networks) == expected, (address, networks)


def test_guard_names_whom_it_would_lock_out(tmp_path: Path) -> None:
    never = {"people": ["風 二", "月 一"], "assets": ["ADMIN"], "addresses": ["198.18.20.1"]}
    shares = [*RULES["shares"], {"name": "aki", "server": "FS01", "departments": ["空き課"]}]
    rulebook = loaded({**RULES, "shares": shares, "never_refused": never}, tmp_path)
    assert guard(rulebook, Stages("warn")) == ()
    found = [
        (one.code.rpartition(".")[2], dict(one.values)["share"], dict(one.values).get("name"))
        for one in guard(rulebook, Stages("enforce"))
    ]
    assert found == [
        ("share_person", "somu", "風 二"),
        ("share_address", "somu", "ADMIN"),
        ("share_address", "minna", "ADMIN"),
        ("share_person", "aki", "風 二"),
        ("share_person", "aki", "月 一"),
        ("share_address", "aki", "ADMIN"),
        ("share_nobody", "aki", None),
    ]
