"""Names in places where nothing but a name can stand."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.placed import may_be_rare, placed


def told(text: str) -> list[str]:
    block = Block.of([text])
    return [block.text[start:end] for start, end in placed(block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("錦江町馬場1610番地\n四月一日進　様\n", ["四月一日進"]),
        ("錦江町馬場1610番地\n谷口商店　様\n", []),
        ("錦江町馬場1610番地\n保護者　様\n", []),
        ("お願い\n四月一日進　様\n", []),
        ("緊急連絡先\t四月一日遥（続柄：親族）", ["四月一日遥"]),
        ("担当課（関係：総務）", []),
        ("差出人 雲母拓海\n雲母拓海と申します。", ["雲母拓海", "雲母拓海"]),
        ("谷口商店と申します。", []),
        ("成田　亜希子といいます", []),
    ],
)
def test_rare_names(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_words_of_offices_and_parts_are_no_names() -> None:
    words = ["総務課長", "申込者", "町立病院", "世帯主", "四月一日進"]
    assert may_be_rare(words) == [False, False, False, False, True]
