"""The page for a town's CMS: what JIS X 8341-3:2016 (WCAG 2.0 A, AA) asks of plain HTML."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree, html

from sekisho.report import office, residents
from sekisho.report.cms import cms, told
from sekisho.report.drawing import Drawing, Label, Rect, Rule
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .read_back import text_of_page
from .test_model import BLOCKS, document

KEPT = {
    "html", "head", "meta", "title", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6",
    "p", "br", "strong", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
"""Elements that every such system keeps."""
ATTRIBUTES = {"lang", "charset", "name", "content", "scope", "border"}


def pages(town: Rulebook, nameless: Rulebook, language: Language) -> list[bytes]:
    return [
        cms(residents.document(cases.rich(), language, town)),
        cms(residents.document(cases.empty(), language, nameless)),
        cms(office.document(cases.rich(), language, town)),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_needs_neither_style_nor_script_nor_name(
    town: Rulebook, nameless: Rulebook, language: Language
) -> None:
    for data in pages(town, nameless, language):
        tree = html.fromstring(data.decode("utf-8"))
        assert {one.tag for one in tree.iter() if isinstance(one.tag, str)} <= KEPT
        assert {name for one in tree.iter() for name in one.attrib} <= ATTRIBUTES
        closed = re.sub(rb"<(meta [^>]*|br)>", rb"<\1/>", data.removeprefix(b"<!DOCTYPE html>"))
        etree.fromstring(closed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_title_and_headings(
    town: Rulebook, nameless: Rulebook, language: Language
) -> None:
    """3.1.1, 2.4.2, 1.3.1: headings begin with one h1 and never skip a level."""
    for data in pages(town, nameless, language):
        tree = html.fromstring(data.decode("utf-8"))
        assert tree.get("lang") == tree.find(".//article").get("lang") == language
        assert tree.findtext(".//title")
        levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert max(levels) <= 4
        assert all(one.text_content().strip() for one in tree.iter("h1", "h2", "h3", "h4"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_can_be_heard(town: Rulebook, nameless: Rulebook, language: Language) -> None:
    """1.3.1: every head cell says whose head it is; tables of data have a caption."""
    for data in pages(town, nameless, language):
        tree = html.fromstring(data.decode("utf-8"))
        assert all(one.get("scope") in ("row", "col") for one in tree.iter("th"))
        for table in tree.iter("table"):
            if table.find("thead") is not None:
                assert table.findtext("caption", "").strip()
            widths = {len(row) for row in table.iter("tr")}
            assert len(widths) == 1


def test_every_block_is_there() -> None:
    text = text_of_page(cms(document(*BLOCKS)))
    for said in (
        *(f"line-{n}" for n in range(8)), "name", "42", "remark", "caption", "picture", "drawn",
        "described", "file", "hash", "7", "boxed", "inner title", "outer title",
    ):  # fmt: skip
        assert said in text


def test_what_belongs_to_paper_stays_there(town: Rulebook) -> None:
    text = text_of_page(cms(residents.document(cases.rich(), "ja", town)))
    for absent in ("決裁", "添付書類", "号\n", "公表版（案）"):
        assert absent not in text
    assert "関町長 関 花子" in text
    assert "最終更新日" in text


def test_hostile_names_do_not_become_markup(town: Rulebook) -> None:
    data = cms(office.document(cases.rich(), "ja", town))
    assert cases.HOSTILE not in data.decode("utf-8")
    assert cases.HOSTILE in text_of_page(data)
    hostile = cms(office.document(cases.with_name("a\u202eb"), "ja", town)).decode("utf-8")
    assert "\u202e" not in hostile
    assert "a〈U+202E〉b" in hostile


def test_a_drawing_is_told_once_in_its_order() -> None:
    drawing = Drawing(9, (Label(0, 0, "a"), Rect(0, 0, 1, 1, "ink", "b"), Rule(0, 0, 1, 1),
                          Rect(0, 0, 1, 1, "ink"), Label(0, 0, "a")))  # fmt: skip
    assert told(drawing) == ("a", "b")


def test_the_same_document_gives_the_same_bytes(town: Rulebook) -> None:
    once = cms(residents.document(cases.rich(), "ja", town))
    assert once == cms(residents.document(cases.rich(), "ja", town))
