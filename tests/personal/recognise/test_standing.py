from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.standing import standing


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["青木 茂"], [(0, 4, 0.6)]),
        (["役場"], []),
        (["氏名 青木 茂"], []),
        (["青木 凰雅\n〒501-0000"], [(0, 5, 0.55)]),
        (["青木凰雅\n石黒 明"], [(0, 4, 0.55), (5, 9, 0.6)]),
        (["青木凰雅", "石黒 明"], [(0, 4, 0.35), (5, 9, 0.6)]),
    ],
)
def test_whole_lines_that_can_be_names(
    texts: list[str], found: list[tuple[int, int, float]]
) -> None:
    assert list(standing(Block.of(texts))) == found
