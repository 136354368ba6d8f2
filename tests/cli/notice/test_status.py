"""A notice that nobody was sent says so, person by person."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


def test_nothing_on_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "r.jsonl"
    register.touch()
    words = ["notice", "status", "--rulebook", str(EXAMPLE), "--register", str(register)]
    assert main([*words, "--lang", "ja"]) == 0
    told = capsys.readouterr().out
    assert "届いた 0 人、確認 0 人" in told
    assert "記録なし" in told
    assert main([*words, "総第99号"]) == 2
