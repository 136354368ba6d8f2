"""A list gains columns at its right end."""

from __future__ import annotations

from sekisho.personal.lists.listing import Listing, put_right


def test_a_column_more_stands_under_the_heading_of_another() -> None:
    rows = [("青木 茂（妻 和子）", "38-1111"), ("石黒 明",)]
    found = Listing(("氏名", "電話"), "", ("name", "phone"), True, list(rows), groups=(1, 1))
    put_right(found, 0, "member", ["和子", ""])
    assert found.layout == ("氏名", "電話", "氏名")
    assert found.kinds == ("name", "phone", "member")
    assert found.groups == (1, 1, 0)
    assert found.rows == [("青木 茂（妻 和子）", "38-1111", "和子"), ("石黒 明", "", "")]


def test_without_merged_headings_there_are_no_groups() -> None:
    found = Listing(("氏名",), "", ("name",), False, [("青木 茂",)])
    put_right(found, 0, "contact", ["青木 花子"])
    assert found.groups == ()
