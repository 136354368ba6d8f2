from __future__ import annotations

import pytest

from sekisho.personal.columns.carried import carried, halves_among, surname_of, with_readings


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in text.split("/")]


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "仝", "”", "同 上", "々"])
def test_a_mark_repeats_the_cell_above(mark: str) -> None:
    table = rows(f"青木 茂|谷口1番地/青木 和子|{mark}/青木 一郎|{mark}")
    assert [row[1] for row in carried(("name", "address"), table)] == ["谷口1番地"] * 3


def test_a_mark_before_a_given_name_is_the_surname() -> None:
    table = rows("青木 茂/〃 和子/〃　一郎/石黒明/〃 京子")
    assert [row[0] for row in carried(("name",), table)] == [
        "青木 茂", "青木 和子", "青木 一郎", "石黒明", "石黒 京子",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["", "同意する", "同志社", "なし"])
def test_what_is_no_mark_stays(cell: str) -> None:
    assert carried(("other",), [("あり",), (cell,)])[1] == (cell,)


def test_a_mark_without_anything_above_says_nothing() -> None:
    assert carried(("address",), [("〃",)]) == [("",)]


def test_a_surname_that_is_left_out_is_the_one_above() -> None:
    table = rows("青木|茂/|和子/|/石黒|明")
    assert carried(("surname", "given"), table) == rows("青木|茂/青木|和子/|/石黒|明")


READINGS = [
    ("あおき しげる|1/青木 茂|1/いしぐろ あきら|2/石黒 明|2", "青木 茂|1/石黒 明|2"),
    # what stands beside the reading is the person's
    ("あおき しげる|1/青木 茂|/いしぐろ あきら|2/石黒 明|", "青木 茂|1/石黒 明|2"),
    # readings below
    ("青木 茂|1/アオキ シゲル|/石黒 明|2/イシグロ アキラ|", "青木 茂|1/石黒 明|2"),
    # one name in kana among others is a person
    ("青木 茂|1/リュウ メイ|2/石黒 明|3/上野 花子|4", None),
    # a row with something of its own is a person, too
    ("アオキ シゲル|1/青木 茂|2/イシグロ アキラ|3/石黒 明|4", None),
]


@pytest.mark.parametrize(("table", "expected"), READINGS)
def test_readings_in_rows_of_their_own(table: str, expected: str | None) -> None:
    assert with_readings(("name", "number"), rows(table)) == rows(expected or table)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("青木 茂", "青木"),
        ("青木茂", "青木"),
        ("森川洋平", "森川"),
        ("茂", "茂"),
        ("鱏鱓茂", "鱏鱓"),
    ],
)
def test_surnames(name: str, surname: str) -> None:
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    ("words", "name", "halves"),
    [
        ({"石黒"}, "石黒明子", ("石黒",)),
        ({"明子", "石黒明子"}, "石黒明子", ("明子",)),
        ({"石"}, "石黒明子", ()),
        ({"子"}, "石黒明子", ()),
        ({"青木"}, "石黒明子", ()),
        ({"石黒明子"}, "石黒明子", ()),
    ],
)
def test_halves_of_a_whole_name(words: set[str], name: str, halves: tuple[str, ...]) -> None:
    assert halves_among(words, name) == halves
