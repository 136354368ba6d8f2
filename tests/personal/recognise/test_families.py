"""Families in rows of text."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.families import families_behind, of_one_surname


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "大西 勝（千代・亮介）　52-1101\n・中島 宏（妻早苗）",
            ["大西 勝", "千代", "亮介", "中島 宏", "早苗"],
        ),
        ("大西 勝（千代・亮介）は欠席した。", []),  # once is no habit
        ("大西 勝（おおにし まさる）\n中島 宏（なかじま ひろし）", []),
        ("大西 勝（班長）\n中島 宏（会計）", []),
    ],
)
def test_names_in_brackets(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in families_behind(Block.of([text]))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("榎本 龍 榎本 雄一 070-6808-2867", ["榎本 龍", "榎本 雄一"]),
        ("x\t名取蒼空 名取達也 52-1101", ["名取蒼空", "名取達也"]),
        ("谷口集会所 谷口 0770-00-0001", []),
        ("榎本 龍 名取 達也 070-6808-2867", []),
    ],
)
def test_child_and_parent(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in of_one_surname(Block.of([text]))] == expected
