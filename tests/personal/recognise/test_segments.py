"""Names of two words within a line."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.segments import segments, with_given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（甲）　目黒 大輔　池田町清水谷5番地", ["目黒 大輔"]),
        ("4年2組　天谷 蓮", ["天谷 蓮"]),
        ("7/1　大河内 とみ宅訪問", ["大河内 とみ"]),
        ("林 茂　様", []),
        ("稲荷 常安 板垣", []),
        ("住所\t青木 一郎", []),
    ],
)
def test_segments(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in segments(Block.of([text]))] == expected


def test_a_given_name_behind_a_surname_of_a_sentence() -> None:
    text = "財前 ウメ（昭和8年生）の孫です。"
    assert list(with_given(Block.of([text]), [(0, 2)])) == [(0, 5)]
    assert list(with_given(Block.of(["財前が来た。"]), [(0, 2)])) == []
