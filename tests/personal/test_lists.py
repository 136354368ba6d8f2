from __future__ import annotations

from sekisho.personal.lists import TableRow, as_form, listings


def rows(*tables: list[tuple[str, ...]], part: str = "s") -> list[TableRow]:
    return [
        TableRow(part, number, cells) for number, table in enumerate(tables, 1) for cells in table
    ]


def test_a_title_above_and_headings_that_repeat() -> None:
    head = ("氏名", "電話")
    found = list(listings(rows([("名簿", "名簿"), head, ("青木 茂", "1"), head, ("石黒 明", "2")])))
    assert len(found) == 1
    assert found[0].kinds == ("name", "phone")
    assert found[0].rows == [("青木 茂", "1"), ("石黒 明", "2")]


def test_two_lists_on_one_sheet() -> None:
    table = [("氏名", "電話"), ("青木 茂", "1"), ("議員名", "住所"), ("石黒 明", "谷口町2番地")]
    assert [found.kinds for found in listings(rows(table))] == [
        ("name", "phone"),
        ("name", "address"),
    ]


def test_two_rows_of_headings() -> None:
    table = [("世帯主", "世帯主", "連絡先"), ("氏名", "年齢", "電話"), ("青木 茂", "71", "1")]
    (found,) = listings(rows(table))
    assert found.kinds == ("head", "age", "phone")
    assert found.rows == [("青木 茂", "71", "1")]


def test_a_table_without_headings_goes_on_with_the_list_before() -> None:
    first, second = listings(
        rows([("氏名", "備考"), ("青木 茂", "")], [("石黒 明", "")], part="page 1")
    )
    assert second.kinds == first.kinds
    assert second.place == first.place


def test_a_form_is_a_list_of_its_values() -> None:
    form = as_form([("氏名", "青木 茂"), ("住所", "谷口町3番地"), ("電話", "1")])
    assert form is not None
    assert form.kinds == ("name", "address", "phone")
    assert form.rows == [("青木 茂", "谷口町3番地", "1")]


def test_a_form_with_several_columns_of_values() -> None:
    form = as_form([("氏名", "青木 茂", "石黒 明"), ("年齢", "71", "45")])
    assert form is not None
    assert form.rows == [("青木 茂", "71"), ("石黒 明", "45")]


def test_a_list_is_no_form() -> None:
    assert as_form([("氏名", "住所"), ("青木 茂", "谷口町3番地")]) is None
    roles = [("区分", "続柄", "氏名"), ("世帯主", "本人", "青木 茂"), ("世帯員", "妻", "青木 和子")]
    assert as_form(roles) is None
