"""Homes parted by what stands once for all who live there."""

from __future__ import annotations

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.house_names import with_house_names

SPLIT: tuple[Kind, ...] = ("surname", "given", "age")


def numbers(rows: list[tuple[str, ...]]) -> list[str]:
    return [row[-1] for row in rows]


def test_a_surname_written_once() -> None:
    rows = [("大西", "勝", "77"), ("", "千代", "75"), ("大西", "宏", "58"), ("", "早苗", "55")]
    layout, kinds, found = with_house_names(("姓", "名", "年齢"), SPLIT, rows)
    assert kinds[-1] == "household"
    assert layout[-1] == "世帯"
    assert numbers(found) == ["1", "1", "2", "2"]


def test_surnames_in_every_row_tell_nothing() -> None:
    rows = [("大西", "勝", "77"), ("大西", "千代", "75")]
    assert with_house_names(("姓", "名", "年齢"), SPLIT, rows) == (
        ("姓", "名", "年齢"),
        SPLIT,
        rows,
    )


def test_a_number_that_stands_for_several_tells_it_itself() -> None:
    kinds: tuple[Kind, ...] = ("number", "surname", "given")
    rows = [("1", "大西", "勝"), ("", "", "千代"), ("2", "黒川", "トメ")]
    assert with_house_names(("番号", "姓", "名"), kinds, rows)[1] == kinds


def test_the_name_of_a_house_blank_or_merged_below() -> None:
    kinds: tuple[Kind, ...] = ("other", "name")
    rows = [("油屋", "大西 勝"), ("", "大西 千代"), ("新宅", "大西 宏"), ("新宅", "大西 早苗")]
    assert numbers(with_house_names(("屋号", "氏名"), kinds, rows)[2]) == ["1", "1", "2", "2"]


def test_names_of_houses_that_only_some_have() -> None:
    kinds: tuple[Kind, ...] = ("other", "name")
    rows = [("油屋", "大西 勝"), ("", "黒川 トメ"), ("新宅", "中島 宏")]
    assert with_house_names(("屋号", "氏名"), kinds, rows)[1] == kinds


def test_given_names_set_in_below_a_whole_one() -> None:
    kinds: tuple[Kind, ...] = ("name", "age")
    rows = [("大西 勝", "77"), ("　千代", "75"), ("黒川 勇", "71"), ("〃 洋子", "69")]
    assert numbers(with_house_names(("氏名", "年齢"), kinds, rows)[2]) == ["1", "1", "2", "2"]
    assert (
        with_house_names(("氏名", "年齢"), kinds, [("大西勝", "77"), ("　千代", "75")])[1] == kinds
    )
