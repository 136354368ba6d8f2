"""Answers for the council: each with its exhibits, or with why it cannot be given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sekisho.case.notices.register import Told
from sekisho.case.sheet import load
from sekisho.case.told_by_sheet import with_sheet
from sekisho.report import council
from sekisho.report.council.document import QUESTIONS
from sekisho.report.model import Document
from sekisho.report.writer import Writer
from sekisho.rulebook import Notice, Person, Rulebook
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


def warning(rulebook: Rulebook, confirmed: dict[str, str], *, day: int = 1) -> str:
    """The answer on warnings where two people were written to, and some answered when told."""
    people = (Person(name="関 次郎", department="総務課", mail=("s@t.example",)),
              Person(name="山田 花子", department="税務課", mail=("y@t.example",)))  # fmt: skip
    notice = Notice(number="総第45号", date=date(2016, 6, day), title="警告画面について",
                    sender="総務課長", addressees=("全課",))  # fmt: skip
    book = replace(rulebook, people=people, notices=(notice,))
    acts = [
        Told(at, act, notice.number, "0", one.name, one.mail[0], "m", "t")
        for one in people
        for act, at in (("sent", f"2016-06-{day:02d}T09:00:00+09:00"),
                        ("confirmed", confirmed.get(one.name, "")))
        if at
    ]  # fmt: skip
    made = council.document(Writer(cases.rich(), "ja", book, acts))
    return words_of(next(one for one in made.sections if one.name == "question-warned"))


BEFORE, AFTER = "2016-06-02T10:00:00+09:00", "2016-06-09T10:00:00+09:00"


def test_that_all_were_warned_is_judged_by_who_confirmed(town: Rulebook) -> None:
    said = warning(town, {"関 次郎": BEFORE, "山田 花子": BEFORE})
    assert "総第45号「警告画面について」を総務課長から全課に知らせている。" in said
    assert "職員2名の全員が、事案の前に周知を確認している。" in said
    for late in ({}, {"山田 花子": AFTER}):
        said = warning(town, {"関 次郎": BEFORE, **late})
        assert "宛先2名のうち、届いた記録のある者が1名、確認した者が1名である。" in said
        assert "「全職員に周知していた」とは言えない。職員2名のうち1名に" in said
        assert "（山田 花子）" in said


def test_a_notice_after_the_incident_warned_nobody(town: Rulebook) -> None:
    said = warning(town, {"関 次郎": AFTER, "山田 花子": AFTER}, day=8)
    assert "総第45号" not in said
    assert "事案の前の周知及び研修の記録は、証拠に含まれていない" in said
