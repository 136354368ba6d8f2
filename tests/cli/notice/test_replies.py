"""What cannot be read as answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main


def test_without_a_register_nothing_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["notice", "replies", "--from", str(tmp_path), "--register", str(tmp_path / "r.jsonl")]
    assert main(words) == 2
    assert "[cli.no_such_path]" in capsys.readouterr().err


def test_an_empty_folder_confirms_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "r.jsonl"
    register.touch()
    came = tmp_path / "came"
    came.mkdir()
    words = ["notice", "replies", "--from", str(came), "--register", str(register), "--lang", "ja"]
    assert main(words) == 0
    assert "届いた 0 件、確認 0 件" in capsys.readouterr().out
    assert register.read_bytes() == b""
