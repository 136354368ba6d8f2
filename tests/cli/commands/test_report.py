"""``sekisho report`` as an officer runs it, and the guide's chapter with its own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sekisho.cli.main import main
from sekisho.drill import Options, write

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sheet_of_the_guide_is_right(language: str, tmp_path: Path) -> None:
    chapter = ROOT / "docs" / "guide" / language / "first-report.md"
    (text,) = re.findall(r"```yaml\n(.*?)```", chapter.read_text(encoding="utf-8"), re.DOTALL)
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(text, encoding="utf-8")
    assert main(["sheet", "check", str(sheet)]) == 0
    words = ["report", "first", "--case", str(tmp_path / "case"), "--sheet", str(sheet)]
    assert main([*words, "--now", "2016-06-03T17:10", "--lang", language]) == 0


def test_the_result_for_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", "first", "--case", str(tmp_path / "c"), "--now", "2016-06-03T17:10"]
    assert main([*words, "--every", "2", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["number"], result["next"]) == (1, "2016-06-03T19:10:00+09:00")
    assert Path(result["page"]).is_file()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--every", "0"], "cli.report.bad_every"),
        (["--sheet", "none.yaml"], "cli.no_such_path"),
        (["--statement", "none.txt"], "cli.no_such_path"),
        (["--now", "gestern"], "cli.bad_time"),
    ],
)
def test_what_cannot_be_used_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    case = tmp_path / "case"
    assert main(["report", "first", "--case", str(case), *words]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not case.exists()


def test_a_case_folder_that_was_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name mistyped gives a report of nothing: that must be seen."""
    words = ["report", "first", "--case", str(tmp_path / "caes"), "--now", "2016-06-03T17:10"]
    assert main([*words, "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert "はなかったので、新しく作った" in said
    assert "次回の報告は 平成28年6月3日午後8時10分" in said
    assert main([*words, "--lang", "ja"]) == 0
    assert "新しく作った" not in capsys.readouterr().out


def test_a_folder_of_somebody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").touch()
    for paper in ("first", "duty", "council"):
        assert main(["report", paper, "--case", str(tmp_path)]) == 2
        assert "[cli.case_not_ours]" in capsys.readouterr().err


def test_a_term_that_presses_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "s.yaml"
    sheet.write_text("version: 1\ncalls:\n  - {at: 2016-06-03 16:50, what: x}\n", encoding="utf-8")
    words = ["report", "duty", "--case", str(tmp_path / "c"), "--sheet", str(sheet)]
    assert main([*words, "--now", "2016-06-06T20:00", "--lang", "ja"]) == 0
    told = capsys.readouterr().out
    assert "事案全体の情報の速報：期間の50％が過ぎた。期限は 平成28年6月7日（火曜日）" in told
    assert main(["report", "duty", "--case", str(tmp_path / "c"), "--lang", "ja"]) == 0
    assert "前に用いた" in capsys.readouterr().out
    assert main(["report", "duty", "--case", str(tmp_path / "d"), "--lang", "ja"]) == 0
    assert "期限を数えられない" in capsys.readouterr().out


@pytest.mark.slow
def test_the_day_of_the_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The call at 16:50, the report at 17:10, the case, the next report, the duty, the council."""
    evidence = write("ikeda", tmp_path / "exercise", Options(days=2)).evidence
    case, book = tmp_path / "case", str(ROOT / "examples" / "rulebook.yaml")
    told = ["--case", str(case), "--rulebook", book, "--sheet", str(ROOT / "examples/sheet.yaml")]
    now = "2016-06-23T11:00"
    assert main(["report", "first", *told, "--now", "2016-06-03T17:10"]) == 0
    assert main(["investigate", str(evidence), *told, "--now", now, "--workers", "0"]) == 3
    for paper in ("first", "duty", "council"):
        assert main(["report", paper, *told, "--now", now]) == 0, capsys.readouterr().err
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    judged = {one["decided_by"] for one in facts["sessions"] if one["judgement"] == "incident"}
    assert judged == {"総務課長 関 花子"}
    assert facts["duty"]["known"]["at"]["moment"] == "2016-06-03T16:50:00+09:00"
    assert {one["said_by"] for one in facts["statements"]} >= {"議会事務局長"}
    assert "事案と認めるかは未定" not in (case / "first/report-first-02.html").read_text("utf-8")
    assert main(["ledger", "verify", str(case)]) == 0
