"""The page fits on one printed A4, the list says everything, the card is readable in one colour."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from sekisho.case.facts import NotRead, Reason
from sekisho.case.ready import Answer, Held, Level, Reach, Readiness, Remedy, catalogue
from sekisho.report.ready import card, index, listing, page
from sekisho.report.ready.card import STEPS
from sekisho.report.ready.page import ASK, OPEN, after
from sekisho.rulebook import Rulebook, load
from sekisho.text import LANGUAGES, Language, say

NOW = datetime(2016, 6, 4, tzinfo=UTC)
RULEBOOK = load(None)
NOTHING = Held(Level.NONE, (Reason("readiness.held.nothing"),))


def readiness(language: Language, level: Level = Level.NONE) -> Readiness:
    """All questions with the longest texts first, so that the page has its worst case."""
    known = catalogue()
    length = {
        one.name: len(say(f"readiness.question.{one.name}", language)) for one in known.questions
    }
    questions = sorted(known.questions, key=lambda one: -length[one.name])
    work = {one.name: len(say(f"readiness.remedy.{one.name}", language)) for one in known.remedies}
    remedies = sorted(known.remedies, key=lambda one: -work[one.name])
    names = tuple(one.name for one in remedies[:3]) if level < Level.FULL else ()
    answers = tuple(
        Answer(
            question=one.name, record=one.record, quote=one.quote, rows=one.rows, first=True,
            level=level, held=dict.fromkeys(one.needs.names(), NOTHING),
            lacking=tuple(one.needs.names()), remedies=names,
        )
        for one in questions
    )  # fmt: skip
    return Readiness(
        now=NOW, since=NOW - timedelta(days=14), until=NOW, workdays=10, machines=80,
        answers=answers,
        remedies=tuple(_for_all(one, 12345) for one in remedies) if names else (),
        reach=tuple(_reach(*one) for one in REACHES),
        unread=(NotRead("a.bin", Reason("not_read.unknown_format")),),
        assumptions=(Reason("readiness.assumed.laid_in"),),
    )  # fmt: skip


REACHES = (("share", "unknown"), ("windows", "windows"), ("dhcp", "week"),
           ("proxy", "unknown"), ("mail", "unknown"), ("login", "unknown"))  # fmt: skip


def _reach(kind: str, end: str) -> Reach:
    over = Reason(f"readiness.overwritten.{end}")
    return Reach(f"syslog.{kind}", 80, NOW, NOW, 10**6, 3.4, 1e5, 1e6, over)


def _for_all(one: Remedy, minutes: int) -> Remedy:
    return Remedy(
        name=one.name, who=one.who, minutes=minutes, closes=one.closes, files=one.files,
        events_per_day=one.events_per_day, mb_per_day=one.mb_per_day, questions=("when",) * 65,
    )  # fmt: skip


def plain(html: bytes) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<style>.*?</style>", "", html.decode())))


def printed(html: bytes, folder: Path) -> pypdfium2.PdfDocument:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_bytes(html)
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--disable-background-networking", "--disable-component-update",
        f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return pypdfium2.PdfDocument(target)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", [Level.NONE, Level.FULL])
def test_the_page_fits_on_one_printed_sheet(
    language: Language, level: Level, tmp_path: Path
) -> None:
    pdf = printed(page(readiness(language, level), language, RULEBOOK), tmp_path)
    assert len(pdf) == 1
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_chief_questions_and_whom_to_ask(language: Language) -> None:
    given = readiness(language)
    text = plain(page(given, language, RULEBOOK))
    for one in given.answers[:OPEN]:
        assert say(f"readiness.question.{one.question}", language) in text
    for remedy in given.remedies[:ASK]:
        assert say(f"readiness.remedy.{remedy.name}", language) in text


def test_the_list_says_every_question_with_its_sentence() -> None:
    given = readiness("ja")
    text = plain(listing(given, "ja", RULEBOOK))
    for one in given.answers:
        assert one.quote in text
        assert say(f"readiness.question.{one.question}", "ja") in text
    for remedy in given.remedies:
        assert all(name in text for name in remedy.files)
    assert "a.bin" in text


def test_what_is_won_counts_only_what_is_asked_for() -> None:
    given = readiness("ja")
    assert after(given, given.remedies) == len(given.answers)
    assert after(given, given.remedies[:2]) == 0


def test_the_same_readiness_gives_the_same_bytes() -> None:
    assert page(readiness("ja"), "ja", RULEBOOK) == page(readiness("ja"), "ja", RULEBOOK)


def town(tmp_path: Path, pcs: int) -> Rulebook:
    assets = "".join(f"  - {{name: PC-{n:02d}, department: 総務課}}\n" for n in range(pcs))
    text = (
        "version: 1\ntown: {name: 関町, department: 情報係, telephone: 内線 123}\n"
        "people:\n  - {name: 関 次郎, department: 情報係}\n"
        f"assets:\n{assets}  - {{name: FS01, role: ファイルサーバー}}\n"
    )
    path = tmp_path / "rulebook.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return load(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_for_each_desk_with_the_number_to_call(language: Language, tmp_path: Path) -> None:
    html = card(town(tmp_path, 3), language)
    text = plain(html)
    for step in STEPS:
        assert text.count(say(f"readiness.card.{step}", language)) >= 3
    assert text.count("内線 123") == 3
    assert "関 次郎" in text
    assert [name for name in ("PC-00", "PC-01", "PC-02", "FS01") if name in text] == [
        "PC-00", "PC-01", "PC-02",
    ]  # fmt: skip
    assert b"<script" not in html


def test_a_town_without_a_rulebook_gets_cards_to_fill_in() -> None:
    text = plain(card(RULEBOOK, "ja"))
    assert text.count("＿＿＿＿＿＿") >= 4


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_cards_on_a_sheet(language: Language, tmp_path: Path) -> None:
    pdf = printed(card(town(tmp_path, 5), language), tmp_path)
    assert len(pdf) == 3
    text = pdf[0].get_textpage().get_text_range()
    assert text.count("PC-0") == 2
    assert text.count("123") == 2


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    content = 'version: 1\nassets:\n  - {name: "<script>x</script>", department: a}\n'
    path.write_text(content, encoding="utf-8", newline="\n")
    assert b"<script>x" not in card(load(path), "ja")


def test_the_index_names_every_file() -> None:
    known = catalogue().remedies
    text = index(known, "ja").decode("utf-8-sig")
    assert all(name in text for one in known for name in one.files)
