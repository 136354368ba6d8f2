"""Computers cut off for a time: who is meant, who never is, the record, what the kernel has."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.applied.change import Order, Switch
from sekisho.gates.applied.machine import Machine
from sekisho.gates.line.nftables import ruleset
from sekisho.gates.line.quarantine import fortigate, table
from sekisho.gates.line.quarantine.act import contain, contained, is_here, lift, loaded, restore
from sekisho.gates.line.quarantine.record import NAME, read, seconds_left
from sekisho.gates.line.quarantine.whom import (
    Computer,
    NobodyError,
    computers,
    of_this_machine,
    refused,
)
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from tests.gates.line import loaded as rulebook_of
from tests.gates.line.test_nftables import can_judge

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
RULES: dict[str, Any] = {
    "version": 1,
    "zones": [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24", "2001:db8::/64"]},
        {"name": "庁外", "kind": "庁外"},
    ],
    "people": [
        {"name": "関 次郎", "accounts": ["seki"], "department": "総務課"},
        {"name": "梅田 花子", "accounts": ["umeda"], "department": "税務課"},
        {"name": "机 なし", "accounts": ["nashi"], "department": "税務課"},
    ],
    "assets": [
        {"name": "PC-1", "aliases": ["庶務1"], "addresses": ["198.18.20.10", "2001:db8::10"],
         "user": "umeda"},
        {"name": "PC-2", "addresses": ["198.18.20.11"], "user": "umeda"},
        {"name": "PC-3"},
        {"name": "ADMIN", "addresses": ["198.18.20.5"], "user": "seki"},
    ],
    "never_refused": {"people": ["関 次郎"], "addresses": ["198.18.20.6"], "reason": "保守"},
}  # fmt: skip
PC = Computer("PC-1", (ip_address("198.18.20.10"), ip_address("2001:db8::10")))
OTHER = Computer("PC-2", (ip_address("198.18.20.11"),))


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return rulebook_of(RULES, tmp_path)


def order(at: datetime = NOW) -> Order:
    return Order(who="関 次郎", when=at, reason="感染の疑い", rulebook="ab" * 32)


def elsewhere(tmp_path: Path) -> Switch:
    return Switch(tmp_path / "state", Machine(tmp_path, runs=False))


@pytest.mark.parametrize("given", ["PC-1", "pc-1", "庶務1"])
def test_a_computer_by_its_names(given: str, book: Rulebook) -> None:
    assert computers(book, given) == (PC,)


def test_a_computer_by_address_and_by_who_uses_it(book: Rulebook) -> None:
    assert computers(book, "198.18.20.10") == (Computer("PC-1", PC.addresses[:1]),)
    free = ip_address("198.18.20.77")
    assert computers(book, "198.18.20.77") == (Computer("198.18.20.77", (free,)),)
    for given in ("umeda", "梅田 花子", r"TOWN\umeda"):
        assert computers(book, given) == (PC, OTHER)


@pytest.mark.parametrize(
    ("given", "code"), [("PC-9", "nobody"), ("nashi", "no_computer"), ("PC-3", "no_address")]
)
def test_nobody_is_guessed(given: str, code: str, book: Rulebook) -> None:
    with pytest.raises(NobodyError) as caught:
        computers(book, given)
    assert caught.value.code == f"cli.gates.quarantine.{code}"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("198.18.20.5", "never"),  # of the administrator's computer
        ("198.18.20.6", "never"),
        ("198.18.20.1", "gate"),
        ("203.0.113.9", "zone"),  # outside
        ("10.9.9.9", "zone"),
        ("198.18.20.10", None),
    ],
)
def test_who_must_never_be_cut_off(address: str, code: str | None, book: Rulebook) -> None:
    wanted = computers(book, address)
    gate = ip_address("198.18.20.1")
    found = [one.code for one in refused(book, wanted, lambda one: one == gate)]
    assert found == ([f"gates.lockout.quarantine_{code}"] if code else [])


def test_this_machine_knows_its_own_addresses() -> None:
    assert of_this_machine(ip_address("127.0.0.1"))
    assert not of_this_machine(ip_address("203.0.113.9"))


def test_the_record_says_who_is_cut_off_until_when(tmp_path: Path) -> None:
    own = elsewhere(tmp_path)
    until = NOW + timedelta(hours=4)
    (entry,) = contain(own, [PC], until, order(), here=False)
    assert (entry.number, entry.outcome) == (1, "by_hand")
    record = read(own.state)
    assert set(record.in_force(NOW)) == set(PC.addresses)
    assert record.in_force(until) == {}
    assert seconds_left(entry, NOW + timedelta(hours=1)) == 3 * 3600
    contain(own, [OTHER], until, order(), here=False)
    lift(own, [PC], order(NOW + timedelta(minutes=5)), here=False)
    record = read(own.state)
    assert set(record.in_force(NOW)) == set(OTHER.addresses)
    assert [one.act for one in record.entries] == ["contain", "contain", "lift"]
    assert {(one.who, one.reason) for one in record.entries} == {("関 次郎", "感染の疑い")}
    (seen,) = contained(record, own.machine, NOW)
    assert (seen.how, seen.seconds) == ("by_hand", 4 * 3600)


def test_what_was_cut_off_in_the_middle_counts_and_a_torn_line_is_counted(tmp_path: Path) -> None:
    own = elsewhere(tmp_path)
    contain(own, [PC], NOW + timedelta(hours=1), order(), here=False)
    lines = (own.state / NAME).read_bytes().splitlines(keepends=True)
    (own.state / NAME).write_bytes(lines[0] + lines[1][:7])
    record = read(own.state)
    assert record.torn == 1
    assert set(record.in_force(NOW)) == set(PC.addresses)
    assert {one.how for one in contained(record, own.machine, NOW)} == {"unseen"}
    contain(own, [OTHER], NOW + timedelta(hours=1), order(), here=False)
    assert len(read(own.state).entries) == 2


def test_a_fortigate_is_told_the_time_and_ends_what_is_open() -> None:
    typed = list(fortigate.containing(dict.fromkeys(PC.addresses, 600)))
    assert "diagnose user banned-ip add src4 198.18.20.10 600 admin" in typed
    assert "diagnose user banned-ip add src6 2001:db8::10 600 admin" in typed
    assert typed.index("diagnose sys session filter src 198.18.20.10") < typed.index(
        "diagnose sys session clear"
    )
    assert next(fortigate.freeing(OTHER.addresses)).endswith("delete src4 198.18.20.11")


def _in_kernel(folder: Path) -> None:
    """Run by ``unshare -rn``: what the kernel holds after each step, as JSON."""
    own = Switch(folder / "state", Machine(Path("/")))
    ruleset_file = folder / "sekisho.nft"
    told: list[object] = []

    def note(at: datetime = NOW) -> None:
        found = contained(read(own.state), own.machine, at)
        told.append(sorted([str(one.address), one.how, one.seconds] for one in found))

    def nft(*words: str) -> None:
        subprocess.run(["nft", *words], check=True)

    told.append([is_here(own), loaded(own.machine)])
    nft("-f", str(ruleset_file))
    told.append(is_here(own))
    contain(own, [PC], NOW + timedelta(seconds=300), order(), here=True)
    contain(own, [OTHER], NOW + timedelta(seconds=900), order(), here=True)
    note()
    nft("-f", str(ruleset_file))  # a reload
    note()
    contain(own, [OTHER], NOW + timedelta(seconds=60), order(), here=True)  # another time
    nft("add element inet sekisho_quarantine v4 { 198.18.20.99 timeout 500s }")
    note()
    lift(own, [OTHER], order(), here=True)
    nft("flush", "ruleset")
    later = NOW + timedelta(seconds=100)
    note(later)
    (failed,) = restore(own, order(later))
    told.append(failed.outcome)
    nft("-f", str(ruleset_file))
    note(later)
    (done,) = restore(own, order(later))
    told.append(done.outcome)
    note(later)
    told.append(len(restore(own, order(later))))
    sys.stdout.write(json.dumps(told))


@pytest.mark.skipif(not can_judge(), reason="needs nftables and network namespaces")
def test_the_kernel_holds_it_for_the_time_that_is_left(book: Rulebook, tmp_path: Path) -> None:
    file, _collector = ruleset(book, Stages("observe"))
    (tmp_path / file.name).write_bytes(file.content)
    words = ["unshare", "-rn", sys.executable, "-m", "tests.gates.line.test_quarantine"]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([*words, str(tmp_path)], check=False, capture_output=True, cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    steps = json.loads(done.stdout)
    assert steps[0] == [False, None]
    assert steps[1] is True
    four, six, other = "198.18.20.10", "2001:db8::10", "198.18.20.11"
    both = [(other, "held", 900), (four, "held", 300), (six, "held", 300)]
    _same(steps[2], sorted(both))
    _same(steps[3], sorted(both))
    by_hand = ("198.18.20.99", "unrecorded", 500)
    _same(steps[4], sorted([(other, "held", 60), by_hand, *both[1:]]))
    _same(steps[5], [(four, "unseen", 200), (six, "unseen", 200)])
    assert steps[6] == "failed"  # no table to put it in
    _same(steps[7], [(four, "missing", 200), (six, "missing", 200)])
    assert steps[8] == "done"
    _same(steps[9], [(four, "held", 200), (six, "held", 200)])
    assert steps[10] == 0


def _same(found: list[list[Any]], wanted: list[tuple[str, str, int]]) -> None:
    """The seconds are those of a clock that goes on."""
    assert [tuple(one[:2]) for one in found] == [one[:2] for one in wanted]
    for one, (_address, _how, seconds) in zip(found, wanted, strict=True):
        assert 0 < one[2] <= seconds


def test_what_an_answer_of_nft_says() -> None:
    told = {"nftables": [{"metainfo": {}}, {"set": {"name": "v4", "elem": [
        {"elem": {"val": "198.18.20.10", "timeout": 300, "expires": 299}}, "198.18.20.11",
    ]}}]}  # fmt: skip
    found = table.held(json.dumps(told).encode())
    assert found == {PC.addresses[0]: 299, OTHER.addresses[0]: None}


if __name__ == "__main__":
    _in_kernel(Path(sys.argv[1]))
