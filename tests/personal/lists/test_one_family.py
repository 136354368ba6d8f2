"""Papers about one home."""

from __future__ import annotations

import pytest

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.one_family import as_one_family, for_one_household

FAMILY: tuple[Kind, ...] = ("relation", "name", "age")


def listing(*rows: tuple[str, ...], above: str = "", kinds: tuple[Kind, ...] = FAMILY) -> Listing:
    return Listing(tuple(kinds), "place", kinds, True, list(rows), above=above)


@pytest.mark.parametrize(
    "line",
    [
        "世帯ごとに1枚です。希望する欄に○をつけてください。",
        "１世帯につき１枚でお願いします",
        "ご家族で一枚にまとめてください",
        "同じ世帯の方を記入してください",
        "世帯員全員を記入",
    ],
)
def test_a_sheet_for_each_household(line: str) -> None:
    assert for_one_household(["申込書", line])


@pytest.mark.parametrize("line", ["一人1枚です", "世帯数　112", "家族介護教室のお知らせ"])
def test_other_sheets(line: str) -> None:
    assert not for_one_household([line])


def test_those_who_live_together() -> None:
    rows = [("父", "野口 亮介", "41"), ("子", "野口 芽衣", "3")]
    assert as_one_family(listing(*rows, above="同居している方"), sheet=False).card
    assert not as_one_family(listing(*rows, above="参加者"), sheet=False).card
    assert as_one_family(listing(*rows), sheet=True).card


def test_lists_of_several_homes() -> None:
    heads = [("世帯主", "野口 亮介", "41"), ("世帯主", "黒川 勇", "71")]
    assert not as_one_family(listing(*heads, above="家族の一覧"), sheet=True).card
    others = [("父", "野口 亮介", "41"), ("父", "黒川 勇", "71"), ("父", "中島 宏", "58")]
    assert not as_one_family(listing(*others, above="家族の一覧"), sheet=False).card
    many = [("子", f"野口 亮{at}", "3") for at in range(11)]
    assert not as_one_family(listing(*many, above="家族の一覧"), sheet=False).card


@pytest.mark.parametrize(
    ("above", "card"), [("世帯1", True), ("第12世帯", True), ("大西家", True), ("1班", False)]
)
def test_a_table_for_each_home(above: str, card: bool) -> None:
    kinds: tuple[Kind, ...] = ("name", "address")
    rows = [("大西 勝", "南台3番地"), ("大西 千代", "南台3番地")]
    assert bool(as_one_family(listing(*rows, above=above, kinds=kinds), sheet=False).card) is card
    several = [*rows, ("黒川 洋子", "上沢12番地")]
    assert not as_one_family(listing(*several, above=above, kinds=kinds), sheet=False).card
