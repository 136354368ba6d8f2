"""Lists in lines that say how names are read, or who is of which year at school."""

from __future__ import annotations

import pytest

from sekisho.personal.lists.read_lines import READ, read_lists
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            [
                "1　石黒　明　（いしぐろ あきら）　4年",
                "2　佐保　永遠　（さほ とわ）",
                "3　青木　葵（あおき あおい）",
            ],
            [
                ("石黒 明", "いしぐろ あきら"),
                ("佐保 永遠", "さほ とわ"),
                ("青木 葵", "あおき あおい"),
            ],
        ),
        (
            ["・石黒 明（3年）", "・青木 葵（小4）", "", "・青木 茂（5年2組）"],
            None,
        ),
        (
            ["・石黒 明（3年）", "・青木 葵（年長）", "", "・青木 茂（5年2組）"],
            [("石黒 明", ""), ("青木 葵", ""), ("青木 茂", "")],
        ),
    ],
)
def test_lists(lines: list[str], rows: list[tuple[str, str]] | None) -> None:
    found = list(read_lists(["出る子", *lines, "以上です。"], rules().office))
    if rows is None:
        assert not found
        return
    ((listing, taken),) = found
    assert (listing.layout, listing.rows, listing.above) == (READ, rows, "出る子")
    assert taken == {at for at, line in enumerate(lines, 1) if line}


@pytest.mark.parametrize(
    "lines",
    [
        ["石黒 明（いしぐろ あきら）", "青木 葵（あおき あおい）"],
        ["谷口 本町（たにぐち ほんまち）", "新町 集会所（しんまち）", "上町 公民館（うえまち）"],
        ["担当 石黒 明（いしぐろ）", "担当 青木 葵（あおき）", "担当 青木 茂（あおき）"],
        ["図書（2年）", "体育（3年）", "音楽（4年）"],
    ],
)
def test_no_lists(lines: list[str]) -> None:
    assert not list(read_lists(lines, rules().office))
