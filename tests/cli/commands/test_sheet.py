"""``sekisho sheet``: a form that is never overwritten, mistakes with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main


def test_a_form_is_made_once_and_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "事案票.yaml"
    assert main(["sheet", "init", str(path), "--lang", "ja"]) == 0
    made = path.read_bytes()
    assert made.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in made
    assert main(["sheet", "init", str(path)]) == 2
    assert path.read_bytes() == made
    assert "[cli.sheet.exists]" in capsys.readouterr().err
    assert main(["sheet", "check", str(path), "--lang", "ja"]) == 0
    assert "期限を数えられない" in capsys.readouterr().out


def test_the_clock_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("version: 1\ncalls:\n  - {at: 2016-06-03 16:50, what: x}\n", encoding="utf-8")
    assert main(["sheet", "check", str(path), "--lang", "en"]) == 0
    assert "First known: 4:50 p.m. on 3 June 2016 (line 3)" in capsys.readouterr().out
    assert main(["sheet", "check", str(path), "--lang", "ja"]) == 0
    assert "平成28年6月3日午後4時50分（3 行目）" in capsys.readouterr().out


def test_mistakes_are_told_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("version: 1\ncalls:\n  - at: 16:50\n    waht: x\n", encoding="utf-8")
    assert main(["sheet", "check", str(path), "--lang", "ja"]) == 2
    told = capsys.readouterr().err
    assert "s.yaml:3:9: 「16:50」は日時でも日付でもありません" in told
    assert "もしかして「what」ですか" in told
    assert "[cli.bad_sheet]" in told
    assert main(["sheet", "check", str(tmp_path / "none.yaml")]) == 2
