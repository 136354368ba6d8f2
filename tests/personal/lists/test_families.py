"""Members in lines of their own below the head of a family."""

from __future__ import annotations

import pytest

from sekisho.personal.lists.families import (
    family_behind,
    member_of,
    members_below,
    members_of,
    people_in_brackets,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　　和子（妻）", "和子"),
        ("　和子（妻、68歳）", "和子"),
        ("・妻　和子　68歳", "和子"),
        ("  青木 和子（68）", "青木 和子"),
        ("妻：和子（68）", "和子"),
        ("谷口町（旧上町）", None),
        ("1　和子（妻）", None),
        ("和子が来た。", None),
        ("世帯主　本人", None),
        ("", None),
    ],
)
def test_member_of(line: str, expected: str | None) -> None:
    assert member_of(line) == expected


def test_members_end_with_another_line() -> None:
    lines = ["青木 茂（世帯主）", "　和子（妻）", "　健一（長男）", "", "　葵（孫）"]
    assert list(members_below(lines, 0, "青木")) == [(1, "和子"), (2, "健一")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　　妻　千代　長男　亮介", ["千代", "亮介"]),
        ("妻 千代（69） 長男 大西 亮介 44歳", ["千代", "大西 亮介"]),
        ("千代（妻）、亮介（長男）", ["千代", "亮介"]),
        ("勝（71）　千代（69）", ["勝", "千代"]),
        ("家族　由美、大地", ["由美", "大地"]),
        ("　妻：由美", ["由美"]),
        ("大西 勝（71）大西 千代（69）", []),
        ("世帯主：須田 博", []),
        ("1　妻　千代　長男　亮介", []),
        ("妻と長男が来た", []),
    ],
)
def test_members_of_a_line(line: str, expected: list[str]) -> None:
    assert members_of(line) == expected


def test_an_age_makes_nobody_of_another_surname_a_member() -> None:
    lines = ["長寿祝い", "平野 ツネ（91歳）", "石田 ハナ（88歳）"]
    assert list(members_below(lines, 1, "平野")) == []
    assert list(members_below(["平野 ツネ", "石田 ハナ（母）"], 0, "平野")) == [(1, "石田 ハナ")]


def test_people_in_brackets() -> None:
    heads = ("世帯主（家族）", "住所")
    rows = [("大西 勝（千代、亮介）", "南台12-3"), ("中島 宏", "南台13-1")]
    assert people_in_brackets(heads, ("head", "address"), rows) == (0, "member", ["千代、亮介", ""])
    children = ("児童名（保護者名）",)
    assert people_in_brackets(children, ("name",), [("荒木 陽（荒木 大地）",)])[1:] == (
        "name",
        ["荒木 大地"],
    )
    assert people_in_brackets(("氏名",), ("name",), [("大西 勝（71）",)]) == (-1, "other", [])


@pytest.mark.parametrize(
    ("line", "rest", "names"),
    [
        ("大西 勝 52-1101 家族:千代(妻)、亮介(長男)", "大西 勝 52-1101", ["千代", "亮介"]),
        ("大西 勝 52-1101(同居:千代、亮介)", "大西 勝 52-1101", ["千代", "亮介"]),
        ("大西 勝 家族: 妻 千代 長男 亮介", "大西 勝", ["千代", "亮介"]),
        ("大西 勝 家族:3人", "大西 勝 家族:3人", []),
        ("ご家族:千代", "ご家族:千代", []),
        ("同居家族数 家族:と相談する予定です", "同居家族数 家族:と相談する予定です", []),
    ],
)
def test_the_family_at_the_end_of_a_line(line: str, rest: str, names: list[str]) -> None:
    assert family_behind(line) == (rest, names)


def test_a_family_below_its_word_has_ages() -> None:
    assert members_of("　　家族：大西 千代（69）、亮介（44）") == ["大西 千代", "亮介"]
