"""Answers for the council: each with its exhibits, or with why it cannot be given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.case.sheet import load
from sekisho.case.told_by_sheet import with_sheet
from sekisho.report import council
from sekisho.report.council.document import QUESTIONS
from sekisho.report.model import Document
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of
from .outbreaks import outbreak
from .test_residents import DENIALS

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"


def paper(rulebook: Rulebook, language: Language = "ja", *, full: bool = True) -> Document:
    case = with_sheet(cases.rich(), load(EXAMPLE)) if full else cases.empty()
    return council.document(Writer(case, language, rulebook))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [True, False])
def test_every_question_is_answered_or_left_open(
    town: Rulebook,
    language: Language,
    full: bool,
) -> None:
    made = paper(town, language, full=full)
    assert [one.name for one in made.sections[:-1]] == [f"question-{name}" for name in QUESTIONS]
    for section in made.sections:
        assert section.blocks
        assert "{" not in words_of(section)
        assert DENIALS.search(words_of(section)) is None


def test_answers_lead_to_exhibits(town: Rulebook) -> None:
    made = {one.name: words_of(one) for one in paper(town).sections}
    assert "午後4時3分から午後4時41分までの間（38分間）" in made["question-when"]
    assert "387名から392名" in made["question-whose"]
    assert "定めることができない" in made["question-what"]
    assert "63分" in made["question-corrected"]
    assert "19件" in made["question-suffered"]
    assert "停職2か月" in made["question-punished"]
    assert "事案票（職員の記録）による" in made["question-reported"]


def test_without_records_the_reason_is_given(nameless: Rulebook) -> None:
    made = {one.name: words_of(one) for one in paper(nameless, full=False).sections}
    for name in ("when", "what", "why", "mail"):
        assert "調べられる記録がなかった" in made[f"question-{name}"], name
    assert "未定" in made["question-punished"]


def test_an_outbreak_answers_the_council(town: Rulebook) -> None:
    case = replace(cases.rich(), outbreaks=(outbreak(),))
    writer = Writer(case, "ja", town)
    made = {one.name: words_of(one) for one in council.document(writer).sections}
    mails = made["question-mail"]
    assert "受信20通から24通のうち、拒否1通から5通、遮断6通、配送11通" in mails
    assert "開いた記録のある機器は2台、うち実行の記録のあるもの1台" in mails
    assert "駆除の記録がない機器が1台ある" in mails
    assert "開いたかどうか分からない機器が1台ある" in mails
    assert "定義ファイル1.223.951.0が有効だった" in made["question-definitions"]
    assert "定義ファイルの記録がない機器が1台" in made["question-definitions"]
    assert "4名から9名" in made["question-boxes"]
    assert "議会系：機器4台のうち、開封0台、実行0台、記録がなく不明1台" in made["question-networks"]
