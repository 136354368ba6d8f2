"""``sekisho rulebook assets``: the drill's ledger taken in and put beside its records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main
from sekisho.drill import Options, write

EXAMPLE = str(Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml")
QUICK = ["--workers", "0", "--now", "2016-06-23T11:00"]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("ikeda", tmp_path_factory.mktemp("exercise"), Options(days=2)).evidence


def test_the_ledger_of_the_exercise(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every computer of the ledger is taken; the spare one is never seen; the file server is
    seen and listed nowhere."""
    out = tmp_path / "assets.yaml"
    ledger = str(evidence / "台帳" / "情報機器管理台帳.xlsx")
    words = ["rulebook", "assets", ledger, "--out", str(out), "--seen", str(evidence), "--json"]
    assert main([*words, *QUICK]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == len(told["entries"]) > 10
    assert {one["heading"] for one in told["unplaced"]} == {"ネットワーク"}
    spare = [entry["name"] for entry in told["entries"] if "YOBI" in entry["name"]]
    assert told["seen"]["never"] == spare
    assert [one["name"] for one in told["seen"]["strangers"]] == ["fs01"]
    assert main(["rulebook", "check", str(out)]) == 0


def test_an_existing_file_is_never_written(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "assets.yaml"
    out.write_text("mine", encoding="utf-8")
    ledger = str(evidence / "台帳" / "情報機器管理台帳.xlsx")
    assert main(["rulebook", "assets", ledger, "--out", str(out)]) == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert "[cli.rulebook.exists]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "cli.rulebook.nothing_given"),
        (["none.xlsx"], "cli.no_such_path"),
        (["x.xlsx"], "cli.rulebook.bad_ledger"),
    ],
)
def test_bad_input(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: str,
) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.chdir(tmp_path)
    assert main(["rulebook", "assets", *words, "--rulebook", EXAMPLE]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_the_same_slip_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"P{number},総務課,情報系\n" for number in range(5))
    path.write_text(f"端末名,所属,区画\n{rows}", encoding="utf-8")
    assert main(["rulebook", "assets", str(path), "--rulebook", EXAMPLE, "--lang", "ja"]) == 3
    told = capsys.readouterr().out
    assert "C2（区画）「情報系」" in told
    assert "（ほか 4 行） [register.not.zone]" in told
    assert told.count("情報系") == 1
