"""What ``make demo`` runs: an exercise, a case, and where the reports lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli import demo as module
from sekisho.cli.demo import demo
from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.ledger.verify import verify

ROOT = Path(__file__).resolve().parents[2]


def quoted(readme: Path) -> list[str]:
    """The lines that a README shows of the end of the demo."""
    blocks = readme.read_text(encoding="utf-8").split("```\n")
    (block,) = [one for one in blocks if "2016-06-02 10:09" in one]
    return [line for line in block.splitlines() if line != "…"]


@pytest.mark.slow
def test_the_demo_ends_with_two_reports_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "of_the_last_time").touch()
    assert demo(folder) in (Exit.DONE, Exit.NOT_ALL_READ)
    told = capsys.readouterr()
    case = folder / "case"
    for report in ("report-internal.html", "report-public.html"):
        assert str(case / report) in told.out
        assert (case / report).read_bytes().startswith(b"<!DOCTYPE html>")
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    truth = json.loads((folder / "ikeda" / "truth.json").read_text(encoding="utf-8"))
    assert facts["window"]["host"].lower() == truth["windows"][0]["host"].lower()
    assert "Traceback" not in told.err
    assert verify(case).differences == ()
    assert not (folder / "of_the_last_time").exists()
    of_the_gates = told.out.split(str(case / "report-public.html"))[-1]
    assert (
        "遠隔操作ソフトの通信（ファイアウォール）" in of_the_gates
    )  # what would have been stopped
    assert truth["windows"][0]["host"] in of_the_gates
    assert "議会事務局" in of_the_gates  # and whom it would have disturbed
    page = folder / "gates.html"
    assert str(page) in of_the_gates
    assert "遠隔操作ソフトの実行" in page.read_text(encoding="utf-8")
    asked = ["gates", "preview", "all", "--from", str(case), "--lang", "en"]
    main([*asked, "--rulebook", str(folder / "ikeda" / "rulebook.yaml")])
    for readme, said in (("README.ja.md", told.out), ("README.md", capsys.readouterr().out)):
        shown = quoted(ROOT / readme)
        assert len(shown) > 10
        assert set(shown) <= set(said.splitlines())


def test_where_no_exercise_can_be_written_nothing_is_investigated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refused(words: list[str]) -> int:
        asked.append(words[0])
        return Exit.FAILED

    monkeypatch.setattr(module, "main", refused)
    assert demo(tmp_path / "demo") == Exit.FAILED
    assert asked == ["drill"]
