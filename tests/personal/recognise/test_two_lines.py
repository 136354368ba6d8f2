"""Headings of a table in two lines."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.lines import Lines
from sekisho.personal.recognise.two_lines import Head, alternate, in_turn, over_family, renewed


def heads(words: str) -> list[Head]:
    return [Head(word, word) for word in words.split("|")]


def words(found: object) -> str:
    assert isinstance(found, list | tuple)
    return "|".join(head.label for head in found)


@pytest.mark.parametrize(
    ("above", "below", "both"),
    [
        ("番|本人||住所", "|氏名|生年月日|", "番|氏名|生年月日|住所"),
        # the last cells of the upper line are lacking
        ("番|本人||住所", "|氏名|生年月日||電話", "番|氏名|生年月日|住所|電話"),
        ("番|本人|住所", "氏名|電話", "氏名|電話"),
    ],
)
def test_the_lower_heading_or_the_upper_one(above: str, below: str, both: str) -> None:
    assert words(renewed(heads(above), heads(below))) == both


def test_a_word_for_kin_goes_on_over_blank_ones() -> None:
    assert (
        words(over_family(heads("世帯主|妻|子||父母||備考|"))) == "世帯主|妻|子|子|父母|父母|備考|"
    )


@pytest.mark.parametrize(
    ("rows", "turns"),
    [
        ("301\t大西 陽斗\t令和3年4月9日\n大西 亮介\t南台3番地\t090-0000-1101", True),
        ("大西 亮介\t南台3番地\t090-0000-1101\n黒川 勇\t上沢12番地\t090-0000-1102", False),
        ("301\t大西 陽斗\t令和3年4月9日\n302\t黒川 芽衣\t令和2年12月1日", False),
    ],
)
def test_rows_in_turn(rows: str, turns: bool) -> None:
    lines = Lines.of(rows)
    both = heads("番|児童氏名|生年月日"), heads("保護者氏名|住所|電話")
    assert in_turn(rows, both, [lines.cells(0), lines.cells(1)]) is turns


def test_a_telephone_below_an_address_is_of_a_second_line() -> None:
    assert alternate(heads("氏名|住所"), heads("ふりがな|電話"))
    assert not alternate(heads("氏名|連絡先"), heads("姓|電話"))
