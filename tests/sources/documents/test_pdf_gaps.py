"""Columns without rules, as a real writer prints them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from sekisho.sources.documents.pdf import SOURCE
from sekisho.sources.documents.pdf_gaps import with_wide_gaps

ROWS = [
    ["赤ちゃん", "保護者", "地区"],
    ["青木 葵", "茂・和子", "谷口"],
    ["石黒 蓮", "明・京子", "山田"],
]


@pytest.fixture(autouse=True)
def fonts() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def test_columns_without_rules_are_set_apart(reading, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    table = Table(ROWS, style=[("FONT", (0, 0), (-1, -1), "HeiseiMin-W3", 9)], colWidths=100)
    SimpleDocTemplate(str(path), pagesize=A5).build([table])
    assert [row[3] for row in reading(SOURCE, path).rows] == [
        "\u3000\u3000".join(row) for row in ROWS
    ]


@pytest.mark.parametrize(("gap", "read"), [(6, " "), (14, " "), (24, "\u3000\u3000")])
def test_words_near_each_other_have_one_blank(reading, tmp_path: Path, gap: int, read: str) -> None:
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path), pagesize=A5)
    canvas.setFont("HeiseiMin-W3", 10)
    canvas.drawString(40, 400, "青木")
    canvas.drawString(40 + 20 + gap, 400, "茂")
    canvas.showPage()
    canvas.save()
    assert [row[3] for row in reading(SOURCE, path).rows] == [f"青木{read}茂"]


class Nowhere:
    """A page of whose characters no place is known."""

    def __init__(self, count: int) -> None:
        self.count = count

    def count_chars(self) -> int:
        return self.count

    def get_charbox(self, _at: int, *, loose: bool) -> tuple[float, ...]:
        raise pdfium.PdfiumError(f"no box, {loose}")


@pytest.mark.parametrize("count", [4, 5])
def test_a_page_whose_places_are_not_known_keeps_its_text(count: int) -> None:
    assert with_wide_gaps(Nowhere(count), "青木 茂") == "青木 茂"
