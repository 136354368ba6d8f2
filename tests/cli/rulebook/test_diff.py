"""``sekisho rulebook diff``: nothing, or what and whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    assert "place: 本庁2階 電算室" in text
    path.write_text(text.replace("place: 本庁2階 電算室", "place: 本庁3階"), encoding="utf-8")
    return path


def test_another_spelling_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("令和8年6月1日", "2026/6/1")
    path.write_text(text, encoding="utf-8")
    assert main(["rulebook", "diff", str(EXAMPLE), str(path), "--lang", "ja"]) == 0
    assert "違いはない" in capsys.readouterr().out


def test_what_and_whom(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "diff", str(EXAMPLE), str(other), "--lang", "ja"]) == 4
    told = capsys.readouterr().out
    assert (
        "機器「FS01」の設置場所を「本庁2階 電算室」から「本庁3階」に改める（関係：総務課）" in told
    )


def test_for_a_program_and_on_paper(
    other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.docx"
    words = ["rulebook", "diff", str(EXAMPLE), str(other), "--json", "--out", str(out)]
    assert main(words) == 4
    (one,) = json.loads(capsys.readouterr().out)["changes"]
    assert (one["path"], one["entry"], one["concerns"]) == (["assets", "place"], "FS01", ["総務課"])
    assert (one["old"], one["new"]) == ("本庁2階 電算室", "本庁3階")
    assert out.read_bytes().startswith(b"PK")
