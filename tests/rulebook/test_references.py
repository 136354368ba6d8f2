"""Names that point nowhere, things said twice, ends before starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.rulebook import Mistake, RulebookError, load

ASSETS = "assets: [{name: PC-A, aliases: [pc-a.town.example]}, {name: FS01}]\n"
ZONES = "zones: [{name: 行政系, kind: 行政系, networks: [10.1.0.0/16]}]\n"
WEB = (
    "web: {{categories: [{{name: A, judgement: 可, domains: [{first}]}},"
    " {{name: B, judgement: 可, domains: [{second}]}}]}}"
)
NESTED = (
    "zones: [{{name: A, kind: office, networks: [10.0.0.0/8]}},"
    " {{name: B, kind: guest, networks: [{}]}}]"
)
PEOPLE = "people: [{name: 関 次郎, accounts: [seki-j]}, {name: 関 次郎, accounts: [seki-2]}]\n"


def mistakes(tmp_path: Path, text: str) -> tuple[Mistake, ...]:
    path = tmp_path / "r.yaml"
    path.write_text(f"version: 1\n{text}", encoding="utf-8")
    try:
        load(path)
    except RulebookError as error:
        return error.mistakes
    return ()


CASES = [
    (ASSETS + "support: [{tool: T, host: PC-B, ticket: '1'}]", "unknown.assets", "PC-A"),
    (ASSETS + "shares: [{name: s, server: FS1}]", "unknown.assets", "FS01"),
    (ZONES + "assets: [{name: P, zone: 行政}]", "unknown.zones", "行政系"),
    (ZONES + "shares: [{name: s, server: x, zone: 税}]", "unknown.zones", ""),
    (
        "zones: [{name: 甲, kind: その他, allow: [{to: 乙}]}]",
        *("unknown.zones", ""),
    ),
    (PEOPLE + "assets: [{name: P, user: seki-22}]", "unknown.people", "seki-2"),
    (PEOPLE + "devices: [{name: U, serial: S1, holder: 関 次郎}]", "ambiguous_person", ""),
    (
        PEOPLE + "web: {exceptions: [{domains: [a.b], reason: x, until: R9.3.31, people: [甲]}]}",
        *("unknown.people", ""),
    ),
    ("assets: [{name: PC-A}, {name: pc-a}]", "said_twice", ""),
    (
        "assets: [{name: A, addresses: [10.0.0.1]}, {name: B, addresses: [10.0.0.1]}]",
        "said_twice",
        "",
    ),
    (
        "assets: [{name: A, macs: [02005E005301]}, {name: B, macs: [02-00-5e-00-53-01]}]",
        "said_twice",
        "",
    ),
    ("zones: [{name: A, kind: office}, {name: A, kind: guest}]", "said_twice", ""),
    (NESTED.format("10.0.0.0/255.0.0.0"), "said_twice", ""),
    ("people: [{name: A, accounts: [x]}, {name: B, accounts: [X]}]", "said_twice", ""),
    ("shares: [{name: s, server: A}, {name: S, server: a}]", "said_twice", ""),
    (WEB.format(first="a.b", second="'*.a.b'"), "said_twice", ""),
    (WEB.format(first="a.b", second="A.B"), "said_twice", ""),
    ("support: [{tool: T, host: P, ticket: '1', since: R8.6.3, until: R8.6.2}]", "ends_before", ""),
    ("hours: {start: 17:15, end: 8:30}", "ends_before", ""),
    ("hours: {start: 18:00}", "ends_before", ""),
    ("hours: {breaks: [{start: 13:00, end: 12:00}]}", "ends_before", ""),
    (ZONES + "assets: [{name: P, zone: 行政系, addresses: [10.2.0.1]}]", "outside_zone", ""),
]


@pytest.mark.parametrize(("text", "code", "meant"), CASES)
def test_one_mistake(tmp_path: Path, text: str, code: str, meant: str) -> None:
    (found,) = mistakes(tmp_path, text)
    assert (found.code, found.meant) == (f"rulebook.{code}", meant)
    assert found.line > 1


RIGHT = [
    ASSETS + "support: [{tool: T, host: PC-A.TOWN.example, ticket: '1'}]",
    "support: [{tool: T, host: PC-B, ticket: '1'}]",  # no register to compare with
    "support: [{tool: T, host: P, ticket: '1', since: R8.6.3, until: R8.6.3}]",  # one whole day
    "assets: [{name: A, aliases: [a]}]",
    "shares: [{name: s, server: A}, {name: s, server: B}]",
    "hours: {year_end: {start: 12-29, end: 01-03}}",
    ZONES + "assets: [{name: P, zone: 行政系, addresses: [10.1.2.3]}]",
    NESTED.format("10.1.0.0/16"),
    WEB.format(first="a.b", second="x.a.b"),
    PEOPLE,
]


@pytest.mark.parametrize("text", RIGHT)
def test_no_mistake(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text) == ()


def test_both_places_are_named(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, "assets:\n  - name: A\n  - name: B\n    aliases: [a]\n")
    assert (found.line, found.column) == (5, 15)
    assert dict(found.values)["first_line"] == "3"


def test_a_mistake_of_form_is_not_answered_twice(tmp_path: Path) -> None:
    support = "support: [{tool: T, host: P, ticket: '1', since: x, until: R8.6.2}]\n"
    text = "hours: {start: 8.30, end: 7:00}\n" + support
    assert [found.code for found in mistakes(tmp_path, text)] == [
        "rulebook.not.time",
        "rulebook.not.moment-start",
    ]


def test_a_wrong_list_of_thousands_is_answered_in_time(tmp_path: Path) -> None:
    assets = "assets:\n" + "".join(f"  - name: PC{at:05}\n    user: u{at}\n" for at in range(300))
    found = mistakes(tmp_path, assets + "people: [{name: 甲}]\n")
    assert len(found) == 300
