from __future__ import annotations

from sekisho.personal.lists.listing import TableRow
from sekisho.personal.lists.lists import listings


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
    table = [("申請書", "申請書"), ("氏名", "青木 茂"), ("住所", "谷口町3番地"), ("電話", "1")]
    (form,) = listings(rows(table))
    assert form.layout == ("form", "name", "address", "phone")
    assert form.rows == [("青木 茂", "谷口町3番地", "1")]


def test_a_list_is_no_form() -> None:
    (found,) = listings(rows([("氏名", "住所"), ("青木 茂", "谷口町3番地")]))
    assert found.layout == ("氏名", "住所")
    roles = [("区分", "続柄", "氏名"), ("世帯主", "本人", "青木 茂"), ("世帯員", "妻", "青木 和子")]
    assert [one.layout for one in listings(rows(roles))] == [("区分", "続柄", "氏名")]


def test_a_form_with_a_list_below_is_a_card() -> None:
    table = [("世帯主", "青木 茂", "電話", "1"), ("氏名", "続柄", "年齢", "備考"),
             ("和子", "妻", "45", "")]  # fmt: skip
    form, family = listings(rows(table))
    assert form.card == family.card != None  # noqa: E711
    assert family.family == "青木 茂"


def test_the_head_of_an_office_over_a_list_makes_no_card() -> None:
    table = [("区長氏名", "青木 茂", "電話", "1"), ("氏名", "続柄", "年齢", "備考"),
             ("石黒 明", "本人", "45", ""), ("上野 花子", "本人", "70", "")]  # fmt: skip
    assert [one.card for one in listings(rows(table))] == [None, None]


def test_blocks_side_by_side_are_one_list() -> None:
    table = [("氏名", "電話", "", "氏名", "電話"), ("青木 茂", "1", "", "石黒 明", "2"),
             ("上野 花子", "3", "", "", "")]  # fmt: skip
    (found,) = listings(rows(table))
    assert found.kinds == ("name", "phone")
    assert found.rows == [("青木 茂", "1"), ("上野 花子", "3"), ("石黒 明", "2")]


def test_two_columns_of_names_are_no_blocks() -> None:
    table = [("児童氏名", "保護者氏名"), ("青木 一郎", "青木 茂")]
    assert next(listings(rows(table))).kinds == ("name", "name")


def test_numbers_that_go_on_over_the_slide_are_the_same_households() -> None:
    head = ("世帯番号", "氏名")
    first = rows([head, ("1", "青木 茂"), ("2", "石黒 明")], part="slide 1")
    on = rows([head, ("2", "石黒 京子"), ("3", "上野 花子")], part="slide 2")
    anew = rows([head, ("1", "江藤 学")], part="slide 3")
    one, two, three = listings([*first, *on, *anew])
    assert one.place == two.place != three.place
