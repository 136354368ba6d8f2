"""Names in cells under headings over names."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headed import headed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("氏名\t住所\n青木 茂\t谷口町3番地\n", ["青木 茂"]),
        (
            "番号\t氏名\t\t住所\n1\t青木\t茂\t谷口町3番地\n2\t石黒\t明\t宮本町5番地\n",
            ["青木\t茂", "石黒\t明"],
        ),
        (
            "番号\t氏名\t氏名\t住所\n1\t青木\t茂\t谷口町3番地\n2\t石黒\t明\t宮本町5番地\n",
            ["青木\t茂", "石黒\t明"],
        ),
    ],
    ids=["whole", "its second cell blank", "repeated"],
)
def test_names_below_a_heading(text: str, names: list[str]) -> None:
    block = Block.of([text])
    assert [text[start:end] for start, end in headed(block)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "保護者\t子（学年）\n青木茂\t心春（小6） 大翔（中1）\n石黒明\t結月 一花\n",
            ["青木茂", "石黒明", "心春", "大翔", "結月", "一花"],
        ),
        ("夫\t妻\t地区\n青木 茂\t幸子\t南台\n", ["青木 茂", "幸子"]),
        # what answers a question names nobody
        ("氏名\t父\t母\n青木 茂\t死亡\t健在\n石黒 明\t健在\t健在\n", ["青木 茂", "石黒 明"]),
    ],
    ids=["new ones beside a known one", "whole and given", "answers"],
)
def test_names_below_words_for_kin(text: str, names: list[str]) -> None:
    block = Block.of([text])
    assert sorted(text[start:end] for start, end in headed(block)) == sorted(names)


def test_what_one_text_names_says_nothing_of_another() -> None:
    texts = ["世帯主\t子\n青木 茂\t心春\n", "世帯主\t子\n石黒 明\t大翔\n宇野 正\t幸子\n" * 3]
    alone = [len(list(headed(Block.of([text])))) for text in texts]
    assert len(list(headed(Block.of(texts)))) == sum(alone)
