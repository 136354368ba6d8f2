"""下見の結果: what a clerk reads of gates that were tried on past records."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml.html import fromstring
from pypdfium2 import PdfDocument
from selenium import webdriver

from sekisho.gates.held import Held, Side
from sekisho.gates.preview import Pointed
from sekisho.gates.stages import Stages
from sekisho.gates.summary import Tried
from sekisho.report.model import Box, Bullets, Line, Picture, Section, Span, Table
from sekisho.report.trial import Trial, document, page
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
STOPPED = replace(POINTED, code="L-1", count=1)
LINE = replace(PREVIEW, stopped=(STOPPED,), missed=(POINTED,), permitted={"遠隔-1": 5})
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


def text(line: Line) -> str:
    return "".join(part.text for part in line if isinstance(part, Span))


def test_what_is_on_paper_is_what_was_opened() -> None:
    """Details are folded in a page that runs no script; the first two parts stand open."""
    shown = document(TRIAL, RULES, "ja")
    assert [one.folded for one in shown.sections] == [False, True, True]
    tree = fromstring(page(TRIAL, RULES, "ja").decode())
    folded = tree.xpath("//section/details[not(@open)]")
    assert [one.xpath("string(summary/h2)") for one in folded] == [
        "2影響を受ける相手", "3回線の関",
    ]  # fmt: skip
    assert tree.xpath("//details//details | //summary//button") == []
    assert [one.get("id") for one in tree.xpath("//section[@class='part']")] == [
        "found", "disturbed", "gate-line",
    ]  # fmt: skip


@pytest.mark.browser
def test_it_prints_on_few_sheets_and_wholly_when_opened(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    many = tuple(replace(ONE, host=f"PC-{at}", to=f"203.0.113.{at}") for at in range(120))
    trial = replace(TRIAL, tried=(Tried(replace(LINE, refusals=many), Stages()),))
    path = tmp_path / "trial.html"
    path.write_bytes(page(trial, RULES, "ja"))
    browser.get(path.as_uri())
    shut = sheets(browser)
    assert shut <= 2
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert sheets(browser) > shut + 3


def sheets(browser: webdriver.Chrome) -> int:
    """Sheets of A4."""
    paper = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
    told = browser.execute_cdp_cmd("Page.printToPDF", paper)
    return len(PdfDocument(base64.b64decode(told["data"])))


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
    told, _, doubt = document(TRIAL, RULES, "ja").opening
    assert isinstance(told, Box)
    assert isinstance(doubt, Box)
    whole = text_of_page(page(TRIAL, RULES, "ja"))
    assert "一部だけ止めていた（1 種）：通信" in whole
    (bullets,) = doubt.blocks
    assert isinstance(bullets, Bullets)
    assert "メールの関" in whole
    assert "止まるものがないという意味ではない" in whole
    assert "規程で許した遠隔保守（遠隔-1）の時間内のもの 5 件は、回線の関が" in whole
    assert say("gates.unjudged.mail_undated", "ja", count=4) in whole
    assert "止まる 10 件、通して知らせる 0 件、記録だけ 0 件" in whole


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


def test_nothing_at_all_is_said() -> None:
    text = text_of_page(page(Trial((Tried(MAIL, Stages()),), (), FIRST), RULES, "ja"))
    assert "見つかったものはない" in text
    assert "この記録では、だれにも影響しない" in text
