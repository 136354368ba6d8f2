"""Tables whose headings are not known."""

from __future__ import annotations

from sekisho.personal.columns.headless import (
    asks_other,
    headed_by_words,
    in_grid,
    kinds_of_most,
    unlike_the_rest,
    without_heading,
)


def test_words_for_people_over_names() -> None:
    rows = [("月", "当番"), ("4月", "青木 茂"), ("5月", "石黒 明")]
    assert headed_by_words(rows) == (("月", "当番"), ("other", "name"))


def test_squads_over_names() -> None:
    rows = [("１班", "２班"), ("青木 茂", "石黒 明"), ("宇野 正", "榎本 浩二")]
    assert headed_by_words(rows) == (("班", "班"), ("name", "name"))


def test_no_heading_over_names() -> None:
    assert headed_by_words([("谷口", "青木 茂"), ("霧谷", "石黒 明"), ("上野", "宇野 正")]) is None
    assert headed_by_words([("日", "行事"), ("4月", "運動会"), ("5月", "遠足")]) is None
    assert headed_by_words([("月", "当番"), ("4月", "青木 茂")]) is None


def test_figures_below_words() -> None:
    assert unlike_the_rest([("甲", "乙", "丙"), ("a", "1", "2"), ("b", "3", "4")])
    assert not unlike_the_rest([("甲1", "乙", "丙"), ("a", "1", "2"), ("b", "3", "4")])


def test_a_row_of_something_else_hides_no_names() -> None:
    pupils = [
        ("青木 茂", "38-1111", "石黒 明", "38-1112"),
        ("宇野 正", "38-1113", "林 実", "38-1114"),
    ]
    assert kinds_of_most([("担任", "榎本", "38-2000", ""), *pupils]) == ("name", "phone") * 2
    duty = [("4/1", "青木 茂", "石黒 明", ""), ("4/2", "石黒 明", "青木 茂", "")]
    assert kinds_of_most([("日", "日直", "副日直", "備考"), *duty]) == ("other",) * 4
    assert kinds_of_most([]) == ()


def test_words_that_differ_in_one_sign_head_parts_of_one_list() -> None:
    rows = [("松の卓", "竹の卓"), ("青木 茂", "石黒 明"), ("", "鴨脚 修"), ("", "榎本 浩二")]
    assert headed_by_words(rows) == (("班", "班"), ("name", "name"))
    things = [("松の卓", "竹の卓"), ("湯呑み", "皿"), ("急須", "箸"), ("盆", "花瓶")]
    assert headed_by_words(things) is None


def test_men_and_women_in_columns() -> None:
    rows = [
        ("地区", "男", "女"),
        ("南台", "青木 茂", "石黒 千代"),
        ("上沢", "宇野 正", "榎本 幸子"),
    ]
    assert headed_by_words(rows) == (("地区", "班", "班"), ("other", "name", "name"))


def test_a_grid_of_names_and_empty_homes() -> None:
    rows = [("1 青木 茂", "2 空き家"), ("3 石黒 明", "4 宇野 正"), ("5 榎本 浩二", "")]
    assert [cell for (cell,) in in_grid(rows)] == [
        "1 青木 茂",
        "3 石黒 明",
        "4 宇野 正",
        "5 榎本 浩二",
    ]
    assert in_grid([("1 青木 茂", "机"), ("2 石黒 明", "空き家"), ("3 棚", "箱")]) == []


def test_words_above_names_are_no_names() -> None:
    rows = [("日", "第一"), ("1日", "青木 茂"), ("2日", "石黒 明"), ("3日", "宇野 正")]
    assert without_heading(rows) == rows[1:]
    rows = [("1日", "榎本 浩二"), ("2日", "青木 茂"), ("3日", "石黒 明"), ("4日", "宇野 正")]
    assert without_heading(rows) == rows


def test_words_where_the_list_before_has_figures_head_something_else() -> None:
    kinds = ("role", "name", "age", "address")
    assert asks_other(kinds, ("所在", "林種", "樹種", "林齢"))
    assert not asks_other(kinds, ("届出人", "青木 茂", "71", "谷口町3番地"))
    assert not asks_other(kinds, ("届出人", "青木 茂", "", "同上"))
    assert not asks_other(("name", "title"), ("青木 茂", "班長"))
