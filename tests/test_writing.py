"""The papers of a case folder, however little lies in it: a series that is never overwritten."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sekisho.case.facts import Case
from sekisho.case.json import to_bytes
from sekisho.events.time import JAPAN
from sekisho.investigate import CASE, NotOursError, Wish, investigate
from sekisho.ledger.manifest import NAME, Manifest, read, write
from sekisho.ledger.verify import LEDGER, verify
from sekisho.rulebook import Rulebook, load
from sekisho.writing.council import write_council
from sekisho.writing.duty import write_duty
from sekisho.writing.first import FirstWish, Issued, first
from sekisho.writing.folder import held
from sekisho.writing.papers import PaperWish

from .report import cases

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "sheet.yaml"
NOW = datetime(2016, 6, 3, 17, 10, tzinfo=JAPAN)
LATER = NOW.replace(hour=20, minute=0)
SHEET = """\
version: 1
calls:
  - {at: 2016-06-03 16:50, who: 議会事務局長, to: 情報係, by: 内線, what: 警告が出た}
"""
LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ tanaka "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)
Report = Callable[..., Issued]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(ROOT / "examples" / "rulebook.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return path


@pytest.fixture
def report(folder: Path, tmp_path: Path, book: Rulebook) -> Report:
    def once(**choices: object) -> Issued:
        work = tmp_path / f"work{len(list(tmp_path.iterdir()))}"
        work.mkdir()
        return first(replace(FirstWish(folder, NOW, book), **choices), work)  # type: ignore[arg-type]

    return once


def told() -> Case:
    """The rich case without codes of a later version, which ``case.json`` has no words for."""
    rich = cases.rich()
    exposure = tuple(replace(one, count_reason=None) for one in rich.exposure)
    return replace(rich, cause=rich.cause[:-1], exposure=exposure)


def held_case(folder: Path, case: Case) -> None:
    """A folder as an investigation leaves it, for the facts of a case."""
    (folder / LEDGER).mkdir(parents=True)
    content = to_bytes(case)
    (folder / CASE).write_bytes(content)
    outputs = {CASE: hashlib.sha256(content).hexdigest()}
    write(folder / LEDGER, Manifest(root="", outputs=outputs))


def test_from_the_sheet_alone(folder: Path, sheet: Path, report: Report) -> None:
    issued = report(sheet=sheet)
    assert issued.issue.number == 1
    assert issued.issue.state == "nothing"
    assert f"{issued.issue.next.astimezone(JAPAN):%H:%M}" == "19:50"
    assert {path.name for path in (folder / "first").iterdir()} == {
        f"report-first-01.{ending}" for ending in ("html", "docx", "pdf", "json")
    }
    assert issued.page.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(issued.page.with_suffix(".docx"))
    (kept,) = (folder / "sheets").iterdir()
    assert kept.read_bytes() == sheet.read_bytes()
    assert verify(folder).differences == ()


def test_from_a_memo_alone(report: Report, tmp_path: Path) -> None:
    memo = tmp_path / "聞き取り.txt"
    memo.write_text(
        "日時：平成28年6月3日\n対象者：事務局長\n午後3時ごろ警告が出た\n", encoding="cp932"
    )
    issued = report(statements=[memo])
    assert any("午後3時ごろ" in one.text for one in issued.points)
    record = json.loads(issued.record.read_text(encoding="utf-8"))
    digest = hashlib.sha256(memo.read_bytes()).hexdigest()
    assert record["memos"] == {"@statement/聞き取り.txt": digest}


def test_a_memo_is_heard_again_though_nobody_gives_it_again(
    folder: Path, report: Report, tmp_path: Path
) -> None:
    memo = tmp_path / "聞き取り.txt"
    memo.write_text("日時：平成28年6月3日\n午後3時ごろ警告が出た\n", encoding="utf-8")
    said = report(statements=[memo]).points
    memo.unlink()
    assert report(now=LATER).points == said
    memo.write_text("日時：平成28年6月3日\n午後4時ごろ警告が出た\n", encoding="utf-8")
    third = report(statements=[memo], now=LATER)
    assert any("午後4時ごろ" in one.text for one in third.points)
    assert not any("午後3時ごろ" in one.text for one in third.points)
    assert len(list((folder / "memos").iterdir())) == 2
    assert verify(folder).differences == ()


def test_a_memo_nobody_can_read_does_not_stop_it(report: Report, tmp_path: Path) -> None:
    memo = tmp_path / "memo.docx"
    memo.write_bytes(b"\x00broken")
    issued = report(statements=[memo, tmp_path])  # a folder is no memo either
    assert any("memo.docx" in one.text for one in issued.points if one.part == "unknown")
    assert any(tmp_path.name in one.text for one in issued.points if one.part == "unknown")


def test_of_nothing_it_still_comes_out(report: Report) -> None:
    issued = report()
    assert [one.part for one in issued.points].count("unknown") == 8


def test_a_series_keeps_every_issue(folder: Path, sheet: Path, report: Report) -> None:
    first_ = report(sheet=sheet)
    before = {path: path.read_bytes() for path in (folder / "first").iterdir()}
    sheet.write_text(
        SHEET + "measures:\n  - {what: LANを抜いた, kind: 切離し, at: 2016-06-03 16:55}\n",
        encoding="utf-8",
    )
    second = report(sheet=sheet, now=LATER)
    assert {path: path.read_bytes() for path in before} == before
    assert second.issue.number == 2
    assert second.issue.earlier
    assert second.issue.earlier.points == first_.points
    page = second.page.read_text(encoding="utf-8")
    assert "【追加】" in page
    record = json.loads(second.record.read_text(encoding="utf-8"))
    digest = hashlib.sha256(first_.record.read_bytes()).hexdigest()
    assert record["before_sha256"] == digest
    assert len(list((folder / "sheets").iterdir())) == 2
    assert verify(folder).differences == ()


def test_the_same_gives_the_same_bytes(tmp_path: Path, sheet: Path, book: Rulebook) -> None:
    made = []
    for name in ("a", "b"):
        work = tmp_path / f"work-{name}"
        work.mkdir()
        issued = first(FirstWish(tmp_path / name, NOW, book, sheet=sheet), work)
        made.append({p.name: p.read_bytes() for p in issued.page.parent.iterdir()})
    assert made[0] == made[1]


def test_a_filed_issue_that_was_touched_is_told(sheet: Path, report: Report) -> None:
    issued = report(sheet=sheet)
    issued.page.write_text("nichts", encoding="utf-8")
    again = report(sheet=sheet, now=LATER)
    assert again.issue.earlier
    assert again.issue.earlier.altered
    assert "控えのファイルが" in again.page.read_text(encoding="utf-8")


def test_an_issue_cut_off_leaves_its_number_free_of_overwriting(
    folder: Path, sheet: Path, report: Report
) -> None:
    (folder / "first").mkdir(parents=True)
    (folder / LEDGER).mkdir()
    write(folder / LEDGER, Manifest(root=""))
    page = folder / "first" / "report-first-01.html"
    page.write_bytes(b"half")
    issued = report(sheet=sheet)
    assert issued.issue.number == 2
    assert issued.issue.earlier is None
    assert page.read_bytes() == b"half"


def test_a_broken_record_is_passed_over(sheet: Path, report: Report) -> None:
    report(sheet=sheet).record.write_bytes(b"{")
    assert report(sheet=sheet, now=LATER).issue.earlier is None


def test_an_investigation_takes_the_folder_over_and_back(
    folder: Path, sheet: Path, report: Report, tmp_path: Path, book: Rulebook
) -> None:
    report(sheet=sheet)
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "access.log").write_text(LINE * 3, encoding="utf-8")
    work = tmp_path / "work-main"
    work.mkdir()
    outcome = investigate(Wish(evidence, folder, LATER, book, sheet=sheet), work)
    assert outcome.case.sheet
    assert outcome.case.duty
    assert outcome.case.evidence_files["@sheet/sheet.yaml"]
    origins = {entry.name: entry.origin for entry in outcome.manifest.entries}
    assert origins["@sheet/sheet.yaml"] == "sheet"
    assert verify(folder).differences == ()
    issued = report(now=LATER)  # the sheet that was used last
    assert issued.issue.state == "read"
    assert issued.issue.number == 2
    assert any("議会事務局長" in one.text for one in issued.points)


def test_a_sheet_that_is_not_given_again_is_the_one_used_last(
    folder: Path, sheet: Path, report: Report, tmp_path: Path, book: Rulebook
) -> None:
    said = report(sheet=sheet).points
    assert report(now=LATER).points == said
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "access.log").write_text(LINE, encoding="utf-8")
    for number in range(2):
        work = tmp_path / f"work-again-{number}"
        work.mkdir()
        case = investigate(Wish(evidence, folder, LATER, book), work).case
        assert case.sheet
        assert case.sheet.calls
        assert "assumed.sheet" in {one.code for one in case.assumptions}
        assert "not_read.absent" not in {one.reason.code for one in case.unread}
    assert len(list((folder / "sheets").iterdir())) == 1
    assert verify(folder).differences == ()


def test_facts_that_were_touched_are_told(folder: Path, report: Report) -> None:
    held_case(folder, told())
    (folder / CASE).write_bytes(to_bytes(cases.empty()))
    assert any("case.json" in one.text for one in report().points)


def test_half_read_and_altered_folders(folder: Path, book: Rulebook) -> None:
    held_case(folder, told())
    assert (held(folder, NOW).state, held(folder, NOW).altered) == ("read", False)
    (folder / CASE).write_bytes(to_bytes(cases.empty()))
    assert held(folder, NOW).altered
    (folder / CASE).write_bytes(b"{}")
    assert (held(folder, NOW).state, held(folder, NOW).altered) == ("begun", True)
    (folder / CASE).unlink()
    assert held(folder, NOW).state == "nothing"
    segments = folder / LEDGER / "segments" / "proxy"
    segments.mkdir(parents=True)
    (segments / "x.parquet").touch()
    assert held(folder, NOW).state == "begun"
    assert write_duty(PaperWish(folder, NOW, book)).known is False


def test_a_folder_of_somebody_else_is_left_alone(folder: Path, report: Report) -> None:
    folder.mkdir()
    (folder / "mine.txt").touch()
    with pytest.raises(NotOursError):
        report()
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_entries_ahead_of_the_report_are_not_used(report: Report) -> None:
    issued = report(sheet=EXAMPLE, now=LATER)
    assert any("後の日時の記載が8件" in one.text for one in issued.points)
    assert not any("町ホームページ" in one.text for one in issued.points)


def test_the_interval_of_the_sheet_and_of_the_command(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"{SHEET}first: {{every_hours: 1}}\n", encoding="utf-8")
    assert report(sheet=path).issue.every_hours == 1
    assert report(sheet=path, every_hours=2).issue.every_hours == 2
    path.write_text(f"{SHEET}first: {{next: 2016-06-03 18:00}}\n", encoding="utf-8")
    assert report(sheet=path).issue.next == NOW.replace(hour=18, minute=0)
    # a time that has passed promises nothing
    assert report(sheet=path, now=LATER).issue.every_hours == 3


def test_duty_and_council_of_a_case(folder: Path, book: Rulebook, tmp_path: Path) -> None:
    held_case(folder, told())
    now = datetime(2016, 6, 23, 12, tzinfo=JAPAN)
    wish = PaperWish(folder, now, book, sheet=EXAMPLE)
    written = write_duty(wish)
    assert written.known
    assert {(one["information"], one["percent"]) for one in written.warnings} == {
        ("地元集落の緊急連絡先", "100")
    }
    assert len(written.papers) == 6
    work = tmp_path / "council-work"
    work.mkdir()
    papers = write_council(wish, work)
    assert {path.suffix for path in papers} == {".html", ".pdf", ".docx"}
    assert all(path.stat().st_size for path in (*written.papers, *papers))
    assert {*written.papers, *papers} <= {folder / name for name in read(folder / LEDGER).outputs}
    again = {path: path.read_bytes() for path in papers}
    write_council(wish, work)
    assert {path: path.read_bytes() for path in papers} == again
    assert NAME in {path.name for path in (folder / LEDGER).iterdir()}
