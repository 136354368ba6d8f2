"""Help in the user's language, in lines that a terminal of 80 columns shows whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.cli.main import commands, main
from sekisho.cli.parser import columns_of, lines_of


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
