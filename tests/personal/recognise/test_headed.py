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
