"""Tables whose headings are not known."""

from __future__ import annotations

from sekisho.personal.columns.headless import (
    asks_other,
    headed_by_words,
    unlike_the_rest,
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


def test_words_where_the_list_before_has_figures_head_something_else() -> None:
    kinds = ("role", "name", "age", "address")
    assert asks_other(kinds, ("所在", "林種", "樹種", "林齢"))
    assert not asks_other(kinds, ("届出人", "青木 茂", "71", "谷口町3番地"))
    assert not asks_other(kinds, ("届出人", "青木 茂", "", "同上"))
    assert not asks_other(("name", "title"), ("青木 茂", "班長"))
