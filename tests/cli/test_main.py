"""The program as a user meets it: exit codes, languages, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import commands, main


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["events", "nowhere", "--out", "x", "--lang", "en"], 2, "cli.no_such_folder"),
        (["ledger", "verify", "nowhere", "--lang", "ja"], 2, "cli.no_such_folder"),
        (["no-such-command"], 2, "cli.bad_arguments"),
        (["drill", "ikeda", "--out", "x", "--set", "nothing=1"], 2, "cli.drill.bad_option"),
        (["drill", "ikeda", "--out", "x", "--set", "days=many"], 2, "cli.drill.bad_option"),
        (["drill", "ikeda", "--out", "x", "--set", "tool=hammer"], 2, "cli.drill.bad_option"),
    ],
)
def test_bad_input_has_code_and_exit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == code
    captured = capsys.readouterr()
    assert f"[{told}]" in captured.err
    assert "Traceback" not in captured.err


def test_an_empty_evidence_folder_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "evidence").mkdir()
    out = tmp_path / "out.jsonl"
    assert main(["events", str(tmp_path / "evidence"), "--out", str(out), "--workers", "0"]) == 0
    assert out.read_text(encoding="utf-8") == ""
    assert "0" in capsys.readouterr().out


def test_every_command_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for name in commands():
        for language in ("ja", "en"):
            assert main([name, "--lang", language, "--help"]) == 0
            assert name in capsys.readouterr().out


def test_a_defect_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("sekisho.cli.commands.events.take_in", broken)
    (tmp_path / "evidence").mkdir()
    words = ["events", str(tmp_path / "evidence"), "--out", str(tmp_path / "x.jsonl")]
    assert main(words) == 1
    assert "[cli.defect]" in capsys.readouterr().err
