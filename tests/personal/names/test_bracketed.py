"""Families in brackets behind their head."""

from __future__ import annotations

import pytest

from sekisho.personal.names.bracketed import asked_together, families, family, is_usual


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        ("千代・亮介", ["千代", "亮介"]),
        ("妻千代、長男亮介", ["千代", "亮介"]),
        ("妻 千代 長男 亮介", ["千代", "亮介"]),
        ("早苗55、拓也20歳", ["早苗", "拓也"]),
        ("智之", ["智之"]),
        ("おおにし まさる", []),
        ("ハル", []),
        ("班長・会計", []),
        ("妻", []),
        ("欠席", []),
        ("52-1101", []),
        ("", []),
    ],
)
def test_whom_a_bracket_names(inside: str, names: list[str]) -> None:
    found = family(inside)
    assert [name for _, name in found] == names
    assert all(inside[at : at + len(name)] == name for at, name in found)


def test_the_habit_of_a_list_tells_kana_and_rare_names() -> None:
    assert is_usual(["千代・亮介", "智之"])
    assert not is_usual(["千代・亮介", "おおにし まさる"])
    assert [name for _, name in family("ハル・月翔", usual=True)] == ["ハル", "月翔"]
    assert family("留守", usual=True) == []


def test_lines_without_their_families() -> None:
    lines = {
        1: "大西 勝(千代・亮介) 52-1101",
        3: "黒川 勇(トメ) 52-1102",
        4: "中島 宏(早苗) 52-1103",
    }
    assert families(lines) == {
        1: ("大西 勝  52-1101", ["千代", "亮介"]),
        3: ("黒川 勇  52-1102", ["トメ"]),
        4: ("中島 宏  52-1103", ["早苗"]),
    }
    assert families({1: "春野菜(かぶ・なばな) 52-1101", 2: "南台(本村)"}) == {}


def test_brackets_asked_about_together_tell_the_same() -> None:
    insides = ["洋子・崇史", "88", "妻千代", ""]
    told = [family(one) for one in insides]
    assert [family(one) for one in asked_together(insides)] == told
