"""A list gains columns at its right end; a field of a form below it is no row."""

from __future__ import annotations

from sekisho.personal.lists.listing import Listing, label_with_note, put_right


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


def test_a_label_and_what_is_merged_over_all_columns_right_of_it() -> None:
    note = "家賃を滞納している。"
    assert label_with_note(("内容", note, note, note))
    assert label_with_note(("内容", "内容", note, note, note))
    assert not label_with_note(("青木 茂", "夫", "夫"))
    assert not label_with_note(("青木 茂", "", "", ""))
    assert not label_with_note(("青木 茂", "夫", "S45.6.11", ""))
    assert not label_with_note(())
