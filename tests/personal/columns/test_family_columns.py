"""Columns of given names beside those of whole ones."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.family_columns import with_members
from sekisho.personal.kinds import Kind

HEADS = ("大西 勝", "黒川 洋子", "中島 宏", "石黒 明")


def rows_of(*given: str) -> list[tuple[str, str]]:
    return list(zip(HEADS, given, strict=True))


@pytest.mark.parametrize(
    ("word", "given", "kind"),
    [
        ("奥様", ("千代", "早苗", "弥生", ""), "member"),
        # new ones beside a known one; classes and ages stand in brackets
        ("子（学年）", ("心春（小6）\n陽斗（小4）", "大翔（中1）", "結月（年長）", ""), "member"),
        ("お子さん", ("3人", "なし", "1人", ""), "other"),
        ("児童", ("南小", "北中", "南小", "南小"), "other"),
        ("夫", ("無", "有", "無", "無"), "other"),
        # words that are not known: given names that differ from row to row
        ("相方", ("千代子", "幸子", "美香", "由美子"), "member"),
        ("集落", ("千代子", "幸子", "美香", "由美子"), "other"),
        ("相方", ("千代子", "千代子", "幸子", "千代子"), "other"),
    ],
)
def test_who_stands_right_of_whole_names(word: str, given: tuple[str, ...], kind: Kind) -> None:
    assert with_members(("氏名", word), ("name", "other"), rows_of(*given)) == ["name", kind]


def test_ages_in_brackets_make_no_column_of_ages() -> None:
    rows = rows_of("陽斗（8歳）、大翔（6歳）", "葵（9歳）", "", "凛（7歳）")
    assert with_members(("保護者", "子（年齢）"), ("name", "age"), rows) == ["name", "member"]
    assert with_members(("保護者", "年齢"), ("name", "age"), rows_of("54", "61", "33", "40")) == [
        "name",
        "age",
    ]


def test_nobody_stands_left() -> None:
    assert with_members(("子", "妻"), ("other", "other"), [("葵", "千代")] * 3) == ["other"] * 2
