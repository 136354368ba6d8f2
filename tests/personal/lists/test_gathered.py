"""A document's rows without examples, heads of families from above their tables."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.personal.lists.gathered import gathered

Row = tuple[str | None, int | None, tuple[str, ...] | None, str | None]


def rows(*lines: str | tuple[str, ...]) -> Iterator[Row]:
    for line in lines:
        yield (None, None, None, line) if isinstance(line, str) else (None, 1, line, None)


def cells(*lines: str | tuple[str, ...]) -> list[tuple[str, ...]]:
    return [row.cells for row in gathered(rows(*lines)).tables]


FAMILY = ("氏名", "続柄", "年齢")


def test_the_head_named_above_stands_in_the_table() -> None:
    found = cells("世帯主　青木 茂　住所　谷口町3番地", "家族", FAMILY, ("和子", "妻", "68"))
    assert found == [("世帯主", "青木 茂", ""), FAMILY, ("和子", "妻", "68")]


def test_no_head_above_other_tables() -> None:
    assert cells("世帯主　青木 茂", ("日", "行事")) == [("日", "行事")]
    assert cells("世帯主の氏名を書く。", FAMILY) == [FAMILY]


def test_a_column_of_examples_is_blank() -> None:
    found = cells(("項目", "記入欄", "記入例"), ("氏名", "", "池田 太郎"))
    assert found == [("項目", "記入欄", ""), ("氏名", "", "")]


def test_a_table_below_a_title_with_example_is_shown_only() -> None:
    read = gathered(rows("回覧順（例）", ("氏名", "電話"), ("佐藤 花子", "38-0000"), "以上"))
    assert (read.tables, read.lines, read.shown) == ([], ["回覧順（例）", "以上"], 2)


def test_nothing() -> None:
    assert gathered(()).empty
    assert not gathered(rows("")).empty
