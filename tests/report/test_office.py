"""The internal version: everything is there, in words, and leads to an exhibit or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from sekisho.case.account.facts import Number, Revision
from sekisho.case.facts import Statement
from sekisho.case.reasons import Count
from sekisho.case.sheet.entries import Incident, Sheet, Specimen
from sekisho.report import model, office, residents
from sekisho.report.html import html as make_html
from sekisho.report.pdf import pdf
from sekisho.report.word import docx
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language, codes, say

from . import cases
from .conftest import Formats, Page, words_of
from .outbreaks import SHA256, outbreak
from .read_back import numbers, text_of_page, text_of_pdf, text_of_word
from .test_html import text_of
from .test_ready import printed

SECTIONS = ("course", "results", "cause", "documents", "damage", "discipline", "ahead")
ANNEXES = (
    "origin", "records", "unread", "clocks", "findings", "web", "account", "exhibits",
)  # fmt: skip


def opening(document: model.Document) -> dict[str, model.Box]:
    return {block.tone: block for block in document.opening if isinstance(block, model.Box)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_parts_are_there(town: Rulebook, language: Language) -> None:
    document = office.document(cases.rich(), language, town)
    assert tuple(section.name for section in document.sections) == SECTIONS
    assert tuple(section.name for section in document.annexes) == ANNEXES
    assert [part.name for part in document.sections[1].parts] == [
        "sessions", "volume", "spread", "statements", "others",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "平成28年6月3日（金曜日）午後4時3分5秒から午後4時41分9秒まで",
        "始まりの誤差±4.2秒、終わりの誤差±2秒",
        "GIKAI-PC07（利用者t.takasaki、アドレス192.168.10.57）",
        "午後4時20分0秒から午後4時22分30秒まで（2分30秒）",
        "未定：説明のつかない遠隔操作1件が何であったか（違法とは判断していない）",
        "時刻に時刻帯の記載がないためAsia/Tokyoとみなした",
        "387名から392名",
        "117世帯",
        "当初の説明「午後3時ごろ、髙﨑さんの画面に警告が出た」",
        "48,234,567バイト",
        "許可H28-014",
        "情報係長 栁",
        "操作時間帯に、操作されたパソコンから内容が読み出されたことが、サーバーの記録で確認された",
        "記録だけから知られる（文書は証拠にない）",
        "（記録なし）KYUSHOKU-PC01",
        "総務課長 山﨑",
        "[cause.of_a_later_version] kind=x",
        "3.2秒進み",
        "同じページ",
        "同じメール",
    ],
)
def test_what_the_office_must_read(page: Page, said: str) -> None:
    assert said in text_of(page("rich", "ja", "internal"))


def test_numbers_of_documents_by_verdict(town: Rulebook) -> None:
    document = office.document(cases.rich(), "ja", town)
    (figures,) = [one for one in document.opening if isinstance(one, model.Figures)]
    counted = {
        item.label[0].code: item.value
        for item in figures.items
        if isinstance(item.label[0], model.Mark)
    }
    assert counted == {"proven": "1件", "possible": "2件", "unknown": "1件", "excluded": "1件"}


def test_what_was_decided_is_not_asked_again(town: Rulebook) -> None:
    case = cases.rich()
    decided = tuple(replace(one, decided_by="町長") for one in case.sessions)
    before = opening(office.document(case, "ja", town))["decide"]
    after = opening(office.document(replace(case, sessions=decided), "ja", town))["decide"]
    assert "事案と提案した遠隔操作1件" in str(before)
    assert "遠隔操作" not in str(after)


def test_every_cited_exhibit_is_listed_with_file_place_and_hash(page: Page) -> None:
    tree = html.fromstring(page("rich", "ja", "internal").decode("utf-8"))
    cited = {link.get("href")[1:] for link in tree.xpath("//span[@class='cited']/a")}
    listed = tree.xpath("//table[@class='exhibits']//td[@class='places']/span/@id")
    assert cited == set(listed)
    assert [int(one[1:]) for one in sorted(listed, key=lambda one: int(one[1:]))] == list(
        range(1, len(listed) + 1)
    )
    hashes = tree.xpath("//table[@class='exhibits']//tbody/tr/td[2]")
    assert all(re.fullmatch(r"[0-9a-f]{64}|（.*）", one.text_content().strip()) for one in hashes)


def test_web_use_is_silent_without_a_purpose(town: Rulebook) -> None:
    case = replace(cases.rich(), web_use_purpose=None)
    document = office.document(case, "ja", town)
    assert "web" not in {section.name for section in document.annexes}
    assert "趣味" not in words_of(office.document(case, "ja", town))


def test_nothing_found_is_tied_to_what_was_examined(town: Rulebook) -> None:
    case = replace(cases.rich(), findings=(), spread=(), cause=(), exposure=(), sessions=())
    text = words_of(office.document(case, "ja", town))
    assert len(re.findall("確認されていない。調べた記録：", text)) >= 5


def test_an_empty_case_is_a_whole_document(page: Page) -> None:
    text = text_of(page("empty", "ja", "internal"))
    assert "操作時間帯は、調べた記録の範囲では確認されていない。" in text
    assert "収集された記録の範囲では、遠隔操作は確認されていない" in text
    assert "未定：団体名" in text
    assert "引用した証拠はない" in text


def test_a_large_case_groups_and_counts(page: Page) -> None:
    text = text_of(page("large", "ja", "internal"))
    assert "125件の文書" in text
    assert "ほか4997件" in text


def test_many_folders_are_told_by_the_folders_above(town: Rulebook) -> None:
    one = next(one for one in cases.rich().exposure if one.verdict != "proven")
    many = tuple(
        replace(one, host=None, path=None, original_path=rf"D:\共有\{year}年度\{number}\名簿.xlsx")
        for year in range(1, 31)
        for number in range(40)
    )
    document = office.document(replace(cases.rich(), exposure=many), "ja", town)
    text = words_of(document)
    assert r"D:\共有\30年度" in text
    assert r"D:\共有\30年度\39" not in text
    assert text.count("40 件の文書") + text.count("40件の文書") == 30


def test_corrections_are_told_in_the_reader_s_language(page: Page) -> None:
    tree = html.fromstring(page("rich", "en", "internal").decode("utf-8"))
    rows = tree.xpath("//section[@id='statements']//tbody/tr")
    (row,) = [row for row in rows if row.xpath("string(td[5])").strip() not in ("", "–")]
    assert "としていた" not in row.xpath("string(td[3])")


def test_statements_have_numbers_and_what_they_were_taken_to_mean(town: Rulebook) -> None:
    said = [
        Statement(f"said-1-{number}", what, "そのころ", value, ())
        for number, (what, value) in enumerate(
            (("duration", "PT1H30M"), ("start", "2016-06-03T15:00:00+09:00")), 1
        )
    ]
    text = words_of(office.document(replace(cases.rich(), statements=tuple(said)), "ja", town))
    assert "1時間30分" in text
    assert "平成28年6月3日午後3時\n" in text
    assert not any(code in text for code in ("said-1", "PT1H", "午後3時0分"))


def test_rules_are_named_in_one_language(town: Rulebook) -> None:
    found = replace(cases.rich().findings[0], title="甲の規則 / Rule A")
    case = replace(cases.rich(), findings=(found,))
    for language in LANGUAGES:
        annexes = words_of(office.document(case, language, town).annexes)
        assert ("甲の規則" in annexes) == (language == "ja")
        assert ("Rule A" in annexes) == (language == "en")


def test_no_sentence_names_a_source_by_its_code(town: Rulebook) -> None:
    document = office.document(cases.rich(), "ja", town)
    opening = words_of(document.opening)
    assert "インターネット閲覧の記録" in opening
    assert "squid.proxy" not in opening


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_meeting_the_same_has_its_words(language: Language) -> None:
    other = say("report.contact.other", language)
    told = codes(language)
    for code in told:
        if code.startswith("spread."):
            met = f"report.contact.{code.removeprefix('spread.')}"
            assert told.get(met, other) != other, code


@pytest.mark.parametrize("case", ["rich", "empty", "large"])
def test_every_format_says_the_same(written: Formats, case: str) -> None:
    said = {
        "html": text_of_page(written(case, "ja", "internal", make_html)),
        "docx": text_of_word(written(case, "ja", "internal", docx)),
        "pdf": text_of_pdf(written(case, "ja", "internal", pdf)),
    }
    # What stands in pictures is text in HTML and PDF, and told by the page around it in Word.
    want = numbers(said["docx"])
    assert len(want) > (5 if case != "empty" else 1)
    assert want <= numbers(said["html"])
    assert want <= numbers(said["pdf"])


LISTS = ("course", "sessions", "spread", "origin", "documents", "findings")


def tables_of(sections: tuple[model.Section, ...]) -> Iterator[tuple[str, model.Table]]:
    for one in sections:
        for block in one.blocks:
            if isinstance(block, model.Table):
                yield one.name, block
        yield from tables_of(one.parts)


def test_every_fact_leads_to_an_exhibit(town: Rulebook) -> None:
    case = cases.rich()
    found = tuple(replace(one, evidence=one.evidence or (cases.ref(),)) for one in case.exposure)
    document = office.document(replace(case, exposure=found), "ja", town)
    seen = set()
    for name, table in tables_of((*document.sections, *document.annexes)):
        if name not in LISTS:
            continue
        seen.add(name)
        for row in table.rows:
            cited = [part for cell in row for line in cell.lines for part in line
                     if isinstance(part, model.Citation)]  # fmt: skip
            # An absence rests on the coverage of the records, not on one of them.
            assert cited or "確認されていない" in words_of(row), (name, words_of(row))
    assert seen == set(LISTS)


@pytest.mark.parametrize("case", ["rich", "large"])
def test_numbers_of_the_first_page_are_those_of_the_lists(town: Rulebook, case: str) -> None:
    document = office.document(getattr(cases, case)(), "ja", town)
    (figures,) = [one for one in document.opening if isinstance(one, model.Figures)]
    told = {item.label[0].text: item.value for item in figures.items
            if isinstance(item.label[0], model.Mark)}  # fmt: skip
    listed = {}
    for name, table in tables_of(document.sections):
        if name == "documents":
            mark, _, count = table.caption.partition("文書（")
            listed[mark.split(" ", 1)[1]] = count.removesuffix("）")
    assert listed == {mark: count for mark, count in told.items() if count != "0件"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_of_an_outbreak_in_both_versions(town: Rulebook, language: Language) -> None:
    sheet = Sheet(specimens=(Specimen(sha256=SHA256, sealed="金庫", to="提供元", signature="1.9"),))
    case = replace(cases.rich(), outbreaks=(outbreak(),), sheet=sheet)
    inside = words_of(office.document(case, language, town))
    outside = words_of(residents.document(case, language, town))
    for word in ("ZEIMU-PC03", "uno@town.example.jp", SHA256, "GIIN-PC02", "198.51.100.77"):
        assert word in inside, word
        assert word not in outside, word
    for number in ("20", "24", "議会系"):
        assert number in outside
    assert "{" not in inside
    assert "[outbreak." not in inside


def test_without_an_outbreak_nothing_is_said_of_mails(town: Rulebook) -> None:
    assert "駆除まで" not in words_of(office.document(cases.rich(), "ja", town))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_that_says_a_number_of_before_is_listed_with_its_place(
    town: Rulebook, language: Language
) -> None:
    before, after = Count(4321, 4321), Count(4400, 4400)
    changed = Revision(
        cases.at("12:00"), cases.at("18:00"), 0, ("a.zip",),
        (Number("delivered", before, False, after, False),), (),
    )  # fmt: skip
    sheet = Sheet(incident=Incident(summary="4,321通が届いた。"))
    case = replace(cases.rich(), outbreaks=(outbreak(),), changes=(changed,), sheet=sheet)
    text = text_of(make_html(office.document(case, language, town)))
    assert "incident.summary" in text
    assert say("report.outbreak.restated", language) in text
    without = replace(case, sheet=Sheet(incident=Incident(summary="4,400通が届いた。")))
    said = text_of(make_html(office.document(without, language, town)))
    assert say("report.outbreak.restated", language) not in said


@pytest.mark.browser
def test_on_paper_no_list_of_links_stands_alone(page: Page, tmp_path: Path) -> None:
    paper = printed(page("rich", "ja", "internal"), tmp_path)
    texts = [one.get_textpage().get_text_bounded() for one in paper]
    assert not any(text.lstrip().startswith(say("report.contents", "ja")) for text in texts)
    assert say("report.decide.title", "ja") in texts[1]
    assert texts[2].lstrip().startswith("1")
