"""The Word file: styles alone, real lists, an office's page, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx as python_docx
import pytest
from docx.shared import Mm, Pt
from lxml import etree

from sekisho.report import model, office, residents
from sekisho.report.html import html as make_html
from sekisho.report.word import docx
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import Page
from .read_back import all_of_word, parts_of_word, text_of_word
from .test_model import BLOCKS, document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VERSIONS = ("internal", "public")
ALL = [(case, language, version) for case in ("rich", "empty", "large") for language in LANGUAGES
       for version in VERSIONS]  # fmt: skip


def tree_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of_word(data)[part])


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_nothing_is_formatted_where_it_stands(
    word: Page, case: str, language: Language, version: str
) -> None:
    """Looks come from styles; a paragraph says besides only which list and page it begins."""
    data = word(case, language, version)
    styles = {one.get(f"{W}styleId") for one in tree_of(data, "word/styles.xml").iter(f"{W}style")}
    for name in parts_of_word(data):
        if not re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            continue
        tree = tree_of(data, name)
        inside = {one.tag for kind in ("pPr", "rPr") for p in tree.iter(f"{W}{kind}") for one in p}
        allowed = ("pStyle", "rStyle", "numPr", "pageBreakBefore", "keepNext")
        assert inside <= {f"{W}{one}" for one in allowed}
        used = {one.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle")
                for one in tree.iter(f"{W}{kind}")}  # fmt: skip
        assert used <= styles
    for paragraph in tree_of(data).iter(f"{W}p"):
        assert paragraph.find(f"{W}pPr/{W}pStyle") is not None


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_links_lead_to_bookmarks_that_stand_once(
    word: Page, case: str, language: Language, version: str
) -> None:
    tree = tree_of(word(case, language, version))
    names = [one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert {one.get(f"{W}anchor") for one in tree.iter(f"{W}hyperlink")} <= set(names)
    begun = [one.get(f"{W}id") for one in tree.iter(f"{W}bookmarkStart")]
    assert begun == [one.get(f"{W}id") for one in tree.iter(f"{W}bookmarkEnd")]
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_rows_are_whole_and_heads_are_repeated(
    word: Page, case: str, language: Language, version: str
) -> None:
    tree = tree_of(word(case, language, version))
    for table in tree.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert not any(heads[1:])
        of_rows = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "Sheet"
        assert heads[0] == of_rows
        widths = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        assert sum(widths) <= 9360
        assert all(one > 250 for one in widths)
        assert all(len(row.findall(f"{W}tc")) == len(widths) for row in rows)


def test_the_page_is_an_office_s(word: Page) -> None:
    made = python_docx.Document(io.BytesIO(word("rich", "ja", "public")))
    (section,) = made.sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert section.left_margin >= Mm(25)
    footer = etree.tostring(section.footer._element).decode()
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    styles = tree_of(word("rich", "ja", "public"), "word/styles.xml")
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}eastAsia") == "ＭＳ 明朝"
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("ja-JP", "ja-JP")
    sizes = {one.name: one.font.size for one in made.styles if one.type == 1}
    size = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz").get(f"{W}val")
    assert Pt(10.5) == Pt(int(size) / 2)
    assert sizes["heading 1" if "heading 1" in sizes else "Heading 1"] == Pt(12)
    for level in range(1, 5):
        heading = styles.find(f"{W}style[@{W}styleId='Heading{level}']/{W}rPr/{W}rFonts")
        assert heading.get(f"{W}eastAsia") == "ＭＳ ゴシック"
    table = parts_of_word(word("rich", "ja", "public"))["word/fontTable.xml"].decode()
    assert "MS Mincho" in table


def test_numbers_are_those_of_an_office(word: Page) -> None:
    """1, (1), ア, (ア) of linked heading styles; each list of items begins with its first."""
    data = word("rich", "ja", "public")
    numbering = tree_of(data, "word/numbering.xml")
    headings = numbering.find(f"{W}abstractNum[@{W}abstractNumId='1']")
    shapes = [(level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
              for level in headings.iter(f"{W}lvl")]  # fmt: skip
    assert shapes == [
        ("decimal", "%1　"), ("decimal", "(%2)　"), ("aiueoFullWidth", "%3　"),
        ("aiueoFullWidth", "(%4)　"),
    ]  # fmt: skip
    linked = [one.get(f"{W}val") for one in headings.iter(f"{W}pStyle")]
    assert linked == ["Heading1", "Heading2", "Heading3", "Heading4"]
    made = python_docx.Document(io.BytesIO(data))
    titles = [one.text for one in made.paragraphs if one.style.style_id == "Heading1"]
    assert titles[0] == "事案の経緯"
    assert not any(re.match(r"[\d(（]", one) for one in titles)
    lists = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")}
    used = {one.get(f"{W}val") for one in tree_of(data).iter(f"{W}numId")}
    assert used <= lists


def test_every_block_is_written() -> None:
    text = text_of_word(docx(document(*BLOCKS)))
    for said in (
        *(f"line-{n}" for n in range(8)), "name", "42", "remark", "caption", "picture",
        "described", "file", "hash", "7", "boxed", "inner title", "outer title", "stamp",
    ):  # fmt: skip
        assert said in text


def test_a_picture_is_told_in_words(word: Page) -> None:
    tree = tree_of(word("rich", "ja", "internal"))
    pictures = [one for one in tree.iter() if etree.QName(one).localname == "docPr"]
    assert len(pictures) == 2
    assert all(len(one.get("descr")) > 30 for one in pictures)
    assert len({one.get("id") for one in pictures}) == 2
    images = [data for name, data in parts_of_word(word("rich", "ja", "internal")).items()
              if name.startswith("word/media/")]  # fmt: skip
    assert all(one.startswith(b"\x89PNG") for one in images)


def test_the_letter_of_the_public_version(word: Page) -> None:
    lines = text_of_word(word("rich", "ja", "public")).split("\n")
    order = [
        "第　　　　　号", "平成28年6月23日", "町民の皆様", "山岸県関町", "関町長 関 花子",
        "情報流出事案の概要と今後の対応について（報告）", "記",
        "日時　平成28年6月3日（金曜日）午後4時3分から午後4時41分までの間（38分間）", "以上",
        "添付書類情報流出事案の概要と今後の対応について", "公表版（案）",
    ]  # fmt: skip
    places = [lines.index(one) for one in order]
    assert places == sorted(places)
    assert "決裁" not in "".join(lines)


def test_the_internal_version_is_handled_as_the_office_does(word: Page) -> None:
    data = word("rich", "ja", "internal")
    lines = text_of_word(data).split("\n")
    posts = ["町長", "副町長", "総務課長", "課長補佐", "係長", "担当"]
    assert lines[: len(posts)] == posts
    assert "自治体機密性3B（案）【未定：区分】" in lines
    assert "【未定：年数】" in lines
    header = next(part for name, part in parts_of_word(data).items() if "header" in name)
    assert "自治体機密性3B（案）" in header.decode("utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_document_gives_the_same_bytes(word: Page, town: Rulebook, version: str) -> None:
    made = office if version == "internal" else residents
    assert docx(made.document(cases.rich(), "ja", town)) == word("rich", "ja", version)


def test_the_file_tells_the_time_of_the_document_and_nobody_s_name(word: Page) -> None:
    data = word("rich", "ja", "public")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2016, 6, 23, 2, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None
    core = python_docx.Document(io.BytesIO(data)).core_properties
    assert core.created == core.modified == datetime(2016, 6, 23, 2, 0, tzinfo=UTC)
    assert core.title == "情報流出事案の概要と今後の対応について"
    assert core.language == "ja-JP"
    assert core.author == "山岸県関町"
    assert core.last_modified_by == ""
    assert "python" not in all_of_word(data).lower()


def test_a_document_of_no_time_is_as_reproducible() -> None:
    plain = document(*BLOCKS)
    assert docx(plain) == docx(replace(plain))
    with zipfile.ZipFile(io.BytesIO(docx(plain))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_keep_their_characters_and_nothing_misleads(town: Rulebook) -> None:
    text = text_of_word(docx(office.document(cases.rich(), "ja", town)))
    for sign in "髙﨑𠮷㐂①":
        assert sign in text
    assert cases.HOSTILE in text
    hostile = office.document(cases.with_name("名簿\u202exlsx\x00.exe"), "ja", town)
    assert "名簿〈U+202E〉xlsx〈U+0000〉.exe" in text_of_word(docx(hostile))


def test_parts_of_an_annex_are_counted_within_it(town: Rulebook) -> None:
    tree = tree_of(docx(office.document(cases.rich(), "ja", town)))
    lists = [
        (p.find(f"{W}pPr/{W}numPr/{W}ilvl"), p.find(f"{W}pPr/{W}numPr/{W}numId"))
        for p in tree.iter(f"{W}p")
        if "みなしたこと" in "".join(p.itertext())
        and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading2"
    ]
    ((level, number),) = lists
    assert (level.get(f"{W}val"), number.get(f"{W}val")) == ("1", "2")


def test_deeper_than_four_is_still_written() -> None:
    deep = model.Section("s5", "fifth", (model.Bullets(((model.Span("x"),),), numbered=True),))
    for number in range(4, 0, -1):
        deep = model.Section(f"s{number}", f"level {number}", (), (deep,))
    made = model.Document("ja", "t", "s", (), (), (deep,))
    assert "fifth" in text_of_word(docx(made))


def test_a_paper_without_a_stamp_has_no_empty_box_and_begins_its_page() -> None:
    cover = model.Cover("", "令和8年11月29日", (), (), "設定について（依頼）", ())
    body = (model.Section("s", "資料", (model.Paragraph((model.Span("x"),)),)),)
    made = model.Document("ja", "標題", "", (), (), body, cover=cover)
    assert _begins_a_page(made) == ["Title"]
    assert _begins_a_page(replace(made, stamp="内部版")) == ["Stamp"]
    assert "Stamp" not in _styles(made)
    assert 'class="stamp"' not in make_html(made).decode()


def _styles(made: model.Document) -> list[str]:
    return [one.get(f"{W}val", "") for one in tree_of(docx(made)).iter(f"{W}pStyle")]


def _begins_a_page(made: model.Document) -> list[str]:
    return [
        one.getparent().find(f"{W}pStyle").get(f"{W}val")
        for one in tree_of(docx(made)).iter(f"{W}pageBreakBefore")
    ]
