"""``sekisho`` alone: questions and answers become the words of the main job."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sekisho.cli.asking import ask
from sekisho.cli.exits import BadInputError
from sekisho.cli.voice import Voice


def listener(answers: list[str]) -> Callable[[str], str]:
    waiting = iter(answers)

    def listen(_question: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return listen


def voice() -> Voice:
    return Voice("ja", out=io.StringIO(), err=io.StringIO())


def test_answers_become_words(tmp_path: Path) -> None:
    answers = ["nowhere", f'"{tmp_path}"', "", "case", "", ""]
    words = ask(voice(), listener(answers))
    assert words == ["investigate", str(tmp_path), "--case", "case", "--lang", "ja"]


def test_rulebook_and_memo_are_taken_when_they_exist(tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.touch()
    answers = [str(tmp_path), "case", "", str(memo)]
    assert ask(voice(), listener(answers))[-2:] == ["--statement", str(memo)]


def test_when_nobody_answers_nothing_is_done() -> None:
    with pytest.raises(BadInputError) as caught:
        ask(voice(), listener([]))
    assert caught.value.code == "cli.ask.nobody"
