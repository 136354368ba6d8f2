"""What a line says somebody is."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.said import may_be_said, said


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
    ],
)
def test_said(line: str, name: str, expected: bool) -> None:
    start = line.index(name)
    assert said(line, Named(name, start, start + len(name))) is expected
    assert may_be_said(line) or not expected
