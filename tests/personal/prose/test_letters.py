"""Who signs a letter with the name alone; names right behind their label."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.letters import labelled, may_be_labelled, signatures
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["町長様", "道を直してください。", "令和八年五月十日", "石黒　明"], [3]),
        (["拝啓", "ありがとうございました。", "敬具", "石 黒 明"], [3]),
        (["石黒先生", "お世話になりました。", "片桐 直樹より"], [2]),
        (["皆様へ", "お世話になります。", "株式会社谷口", "石黒 明"], []),
        (["各位", "ご確認をお願いします。", "総務課　田中", "石黒 明"], []),
        (["予定表", "石黒 明"], []),
        (["町長様", "直してください。", "山田太郎"], []),
        ([], []),
    ],
)
def test_signatures(lines: list[str], expected: list[int]) -> None:
    assert list(signatures(lines, rules())) == expected


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("氏　名　石黒 明　印", "石黒 明", True),
        ("【氏名】石黒明", "石黒明", True),
        ("お名前（漢字）：石 黒 明", "石 黒 明", True),
        ("代表者氏名　石黒 明", "石黒 明", False),
        ("担当者氏名　石黒 明", "石黒 明", False),
        ("氏名　電話", "電話", False),
        ("氏名を書き、石黒 明に渡す。", "石黒 明", False),
    ],
)
def test_labelled(line: str, name: str, expected: bool) -> None:
    start = line.index(name)
    assert labelled(line, Named(name, start, start + len(name))) is expected
    assert may_be_labelled(line) or not expected
