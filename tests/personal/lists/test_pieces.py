"""Pieces of lines that may be rows of a list."""

from __future__ import annotations

import pytest

from sekisho.personal.lists.pieces import (
    is_phone,
    kind_of,
    one_phone,
    pieces_of,
    says_alone,
    unlabelled,
    with_surname,
)


def test_a_line_is_cut_at_blanks_and_brackets() -> None:
    assert pieces_of("・1.大西 勝宅(南台12-3) 電話52-1101") == [
        "1.",
        "大西",
        "勝",
        "(南台12-3)",
        "電話52-1101",
    ]


def test_titles_fall_and_surnames_stay() -> None:
    assert pieces_of("三宅 清様") == ["三宅", "清"]
    assert pieces_of("中島さん方 住宅") == ["中島", "住宅"]


def test_telephones_with_blanks_are_one_piece() -> None:
    assert one_phone("大西 勝 0776 52 1101") == "大西 勝 0776-52-1101"
    assert one_phone("令和7年 10 20 3040") == "令和7年 10 20 3040"
    assert is_phone("52-1101")
    assert not is_phone("12-3")


@pytest.mark.parametrize(
    ("piece", "kind"),
    [("(南台12-3)", "address"), ("0776-52-1101", "phone"), ("S29.4.2", "birth"), ("69歳", "age"),
     ("妻", "relation"), ("女", "sex"), ("〒939-0701", "other"), ("会長", None)],
)  # fmt: skip
def test_a_piece_shows_what_it_is(piece: str, kind: str | None) -> None:
    assert kind_of(piece, first=False) == kind


def test_numbers_begin_lines() -> None:
    assert kind_of("12.", first=True) == "number"
    assert kind_of("12.", first=False) is None


@pytest.mark.parametrize(
    ("before", "token", "name"),
    [("高木", "陽翔", "高木 陽翔"), ("美甘", "友里恵", "美甘 友里恵"), ("選手", "友里恵", "友里恵"),
     ("南台", "青木茂", "青木茂"), ("", "陽翔", "陽翔")],
)  # fmt: skip
def test_a_given_name_goes_with_the_surname_before_it(before: str, token: str, name: str) -> None:
    assert with_surname(before, token) == name


def test_labels_and_living_alone() -> None:
    assert unlabelled("電話:52-1101") == "52-1101"
    assert says_alone("ひとり")
    assert says_alone("一人暮らし")
    assert not says_alone("一郎")
