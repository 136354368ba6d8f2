"""The PDF: an archive's form, tagged, fonts of the package alone, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2
import pytest
from pypdfium2 import raw

from sekisho.report import font, office, residents
from sekisho.report.drawing import Drawing, Label
from sekisho.report.pdf import pdf, png
from sekisho.report.pdf.data import pieces
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import Page
from .read_back import text_of_pdf, xmp
from .test_model import BLOCKS, document

ALL = [(case, language, version) for case in ("rich", "empty", "large") for language in LANGUAGES
       for version in ("internal", "public")]  # fmt: skip


@pytest.mark.parametrize(("case", "language", "version"), ALL)
def test_it_is_made_for_the_archive_and_for_readers_aloud(
    paper: Page, case: str, language: Language, version: str
) -> None:
    """What ISO 19005-2 and ISO 14289-1 ask for and a reader can see from outside."""
    data = paper(case, language, version)
    told = xmp(data)
    assert re.search(r"pdfaid:part[^0-9]*2\b", told)
    assert re.search(r"pdfaid:conformance[^A-Z]*A\b", told)
    assert re.search(r"pdfuaid:part[^0-9]*1\b", told)
    made = pypdfium2.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(made)
    assert made.get_metadata_value("Title")
    assert b"/Encrypt" not in data
    assert b"/JavaScript" not in data
    assert all(page.get_size() == pytest.approx((595.28, 841.89), abs=0.1) for page in made)
    names = set(re.findall(rb"/BaseFont\s*/([A-Z]{6}\+)?([\w-]+)", data))
    assert all(prefix for prefix, _name in names)


def test_every_block_is_set() -> None:
    text = text_of_pdf(pdf(document(*BLOCKS)))
    for said in (
        *(f"line-{n}" for n in range(8)), "name", "42", "remark", "caption", "picture", "drawn",
        "described", "file", "hash", "7", "boxed", "inner title", "outer title", "stamp",
    ):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("version", ["internal", "public"])
def test_the_same_document_gives_the_same_bytes(paper: Page, town: Rulebook, version: str) -> None:
    made = office if version == "internal" else residents
    assert pdf(made.document(cases.rich(), "ja", town)) == paper("rich", "ja", version)


def test_rare_characters_of_names_are_set(paper: Page) -> None:
    text = text_of_pdf(paper("rich", "ja", "internal"))
    for sign in "髙﨑𠮷㐂①":
        assert sign in text
    # What is read back may be a compatible character: it must have come from a font of ours.
    have = font.available()
    held = {sign for sign in text if not sign.isspace() and ord(sign) not in have}
    assert all(ord(unicodedata.normalize("NFKC", sign)[0]) in have for sign in held)


def test_a_character_in_no_font_is_marked_and_noted(town: Rulebook) -> None:
    case = cases.with_name("名簿\U0002a6a5\u202exlsx.exe")
    text = text_of_pdf(pdf(office.document(case, "ja", town)))
    assert "名簿〓〈U+202E〉xlsx.exe" in text
    assert "〈U+2A6A5〉" in text
    assert "表示できない文字" in text


def test_hostile_text_stays_text(town: Rulebook, paper: Page) -> None:
    assert cases.HOSTILE in text_of_pdf(paper("rich", "ja", "internal"))
    for hostile in ('#panic("x")', "#let a = 1", "$x$ *bold* _i_ @ref <label> // c", '"\\u{41}'):
        text = text_of_pdf(pdf(office.document(cases.with_name(hostile), "ja", town)))
        assert re.sub(r"\s", "", hostile) in re.sub(r"\s", "", text)


def test_exhibits_lead_to_the_list(paper: Page) -> None:
    made = pypdfium2.PdfDocument(paper("rich", "ja", "internal"))
    links = sum(raw.FPDFPage_GetAnnotCount(page) for page in made)
    assert links > 20


def test_headings_are_the_outline(paper: Page) -> None:
    made = pypdfium2.PdfDocument(paper("rich", "ja", "public"))
    titles = [one.get_title() for one in made.get_toc()]
    assert titles[0] == "1　事案の経緯"
    assert "(1)　日時" in titles
    assert "ア　調べた記録" in titles
    assert titles[-1] == "資料　時刻の詳細"


def test_the_letter_stands_first(paper: Page) -> None:
    made = pypdfium2.PdfDocument(paper("rich", "ja", "internal"))
    first = made[0].get_textpage().get_text_range()
    for said in ("副町長", "自治体機密性3B（案）", "町長　様", "（報告）", "以上", "0000-00-0000"):
        assert said in first
    assert "1 / " in first


def test_a_drawing_becomes_a_picture() -> None:
    drawing = Drawing(100, (Label(0, 50, "髙﨑"),))
    assert png(drawing, "ja").startswith(b"\x89PNG")
    assert png(drawing, "ja") == png(drawing, "ja")
    assert png(drawing, "ja") != png(Drawing(100, (Label(0, 50, "山﨑"),)), "ja")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("短い名前", ["短い名前"]),
        ("", [""]),
        ("（C:\\Users\\shioya\\Documents\\議案.jtd）", None),
        ("a" * 40, None),
        ("名 winlogbeat/winlogbeat-20160603.ndjson です。", None),
    ],
)
def test_long_names_break_and_lose_nothing(text: str, parts: list[str] | None) -> None:
    found = pieces(text)
    assert "".join(found) == text
    assert parts is None or found == parts
    assert max(len(re.sub(r"[^!-~]", "", one)) for one in found) <= 18
    assert not any(one.startswith(("）", "。", "、")) for one in found)
