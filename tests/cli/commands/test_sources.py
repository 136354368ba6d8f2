"""Formats are listed in the reader's language, short unless a table is asked for."""

from __future__ import annotations

import pytest

from sekisho.cli.commands.sources import markdown
from sekisho.cli.main import main
from sekisho.cli.voice import Voice
from sekisho.sources.registry import sources


def test_a_line_a_format_and_where_more_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "--lang", "ja"]) == 0
    *lines, blank, more = capsys.readouterr().out.splitlines()
    assert len(lines) == len(sources())
    assert blank == ""
    assert str(len(lines)) in more
    assert "--markdown" in more


def test_a_table_in_japanese_speaks_no_english() -> None:
    table = markdown(Voice("ja"))
    for english in ("the zone", "counted from", "as each", "found from", "else ", "by content"):
        assert english not in table
