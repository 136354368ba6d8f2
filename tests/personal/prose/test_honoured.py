"""Whole names with a title of honour."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.honoured import honoured, may_be_honoured, title_below, untitled
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("隣の石黒 明さんに聞いた。", "石黒 明", True),
        ("石黒明 さまから", "石黒明", True),
        ("石黒さんに聞いた。", "石黒", False),
        ("営業部 石黒 明 様、", "石黒 明", False),
        ("石黒 明 様", "石黒 明", False),
        ("石黒 明が来た。", "石黒 明", False),
        ("仕様について", "仕", False),
    ],
)
def test_honoured(line: str, name: str, expected: bool) -> None:
    start = line.index(name)
    assert honoured(line, Named(name, start, start + len(name)), rules()) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("石黒　明さん", True), ("石黒明氏", True), ("氏名を書く", False), ("ありがとう。", False)],
)
def test_lines_worth_a_look(line: str, expected: bool) -> None:
    assert may_be_honoured(line) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("石黒明氏", "石黒明"),
        ("石黒 明　印", "石黒 明"),
        ("石黒明", "石黒明"),
        ("石黒明ちゃん", "石黒明"),
        ("近藤　篤君", "近藤　篤"),
    ],
)
def test_untitled(name: str, expected: str) -> None:
    assert untitled(Named(name, 3, 3 + len(name))) == Named(expected, 3, 3 + len(expected))


def test_a_title_on_the_next_line() -> None:
    lines = ["鍵は石黒　明", "さんに預けた。", "以上"]
    assert [title_below(lines, at, rules()) for at in range(3)] == ["さんに", "", ""]
