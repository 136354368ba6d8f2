"""``sekisho rulebook check``: mistakes, doubts, assumptions, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
DOUBTFUL = "version: 1\nzones:\n  - name: A\n    kind: 行政系\n"


def test_the_example_has_doubts_with_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["rulebook", "check", str(ROOT / "examples" / "rulebook.yaml"), "--lang", "ja"]
    assert main([*words, "--now", "2026-06-10"]) == 0
    told = capsys.readouterr().out
    assert "誤りはない" in told
    assert "30 日以内に切れます。 [rulebook.doubt.term_ending]" in told


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 4)])
def test_doubts_hinder_only_the_strict(tmp_path: Path, strict: list[str], code: int) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(DOUBTFUL, encoding="utf-8")
    assert main(["rulebook", "check", str(path), *strict]) == code


def test_mistakes_are_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("version: 1\nassets:\n  - name: A\n    mac: x\n", encoding="utf-8")
    assert main(["rulebook", "check", str(path), "--json", "--lang", "ja"]) == 2
    captured = capsys.readouterr()
    (one,) = json.loads(captured.out)["mistakes"]
    assert (one["line"], one["code"]) == (4, "rulebook.unknown_key")
    assert "r.yaml:4:" in captured.err
    assert main(["rulebook", "check", str(tmp_path / "none")]) == 2


def test_the_result_for_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(DOUBTFUL, encoding="utf-8")
    assert main(["rulebook", "check", str(path), "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told["doubts"]] == ["rulebook.doubt.zone_without_networks"]
    assert told["mistakes"] == []
    assert "rulebook.assumed.hours.start" in {one["code"] for one in told["assumptions"]}
    assert len(told["digest"]) == 64


def test_a_device_without_a_serial_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.yaml"
    device = r"version: 1" + "\ndevices:\n  - {name: U, id: 'USB\\VID_0781&PID_5581\\6&1A2B&0&1'}\n"
    path.write_text(device, encoding="utf-8")
    assert main(["rulebook", "check", str(path), "--lang", "ja"]) == 2
    told = capsys.readouterr().err
    assert "固有のシリアル番号がなく" in told
    assert "固有のシリアル番号を持つ製品に替えてください" in told
