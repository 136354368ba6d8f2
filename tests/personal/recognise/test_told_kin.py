"""Names that a sentence tells by a class or a parent."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.told_kin import at_home, told_kin


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昼休みに6年の中島　一花と東　陽向が口論", ["中島　一花"]),
        ("東　陽向の母に連絡。骨折した東　陽向が早退", ["東　陽向", "東　陽向"]),
        ("年長組の中島　葵が転び、中島　葵の祖父が来た", ["中島　葵"] * 2),
        ("中島空の母です。", ["中島空"]),
        ("山田　琉生（長男・平成24年12月23日）", ["山田　琉生"]),
        ("山田　地区（長い）", []),
        ("令和8年の東　地区が", []),
        ("見本の記入　太郎の母に", []),
    ],
)
def test_told(text: str, names: list[str]) -> None:
    assert sorted({text[start:end] for start, end in told_kin(Block.of([text]))}) == sorted(
        set(names)
    )
    assert len(set(told_kin(Block.of([text])))) == len(names)


def test_only_in_its_own_text() -> None:
    block = Block.of(["東　陽向の母に連絡", "東　陽向が早退"])
    assert len(list(told_kin(block))) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("うちの千紗だけでなく、下の律も通います。", ["千紗", "律"]),
        ("我が家の陽斗と下の暖は", ["陽斗", "暖"]),
        ("うちの陽葵が転びました", ["陽葵"]),
        ("うちの裏も下の道も", []),
        ("おうちの陽葵が", []),
        ("うちの近所は", []),
    ],
)
def test_children_at_home(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in at_home(Block.of([text]))] == names
