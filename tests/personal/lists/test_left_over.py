"""Tables that gave no list are not passed over."""

from __future__ import annotations

from sekisho.personal.lists.left_over import as_lines, left_over, named, overlooked
from sekisho.personal.lists.listing import Listing, TableRow
from sekisho.personal.rules import rules


def table(*rows: tuple[str, ...], number: int = 1) -> list[TableRow]:
    return [TableRow(None, number, cells) for cells in rows]


def test_tables_without_a_list() -> None:
    first, second = table(("a", "b"), ("c", "d")), table(("e", "f"), ("g", "h"), number=2)
    listing = Listing(("x",), "x", ("name",), True, [("c",)])
    assert list(left_over([*first, *second], [listing])) == [second]
    assert list(left_over(table(("e", "f")), [])) == [], "a row alone is no table"


def test_tables_of_an_office_are_left() -> None:
    assert list(left_over(table(("担当者", "用件"), ("大西 勝", "照会")), [])) == []


def test_rows_are_lines_with_each_cell_once() -> None:
    assert as_lines(table(("大西 勝", "大西 勝", "52-1101"))) == ["大西 勝　52-1101"]


def test_several_whole_names_are_people() -> None:
    rows = table(("大西 勝", "机"), ("黒川 洋子", "棚"), ("中島 宏", "箱"))
    found = named(rows)
    assert found is not None
    assert not found.headed
    assert [row[0] for row in found.rows] == ["大西 勝", "黒川 洋子", "中島 宏"]
    assert named(rows[:2]) is None
    assert named([*rows, *table(("出席者", ""))]) is None
    assert named([*rows, *table(("宿直", ""))]) is None


def test_people_beside_labels_that_are_not_known() -> None:
    rows = table(
        ("隣の同意", "黒川 洋子", "南台3番地"),
        ("隣の同意", "中島 宏", "済"),
        ("総務課", "堀田 清", "52-1111"),
        ("主治医", "石黒 明", "52-2222"),
        ("氏名", "大西 勝", "52-1101"),
    )
    found = list(overlooked(rows, {"大西勝"}, rules().office))
    assert [(person.key, person.certain) for person in found] == [("黒川洋子", False)]
