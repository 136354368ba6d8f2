"""The model is a document apart from any format: every block reaches the page through it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from pypdfium2 import PdfDocument

from sekisho.report import model
from sekisho.report.drawing import Drawing, Label
from sekisho.report.html import html
from sekisho.report.pdf import pdf
from sekisho.report.word import docx

from .read_back import text_of_pdf, text_of_word
from .test_html import text_of

SAID: tuple[model.Line, ...] = tuple((model.Span(f"line-{n}"),) for n in range(9))
BLOCKS: tuple[model.Block, ...] = (
    model.Paragraph(SAID[0]),
    model.Bullets((SAID[1],), numbered=True),
    model.Pairs((("name", (SAID[2],)),)),
    model.Figures((model.Figure(SAID[3], "42", "remark"),)),
    model.Table("caption", (model.Column("title"),), ((model.Cell((SAID[4],)),),)),
    model.Picture("picture", "described", Drawing(10, (Label(0, 5, "drawn"),))),
    model.Exhibits(
        ("f", "h", "p"), (model.ExhibitFile("file", "hash", (model.Exhibit(1, "7"),)),), ()
    ),
    model.Box("doubt", "boxed", (model.Paragraph(SAID[5]),)),
)


def document(*blocks: model.Block) -> model.Document:
    part = model.Section("inner", "inner title", (model.Paragraph(SAID[7]),))
    section = model.Section("outer", "outer title", blocks, (part,))
    return model.Document("en", "title", "stamp", (SAID[6],), (), (section,))


def test_every_block_is_rendered() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(model.Block))
    text = text_of(html(document(*BLOCKS)))
    for said in (
        *(f"line-{n}" for n in range(8)), "name", "42", "remark", "caption", "picture", "drawn",
        "described", "file", "hash", "7", "boxed", "inner title", "outer title", "stamp",
    ):  # fmt: skip
        assert said in text


def test_an_empty_table_says_so() -> None:
    empty = model.Table("caption", (model.Column("a"), model.Column("b")), (), SAID[8])
    assert "line-8" in text_of(html(document(empty)))


def test_the_model_knows_no_format() -> None:
    tree = ast.parse(Path(model.__file__).read_text(encoding="utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= {
        "__future__", "dataclasses", "datetime", "typing", "sekisho.report.drawing",
        "sekisho.text",
    }  # fmt: skip


LETTER = model.Document(
    "ja", "依頼", "案", (), (), (), cover=model.Cover(
        "", "平成28年6月3日", ("情報課長　様",), ((model.Span("関町長"),),),
        "記録の保全について（依頼）",
        ((model.Span("次のとおり依頼します。"), model.Citation((7,)), model.Link("別に", "none")),),
        (model.Bullets((SAID[0],), numbered=True),), ("一覧",), (SAID[1],),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "read",
    [lambda: text_of(html(LETTER)), lambda: text_of_word(docx(LETTER)),
     lambda: text_of_pdf(pdf(LETTER))],
)  # fmt: skip
def test_a_letter_alone_is_one_page_in_every_format(read: Callable[[], str]) -> None:
    """Also where it names an exhibit or a section that it does not hold."""
    text = read()
    for said in (
        "情報課長　様",
        "記録の保全について（依頼）",
        "証7",
        "別に",
        "line-0",
        "以上",
        "一覧",
    ):
        assert said in text
    assert len(PdfDocument(pdf(LETTER))) == 1
