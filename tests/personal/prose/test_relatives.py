"""Members of a family by their given name."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.relatives import by_given_name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("長男　健吾（54）県外在住", ["石黒 健吾"]),
        ("妻：シゲ（76歳）と二人暮らし。", ["石黒 シゲ"]),
        ("家族　夫　勝（昭和58年生）　長男　陽斗（小3）", ["石黒 勝", "石黒 陽斗"]),
        ("石黒 明、妻 敏子氏", ["石黒 敏子"]),
        ("石黒 明・美代子夫妻", ["石黒 美代子"]),
        ("うちの千紗だけでなく、下の律も通います。", ["石黒 千紗", "石黒 律"]),
        ("我が家の陽斗と下の暖は卵が食べられません。", ["石黒 陽斗", "石黒 暖"]),
        ("うちの裏も下の道も水がたまります。", []),
        ("うちの犬と下の猫が逃げました。", []),
        ("長男　同居（54）", []),
        ("長女　藤巻 由香（51）", []),
        ("夫が亡くなった。", []),
    ],
)
def test_with_the_surname_of_whoever_is_named_before(line: str, expected: list[str]) -> None:
    assert list(by_given_name(["石黒 明", line], [(0, "石黒 明")])) == expected


def test_nobody_without_a_name_before() -> None:
    assert list(by_given_name(["妻：和子（76歳）", "石黒 明"], [(1, "石黒 明")])) == []
