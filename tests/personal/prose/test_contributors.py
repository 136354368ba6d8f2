"""Who sends in verses or a few sentences, named at the end of each line."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.contributors import contributors
from sekisho.personal.rules import rules

VERSES = [
    "風鈴や　母の齢を　ひとつ越え　　　　石黒明（新町）",
    "健診の　数字だけ見て　飯を減らす　　青木　和子（上町・72）",
]


def test_names_at_the_end() -> None:
    found = list(contributors(["俳句", VERSES[0], "川柳", VERSES[1], "締切は二十日。"], rules()))
    assert [(at, name.text) for at, name in found] == [(1, "石黒明"), (3, "青木　和子")]


@pytest.mark.parametrize(
    "lines",
    [
        VERSES[:1],
        ["優勝おめでとう　　　石黒 明（新町）", "準優勝おめでとう　　　青木 茂（上町）"],
        ["体操を教えます　　　石黒 明（保健課）", "話をします　　　青木 茂（講師）"],
        ["会場はこちら　　　公民館（新町）", "雨のときはこちら　　　体育館（上町）"],
    ],
)
def test_nobody(lines: list[str]) -> None:
    assert not list(contributors(lines, rules()))


def test_endless_lines_are_no_verses() -> None:
    endless = "あ " * 50_000 + "青木 茂（新町）"
    assert list(contributors([endless] * 3, rules())) == []
