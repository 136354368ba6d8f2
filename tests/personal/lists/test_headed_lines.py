"""Lists in lines of text below a line of headings."""

from __future__ import annotations

import pytest

from sekisho.personal.lists.headed_lines import headed_lists
from sekisho.personal.rules import rules

ROWS = ["石黒　葵ちゃん　　石黒　明　　南台", "松尾　蓮くん　　松尾　誠　　上沢"]


def found(lines: list[str]) -> list[tuple[tuple[str, ...], int, list[int]]]:
    return [
        (listing.layout, len(listing.rows), sorted(took))
        for listing, took in headed_lists(lines, rules().office)
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "赤ちゃん　／　保護者　／　地区",
        "【おめでた】赤ちゃん / 保護者 / 地区",
        "赤ちゃん\t保護者\t地区",
        "赤ちゃん　　　保護者　　　地区",
        "赤ちゃん｜保護者｜地区",
    ],
)
def test_headings_hold_for_the_lines_below(heads: str) -> None:
    assert found(["六月号", heads, "", *ROWS, "", "掲載を望まない方はお申し出ください。"]) == [
        (("赤ちゃん", "保護者", "地区"), 2, [1, 3, 4])
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["氏名　　住所　　電話", "　　　　", "申込みは総務課へ"],
        ["品目　　数量　　単価", "毛布　　三枚　　千円", "茶碗　　二個　　百円"],
        ["氏名　　地区", "大西　勝　　南台"],
        ["赤ちゃん　／　保護者　／　地区", "担当　　総務課　　係長", "窓口　　税務課　　係長"],
    ],
)
def test_what_is_no_list(lines: list[str]) -> None:
    assert found(lines) == []


def test_two_lists_one_below_the_other() -> None:
    lines = ["赤ちゃん　／　保護者　／　地区", *ROWS, "夫　／　妻", "大西　勝　　三宅　千代"]
    assert found([*lines, "黒川　空　　堀　早苗"]) == [
        (("赤ちゃん", "保護者", "地区"), 2, [0, 1, 2]),
        (("夫", "妻"), 2, [3, 4, 5]),
    ]


def test_headings_that_come_again_begin_anew() -> None:
    heads = "赤ちゃん　／　保護者　／　地区"
    assert [took for _, _, took in found([heads, *ROWS, heads, *ROWS])] == [[0, 1, 2], [3, 4, 5]]
    assert found([heads] * 9) == []
