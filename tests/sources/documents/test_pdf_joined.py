"""Tables over the end of a page, as a real writer breaks them."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from sekisho.sources.documents.pdf import SOURCE

ROWS = [[str(at), f"青木\u3000茂{at}", f"0770-00-{at:04d}"] for at in range(1, 60)]


def written(path: Path, *, again: bool, between: str = "") -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    style = [
        ("FONT", (0, 0), (-1, -1), "HeiseiMin-W3", 9),
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    ]
    first = Table([["番号", "氏名", "電話"], *ROWS], style=style, repeatRows=int(again))
    text = ParagraphStyle("x", fontName="HeiseiMin-W3")
    other = Table([["品名", "数", "備考"], ["机", "3", "会議室"]], style=style)
    SimpleDocTemplate(str(path), pagesize=A5).build(
        [first, Paragraph(between or "以上", text), other]
    )


@pytest.mark.parametrize("again", [True, False])
def test_one_table_over_several_pages(reading, tmp_path: Path, again: bool) -> None:
    path = tmp_path / "x.pdf"
    written(path, again=again)
    document = reading(SOURCE, path)
    rows = [row[3].split("\t") for row in document.rows if row[:2] == ("page 1", 1)]
    assert [row[0] for row in rows] == ["番号", *[row[0] for row in ROWS]]
    assert [row[2] for row in rows[1:]] == [row[2] for row in ROWS]
    last = [row[3] for row in document.rows if row[1] is not None][-2:]
    assert last == ["品名\t数\t備考", "机\t3\t会議室"]
