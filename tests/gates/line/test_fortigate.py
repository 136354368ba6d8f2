"""A backup as a device writes it, judged: what it opens beside the rulebook, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.line.fortigate.config import parse
from sekisho.gates.line.fortigate.verify import Opening, verify
from sekisho.gates.line.matrix import Matrix
from sekisho.rulebook import Rulebook
from tests.gates.line import loaded

BACKUP = (
    Path(__file__).resolve().parents[2] / "data" / "gates" / "line" / "fortigate" / "backup.conf"
)
RULES = {
    "version": 1,
    "zones": [
        {
            "name": "行政系",
            "kind": "LGWAN接続系",
            "networks": ["198.18.20.0/24"],
            "allow": [{"to": "公開系", "ports": ["tcp/3128"], "destinations": ["198.18.50.10"]}],
        },
        {
            "name": "住民情報系",
            "kind": "マイナンバー利用事務系",
            "networks": ["198.18.30.0/24", "2001:db8:30::/64"],
        },
        {
            "name": "公開系",
            "kind": "DMZ",
            "networks": ["198.18.50.0/24"],
            "allow": [{"to": "庁外", "ports": ["tcp/80", "tcp/443"]}],
        },
        {"name": "庁外", "kind": "庁外"},
    ],
}


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    return loaded(RULES, tmp_path)


def openings(text: str, rulebook: Rulebook) -> list[Opening]:
    return list(verify(parse(text), rulebook).openings)


def test_what_the_backup_opens(rulebook: Rulebook) -> None:
    found = openings(BACKUP.read_text(encoding="utf-8"), rulebook)
    assert [(one.code, one.policy, one.unresolved) for one in found] == [
        ("L-行政系-住民情報系", "2", ()),
        ("L-住民情報系-庁外", "4", ("vendor",)),
    ]
    assert (str(found[0].example.destination), found[0].example.port) == ("198.18.30.21", 515)
    assert BACKUP.read_text(encoding="utf-8").splitlines()[found[0].line - 1].split() == [
        "edit",
        "2",
    ]


def test_every_example_is_a_packet_that_the_rulebook_refuses(rulebook: Rulebook) -> None:
    matrix = Matrix(rulebook)
    for one in openings(BACKUP.read_text(encoding="utf-8"), rulebook):
        assert matrix.judge(one.example).code == one.code


DENIAL = 'edit 9\nset srcintf "any"\nset dstintf "any"\nset srcaddr "office"\nset service "ALL"\n'
EDITS = {
    "switched off": ('edit 2\n        set name "printing"', "edit 2\n        set status disable"),
    "a denial before it": (
        'edit 2\n        set name "printing"',
        f'{DENIAL}set dstaddr "mynumber"\nset schedule "always"\nnext\nedit 2\nset name "printing"',
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_opening_that_is_closed_is_none(edit: tuple[str, str], rulebook: Rulebook) -> None:
    text = BACKUP.read_text(encoding="utf-8")
    assert edit[0] in text
    assert "2" not in {one.policy for one in openings(text.replace(*edit), rulebook)}


DOUBTFUL = {
    "by a schedule": 'set schedule "night"',
    "by a name": 'set schedule "always"\nset dstaddr "vendor"',
    "by users": 'set schedule "always"\nset groups "staff"',
}


@pytest.mark.parametrize("doubt", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_denial_that_numbers_cannot_tell_denies_nothing(doubt: str, rulebook: Rulebook) -> None:
    text = BACKUP.read_text(encoding="utf-8").replace(
        'edit 2\n        set name "printing"',
        f'{DENIAL}set dstaddr "mynumber"\n{doubt}\nnext\nedit 2\nset name "printing"',
    )
    assert "2" in {one.policy for one in openings(text, rulebook)}


def test_negated_addresses(rulebook: Rulebook) -> None:
    text = BACKUP.read_text(encoding="utf-8").replace(
        'set dstaddr "print-server"', 'set dstaddr "mynumber"\n        set dstaddr-negate enable'
    )
    assert "2" not in {one.policy for one in openings(text, rulebook)}


def test_an_excluded_member_is_not_in_the_group(rulebook: Rulebook) -> None:
    text = BACKUP.read_text(encoding="utf-8")
    group = 'edit "inside"\n        set member "office" "mynumber"'
    assert group in text
    text = text.replace(
        group, f'{group}\n        set exclude enable\n        set exclude-member "office"'
    )
    text = text.replace('set srcaddr "office"\n        set dstaddr "print-server"',
                        'set srcaddr "inside"\n        set dstaddr "print-server"')  # fmt: skip
    assert "2" not in {one.policy for one in openings(text, rulebook)}


def test_what_does_not_fit_is_told_with_its_line() -> None:
    found = parse(
        'config firewall policy\n    edit 1\n    next\nnext\nfrobnicate\nend\nend\nset x "open\n'
    )
    assert sorted((one.line, one.code) for one in found.odd) == [
        (4, "gates.fortigate.odd_line"),
        (5, "gates.fortigate.odd_line"),
        (7, "gates.fortigate.odd_line"),
        (8, "gates.fortigate.open_quote"),
    ]


def test_a_backup_cut_off_says_so(rulebook: Rulebook) -> None:
    text = BACKUP.read_text(encoding="utf-8")
    found = parse(text[: text.index('set dstaddr "vendor"')])
    assert [one.code for one in found.odd] == ["gates.fortigate.cut_off"]
