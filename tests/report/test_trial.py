"""下見の結果: what a clerk reads of gates that were tried on past records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sekisho.gates.held import Held, Side
from sekisho.gates.preview import Pointed
from sekisho.gates.stages import Stages
from sekisho.gates.summary import Tried
from sekisho.report.model import Box, Bullets, Figures, Picture, Section, Span, Table
from sekisho.report.trial import MOST, Trial, document, page
from sekisho.rulebook import load
from sekisho.text import LANGUAGES, Language, say
from tests.gates.test_summary import FIRST, ONE, PREVIEW
from tests.report.read_back import text_of_page

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"
RULES = load(EXAMPLE)
POINTED = Pointed(
    rule_id="r", title="通信 / Tunnel", level="high", code="", count=2, hosts=("PC-1",),
    first=FIRST, evidence="fw.log", position=7, unit="line",
)  # fmt: skip
HELD = Held(
    "r", "通信 / Tunnel", 3, ("PC-1",), FIRST, (Side("line", 1, ("L-1",)),), (Side("web", 2),)
)
LINE = replace(PREVIEW, stopped=(), missed=(POINTED,))
MAIL = replace(
    PREVIEW, gate="mail", judged=0, refused=0, first=None, last=None, refusals=(),
    unjudged={"gates.unjudged.mail_undated": 4}, stopped=None, missed=None,
)  # fmt: skip
TRIAL = Trial(
    (Tried(LINE, Stages("enforce")), Tried(MAIL, Stages())), (HELD,), FIRST + timedelta(days=9)
)


def tables(section: Section) -> dict[str, Table]:
    return {one.caption: one for one in section.blocks if isinstance(one, Table)}


def names(table: Table) -> list[str]:
    return ["".join(part.text for part in row[0].lines[0] if isinstance(part, Span))
            for row in table.rows]  # fmt: skip


def test_by_rule_department_person_computer_and_hour() -> None:
    shown = document(TRIAL, RULES, "ja")
    assert [one.name for one in shown.sections] == ["found", "disturbed", "gate-line"]
    found = tables(shown.sections[-1])
    assert names(found["規則ごと"]) == ["L-1"]
    assert names(found["部署ごと"]) == ["税務課", "住民課"]
    assert names(found["職員ごと"]) == ["関 次郎", "不明"]
    assert names(found["端末ごと"]) == ["PC-1", "198.18.20.2", "PC-3"]
    assert names(found["検知したもののうち、この関が通していたもの"]) == ["R8.6.1 09:00"]
    (picture,) = (one for one in shown.sections[-1].blocks if isinstance(one, Picture))
    assert picture.description == "最も多いのは 10 時台の 5 件。"


def test_the_first_page_says_how_much_and_what_not() -> None:
    figures, told, doubt = document(TRIAL, RULES, "ja").opening
    assert isinstance(figures, Figures)
    assert [(one.value, one.note) for one in figures.items] == [
        ("10 件", "止めていた（判定 20 件）")
    ]
    assert isinstance(told, Box)
    assert isinstance(doubt, Box)
    text = text_of_page(page(TRIAL, RULES, "ja"))
    assert "一部だけ止めていた（1 種）：通信" in text
    (bullets,) = doubt.blocks
    assert isinstance(bullets, Bullets)
    assert "メールの関" in text
    assert "止まるものがないという意味ではない" in text
    assert say("gates.unjudged.mail_undated", "ja", count=4) in text
    assert "止まる 10 件、通して知らせる 0 件、記録だけ 0 件" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_words_of_the_reader_and_the_same_bytes_again(language: Language) -> None:
    once = page(TRIAL, RULES, language)
    assert once == page(TRIAL, RULES, language)
    text = text_of_page(once)
    assert ("Tunnel" in text, "通信" in text) == (language == "en", language == "ja")
    assert "{" not in text


def test_markup_in_a_record_stays_text() -> None:
    odd = replace(LINE, refusals=(replace(ONE, to="<script>x</script>", person="<b>"),))
    shown = page(Trial((Tried(odd, Stages()),), (), FIRST), RULES, "ja").decode()
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_too_many_rows_are_named_as_such() -> None:
    many = tuple(replace(ONE, host=f"PC-{at}") for at in range(MOST + 2))
    shown = document(
        Trial((Tried(replace(LINE, refusals=many), Stages()),), (), FIRST), RULES, "en"
    )
    (table,) = [one for name, one in tables(shown.sections[-1]).items() if "By computer" in name]
    assert len(table.rows) == MOST
    assert f"of {MOST + 2} rows" in table.caption


def test_nothing_at_all_is_said() -> None:
    text = text_of_page(page(Trial((Tried(MAIL, Stages()),), (), FIRST), RULES, "ja"))
    assert "見つかったものはない" in text
    assert "この記録では、だれにも影響しない" in text
