from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.enumerated import among, by_place, numbered


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("①青木 茂 ②石黒 明", ["青木 茂", "石黒 明"]),
        ("青木 茂 0770-00-0001", ["青木 茂"]),
        ("青木 茂 0770-00-0001\t→\t石黒 明 0770-00-0002", ["青木 茂", "石黒 明"]),
        ("1 青木 茂 欠席", []),
    ],
)
def test_names_with_numbers(text: str, names: list[str]) -> None:
    assert [found[1] for found in numbered(Block.of([text]))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "選手 鈴木航平、服部音羽、大塚律、今剛、杉山恵子",
            ["鈴木航平", "服部音羽", "大塚律", "今剛", "杉山恵子"],
        ),
        ("出席:石黒明、", ["石黒明"]),
        ("根子岳、由布岳", []),
        ("上水道、下水道、道路", []),
    ],
)
def test_names_between_commas(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in among(Block.of([text]))] == names


def test_rare_and_foreign_names_in_rows_of_known_ones() -> None:
    rows = ("大西 勝 54歳", "雲母 崇 53歳", "NGUYEN THI HOA 29歳", "黒川 洋子 61歳")
    text = "\n".join(f"{at} {row} 090-0000-110{at}" for at, row in enumerate(rows, 1))
    found = [text[start:end] for start, end in by_place(Block.of([text]))]
    assert found == ["大西 勝", "雲母 崇", "NGUYEN THI HOA", "黒川 洋子"]
    alone = "1 雲母 崇 53歳 090-0000-1101"
    assert not list(by_place(Block.of([alone])))
