"""The model is a document apart from any format: every block reaches the page through it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from sekisho.report import model
from sekisho.report.drawing import Drawing, Label
from sekisho.report.html import html

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
