"""What the cells of a column show. Names are invented."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.by_cells import kinds_by_content
from sekisho.personal.columns.column_cells import (
    by_content,
    column,
    first_of,
    given_names,
    whole_names,
)
from sekisho.personal.kinds import Kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["大西 勝", "黒川 勇", "中島 宏"], "name"),
        (["◎大西 勝", "黒川 勇", "◎中島 宏"], "name"),
        (["大西 勝・千代", "黒川 勇・トメ"], "name"),
        (["52-1101", "52-1102"], "phone"),
        (["2026-0001", "2026-0002"], "other"),
        (["19540402", "19600707", "19670505"], "birth"),
        (["19540402", "19600707", "19671505"], "other"),
        (["長机", "発電機", "椅子"], "other"),
        (["", ""], "other"),
    ],
)
def test_the_kind_of_most_cells(cells: list[str], kind: Kind) -> None:
    assert by_content(cells) == kind


def test_firms_and_empty_houses_between_people() -> None:
    people = ["青木 茂", "（空家）", "石黒 明", "霧谷建設株式会社"]
    assert by_content(people) == "name"
    assert by_content(["青木 茂", *people[1::2] * 2]) == "other"


def test_kana_beside_names_are_their_readings() -> None:
    rows = [("大西　勝", "オオニシ　マサル"), ("黒川　勇", "クロカワ　イサム")]
    assert kinds_by_content(rows) == ("name", "reading")
    assert kinds_by_content([row[1:] for row in rows]) == ("name",)


def test_names_whole_and_given() -> None:
    assert whole_names(["大西 勝", "千代", "倉庫"]) == [True, False, False]
    assert given_names(["千代", "倉庫"]) == [True, False]
    assert first_of("大西 勝、黒川 勇") == "大西 勝"
    assert column([("a", "b"), ("c",)], 1) == ["b"]
