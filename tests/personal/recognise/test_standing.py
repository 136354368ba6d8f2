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


def test_rare_and_foreign_names_in_a_grid_of_known_ones() -> None:
    grid = "青木 茂\t石黒 明\n上硲 一花\t宇野 正\nSMITH JOHN ROBERT\t榎本 浩二\n中島 宏\t松尾 誠"
    sure = {grid[start:end] for start, end, score in standing(Block.of([grid])) if score > 0.5}
    assert {"上硲 一花", "SMITH JOHN ROBERT"} <= sure
    lines = grid.replace("\t", "\n")
    said = {lines[start:end] for start, end, score in standing(Block.of([lines])) if score > 0.5}
    assert "上硲 一花" not in said
