"""Which lines of a text are headings of a table."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.heading_lines import is_heading_line, label_of, over_rows
from sekisho.personal.recognise.lines import Lines


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("番号\t氏名\t住所", True),
        ("夫\t妻\t地区", True),
        ("1\t大西 勝\t南台3番地", False),
        ("品名\t色\t形", False),
    ],
)
def test_by_their_words(line: str, heads: bool) -> None:
    assert is_heading_line(line, Lines.of(line).cells(0)) is heads


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        # two known words over values; an address among these is no heading
        ("順路\t水栓番号\t使用者名\t口径\t位置\n1\t25284\tPHAM BAO\t13\t南台969番地", True),
        # one word over names, one of which is likely
        ("部屋\t入居者\t国\n101\tPHAM BAO\t甲\n102\t大西 勝\t乙", True),
        ("部屋\t入居者\t国\n101\t未定\t甲\n102\t予定\t乙", False),
        ("部屋\t大西 勝\t国\n101\t黒川 洋子\t甲", False),
        ("部屋\t入居者\t国", False),
    ],
)
def test_by_the_rows_below(text: str, heads: bool) -> None:
    assert over_rows(Lines.of(text), 0) is heads


def test_a_label_does_without_brackets() -> None:
    assert label_of("子(学年)") == "子"
