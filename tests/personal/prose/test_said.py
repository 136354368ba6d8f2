"""What a line says somebody is."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.said import at_work, may_be_said, part_of_somebody, put_forward, said


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("要望者　石黒 明", "石黒 明", True),
        ("受領者署名　石黒 明", "石黒 明", True),
        ("借主　石黒 明", "石黒 明", True),
        ("担当者　石黒 明", "石黒 明", False),
        ("作成者：石黒 明", "石黒 明", False),
        ("要望者　石黒 明は欠席した。", "石黒 明", False),
        ("隣に住む石黒 明です。", "石黒 明", True),
        ("株式会社谷口の石黒 明です。", "石黒 明", False),
        ("My name is Maria Santos.", "Maria Santos", True),
        ("２年１組　石黒 明の母です。", "石黒 明", True),
        ("池田小学校　五年　石黒 明", "石黒 明", True),
        ("石黒 明宅の裏山", "石黒 明", True),
        ("石黒 明・和子夫妻", "石黒 明", True),
        ("付添　石黒 明（長男）", "石黒 明", True),
        ("石黒 明の件", "石黒 明", False),
        ("[同行者]　石黒 明（友人）", "石黒 明", True),
        ("【お子さま】石黒 明", "石黒 明", True),
        ("併せて措置を受ける者　石黒 明", "石黒 明", True),
        ("【担当者】石黒 明", "石黒 明", False),
    ],
)
def test_said(line: str, name: str, expected: bool) -> None:
    start = line.index(name)
    assert said(line, Named(name, start, start + len(name))) is expected
    assert may_be_said(line) or not expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("推薦者　班長　石黒 明", True),
        ("紹介者: 区長 石黒 明", True),
        ("報告者　班長　石黒 明", False),
        ("推薦者　石黒 明", False),
    ],
)
def test_a_post_between(line: str, expected: bool) -> None:
    start = line.index("石黒")
    assert put_forward(line, Named("石黒 明", start, start + 4)) is expected


@pytest.mark.parametrize(
    ("word", "part", "work"),
    [
        ("来庁者", True, False),
        ("届出人氏名", True, False),
        ("受付者", False, True),
        ("用件", False, False),
    ],
)
def test_words_for_parts(word: str, part: bool, work: bool) -> None:
    assert (part_of_somebody(word), at_work(word)) == (part, work)
