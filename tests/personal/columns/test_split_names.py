"""Surname and given name in columns of their own."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.split_names import with_given


@pytest.mark.parametrize(
    ("layout", "row", "kind"),
    [
        (("姓", "名前"), ("大西", "勝"), "given"),
        (("名字", "名前"), ("大西", "勝"), "given"),
        (("氏", "お名前"), ("大西", "勝"), "given"),
        (("苗字", "家族"), ("大西", "勝"), "given"),
        (("姓", "家族"), ("大西", "勝、千代"), "member"),
        (("姓", "住所"), ("大西", "南台12"), "address"),
    ],
)
def test_the_column_right_of_a_surname(
    layout: tuple[str, ...], row: tuple[str, ...], kind: str
) -> None:
    kinds = [kind_of_heading(head) for head in layout]
    assert with_given(layout, kinds, [row]) == ("surname", kind)


def test_the_reading_may_stand_between() -> None:
    layout = ("姓", "セイ", "名前", "メイ")
    kinds = [kind_of_heading(head) for head in layout]
    assert with_given(layout, kinds, [("大西", "オオニシ", "勝", "マサル")])[2] == "given"


def test_a_whole_name_alone_stays() -> None:
    assert with_given(("番号", "名前"), ("number", "name"), [("1", "大西 勝")]) == (
        "number",
        "name",
    )


def test_one_heading_over_both_halves() -> None:
    rows = [("大西", "勝"), ("黒川", "洋子"), ("舛", "空")]
    assert with_given(("氏名", "氏名"), ("name", "name"), rows) == ("surname", "given")
    assert with_given(("氏名", ""), ("name", None), rows) == ("surname", "given")
    assert with_given(("世帯主", ""), ("head", None), rows) == ("surname", "head")


def test_whole_names_and_marks_are_no_halves() -> None:
    names = [("大西 勝", "黒川 洋子"), ("中島 宏", "石黒 明")]
    assert with_given(("氏名", "氏名"), ("name", "name"), names) == ("name", "name")
    marks = [("大西 勝", "○"), ("黒川 洋子", "")]
    assert with_given(("氏名", ""), ("name", None), marks) == ("name", None)
