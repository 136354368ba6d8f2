"""Help in the user's language, in lines that a terminal of 80 columns shows whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.cli.main import commands, main, parser_for
from sekisho.cli.parser import columns_of, lines_of
from sekisho.cli.voice import Voice
from sekisho.text import LANGUAGES, Language


@pytest.mark.parametrize("name", commands())
def test_help_is_japanese_and_fits(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([name, "--help", "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("使い方: ")
    for english in ("usage:", "positional", "options:", "show this", "exit"):
        assert english not in said
    assert [line for line in said.splitlines() if columns_of(line) > 82] == []


def test_english_help_is_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ready", "--lang", "en", "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: ")
    assert said.isascii()


def test_letters_of_two_columns_count_two() -> None:
    assert columns_of("関所 ab") == 7
    assert lines_of("証拠のフォルダー", 8) == ["証拠のフォ", "ルダー"], (
        "no small letter begins a line"
    )


def test_words_stay_whole_and_full_stops_begin_no_line() -> None:
    assert lines_of("規程（YAML のファイル）", 10) == ["規程（YAML", "のファイル）"]
    assert lines_of("一二三四。五", 8) == ["一二三四。", "五"]


@given(st.text(alphabet="関所のー、。（）abc -", max_size=60), st.integers(8, 40))
def test_no_letter_is_lost(text: str, width: int) -> None:
    joined = "".join("".join(lines_of(text, width)).split())
    assert joined == "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_how_to_begin_in_lines_to_copy(
    language: Language, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "ja_JP.UTF-8" if language == "ja" else "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANGUAGE", raising=False)
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert "sekisho investigate FOLDER --case CASE" in told
    assert "sekisho drill ikeda --out exercise" in told


def test_no_help_shows_an_open_place() -> None:
    for name in commands():
        shown = [parser_for(Voice("ja"), [name])]
        for parser in shown:
            for action in parser._actions:
                listed = getattr(action, "_choices_actions", ())
                for one in (action, *listed):
                    assert not re.search(r"\{\w+\}", one.help or ""), (parser.prog, one.dest)
                if isinstance(action.choices, dict):
                    shown += action.choices.values()
