"""Examination and drafts: every question and term stands there, nothing is decided or sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sekisho.case.duty.law import law
from sekisho.case.facts import Case
from sekisho.case.nothing import nothing
from sekisho.case.sheet import Sheet, load
from sekisho.case.told_by_sheet import with_sheet
from sekisho.events.time import JAPAN
from sekisho.report.duty import draft, examination
from sekisho.report.model import Document
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of
from .outbreaks import outbreak

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"
NOW = datetime(2016, 6, 7, 12, tzinfo=JAPAN)
Papers = Callable[[Case, Language], tuple[Document, ...]]


@pytest.fixture
def papers(town: Rulebook) -> Papers:
    def of(case: Case, language: Language = "ja") -> tuple[Document, ...]:
        assert case.duty
        assert case.sheet
        writers = [Writer(case, language, town) for _ in range(3)]
        return (
            examination(writers[0], case.duty),
            draft(writers[1], case.duty, case.sheet, "preliminary"),
            draft(writers[2], case.duty, case.sheet, "final"),
        )

    return of


def told(sheet: Sheet | None = None) -> Case:
    return with_sheet(replace(cases.rich(), now=NOW), sheet or load(EXAMPLE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_is_left_open(papers: Papers, language: Language) -> None:
    for case in (told(), told(Sheet()), with_sheet(nothing(NOW, "0"), Sheet())):
        for paper in papers(case, language):
            assert "{" not in words_of(paper)


def test_every_question_and_every_term_stands_there(papers: Papers) -> None:
    words = words_of(papers(told(), "ja")[0])
    assert words.count("個人番号が含まれるか") >= 2  # for each information
    for said in (
        "平成28年6月7日（火曜日）",
        "平成28年7月4日（月曜日）",
        "平成28年8月1日（月曜日）",
    ):
        assert said in words
    assert "30日目は平成28年7月2日（土曜日）。閉庁日のため、次の開庁日とした。" in words
    assert "期間の75％が過ぎた" in words
    assert "（要確認）" in words
    assert "知った日は施行前" in words
    assert "議会の条例に定める本人への通知" in words


def test_what_waits_for_a_person_is_said_first(papers: Papers) -> None:
    opening = words_of(papers(told(), "ja")[0].opening)
    assert "「議会議員名簿」について報告するか" in opening
    assert "「地元集落の緊急連絡先」についての問いへの答え" in opening
    nobody = words_of(papers(told(Sheet()), "ja")[0].opening)
    assert "期限の起点" in nobody


def test_a_decision_is_shown_with_its_person(papers: Papers, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "    sensitive: {answer: 不明}",
        "    decision: {answer: 報告する, decided_by: 町長, at: 2016-06-06, reason: 任意の報告}",
    )
    path.write_text(text, encoding="utf-8")
    words = words_of(papers(told(load(path)), "ja")[0])
    assert "報告する" in words
    assert "町長（平成28年6月6日）" in words
    assert "「地元集落の緊急連絡先」について報告するか" not in words


def test_drafts_follow_the_form_and_say_what_is_missing(papers: Papers) -> None:
    for paper, missing in zip(papers(told(Sheet()), "ja")[1:], ("調査中：", "未定："), strict=True):
        assert tuple(one.name for one in paper.sections) == law().item_names
        words = words_of(paper)
        assert words.count(missing) == 6
        assert "387名から392名" in words  # from the records, with the time they were read at


def test_drafts_are_filled_from_the_sheet(papers: Papers, tmp_path: Path) -> None:
    words = words_of(papers(with_sheet(cases.rich(), load(EXAMPLE)), "ja")[2])
    for said in (
        "議会議員名簿：12名（決定者の答え）",
        "平成28年6月23日午前11時現在、被害の届出及び相談は確認されていない。",
        "緊急連絡先に載っている世帯（117世帯）",
        "インターネット回線の分離（期限：平成28年12月28日、状況：着手）",
        "架空県警察本部の調査結果（平成28年6月14日、中間）：",
        "架空県総務部市町村課：最終の状況を報告する（予定、日時未定）。",
    ):
        assert said in words, said


def test_a_mass_mail_is_told_in_the_summary(papers: Papers) -> None:
    case = replace(told(Sheet()), windows=(), outbreaks=(outbreak(),))
    for paper in papers(case, "ja")[1:]:
        parts = {one.name: words_of(one) for one in paper.sections}
        assert "不審メール" in parts["summary"]
        assert "何が起きたか" not in parts["summary"]
        assert "メールボックス" in parts["persons"]


def test_what_somebody_read_is_no_cause(papers: Papers) -> None:
    """The commission is told the steps that led to it, each once, never a day's reading."""
    case = told(Sheet())
    page, *rest = case.cause
    assert page.what == "cause.page"
    case = replace(case, cause=(page, page, *rest, *rest))
    for paper in papers(case, "ja")[1:]:
        (cause,) = [one for one in paper.sections if one.title.startswith("原因")]
        said = words_of(cause)
        assert page.values["site"] not in said
        lines = [line for line in said.splitlines() if line]
        assert len(lines) == len(set(lines))
