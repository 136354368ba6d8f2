"""Rows that say which home the people below live in."""

from __future__ import annotations

from sekisho.personal.lists.homes import parted_by_gaps, with_homes

LAYOUT = ("氏名", "続柄")
KINDS = ("name", "relation")


def merged(text: str) -> tuple[str, str]:
    return text, text


def test_addresses_part_the_people() -> None:
    rows = [merged("谷口町3番地"), ("青木 茂", "本人"), ("青木 和子", "妻"),
            merged("谷口町9番地"), ("石黒 明", "本人")]  # fmt: skip
    layout, kinds, found = with_homes(LAYOUT, KINDS, rows)
    assert layout == ("氏名", "続柄", "世帯")
    assert kinds == ("name", "relation", "household")
    assert found == [
        ("青木 茂", "本人", "1"),
        ("青木 和子", "妻", "1"),
        ("石黒 明", "本人", "2"),
    ]


def test_names_of_houses_do() -> None:
    rows = [merged("屋号　かじや"), ("青木 茂", ""), merged("屋号　しんや"), ("石黒 明", "")]
    assert with_homes(LAYOUT, KINDS, rows)[1][-1] == "household"


def test_quarters_do_not() -> None:
    heads = [("青木 茂", "世帯主"), ("石黒 明", "世帯主")]
    rows = [merged("谷口3番地"), *heads, merged("霧谷9番地"), *heads]
    assert with_homes(LAYOUT, KINDS, rows) == (LAYOUT, KINDS, rows)
    rows = [merged("１班"), heads[0], merged("２班"), heads[1]]
    assert with_homes(LAYOUT, KINDS, rows) == (LAYOUT, KINDS, rows)


def test_nothing_where_households_have_numbers_or_people_stand_before() -> None:
    rows = [merged("谷口町3番地"), ("青木 茂", "1"), merged("谷口町9番地"), ("石黒 明", "2")]
    given = (LAYOUT, ("name", "household"), rows)
    assert with_homes(*given) == given
    rows = [("宇野 正", ""), *rows]
    assert with_homes(LAYOUT, KINDS, rows) == (LAYOUT, KINDS, rows)


def test_empty_rows_part_families() -> None:
    rows = [("氏名", "年齢"), ("大西 勝", "71"), ("大西 千代", "69"), ("中島 宏", "58")]
    assert parted_by_gaps(rows, [3]) == [
        ("氏名", "年齢", "世帯番号"),
        ("大西 勝", "71", "1"),
        ("大西 千代", "69", "1"),
        ("中島 宏", "58", "2"),
    ]


def test_rows_of_other_widths() -> None:
    rows = [("家々",), ("電話", "氏名"), ("52-1", "大西 勝"), ("52-2", "大西 千代"), ("53",)]
    assert parted_by_gaps(rows, [4]) == rows
    assert parted_by_gaps([*rows[:4], ("53", "中島 宏")], [4])[0] == ("家々", "", "")
    assert parted_by_gaps([*rows[:4], ("53", "中島 宏", "")], [4])[0] == ("家々",)


def test_empty_rows_between_squads_part_none() -> None:
    rows = [("氏名", "年齢"), ("大西 勝", "71"), ("黒川 勇", "69"), ("中島 宏", "58")]
    assert parted_by_gaps(rows, [3]) == rows
    told = [("氏名", "続柄"), ("大西 勝", "本人"), ("大西 千代", "妻"), ("中島 宏", "本人")]
    assert parted_by_gaps(told, [3]) == told
    assert parted_by_gaps([("大西 勝",), ("中島 宏",)], [1]) == [("大西 勝",), ("中島 宏",)]
