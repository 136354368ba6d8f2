from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pdfplumber
import pytest

from sekisho.sources.contract import Note
from sekisho.sources.documents.pdf_tables import Tables
from sekisho.sources.documents.rows import Row


def test_a_page_that_cannot_be_taken_apart_is_given_as_lines(data: Path, monkeypatch) -> None:
    def fails(_path: Path, password: str | None) -> None:
        raise RecursionError

    monkeypatch.setattr(pdfplumber, "open", fails)
    with closing(Tables(data / "sources/documents/pdf/good.pdf")) as tables:
        note, *rows = tables.of_page(0, "一\n二")
        assert note == Note("note.document_tables", {"page": "1", "why": "RecursionError"})
        assert [row.cells for row in rows if isinstance(row, Row)] == [("一",), ("二",)]


@pytest.mark.parametrize("name", ["REPAIR-2022-INV-001_multipage.pdf"])
def test_nothing_of_a_page_is_lost(shared: Path, name: str) -> None:
    path = shared / "data/docs-office/markitdown" / name
    with pdfplumber.open(path) as pdf, closing(Tables(path)) as tables:
        for index, page in enumerate(pdf.pages):
            rows = [row for row in tables.of_page(index, "") if isinstance(row, Row)]
            found = "".join(cell for row in rows for cell in row.cells)
            assert {word["text"] for word in page.extract_words()} <= {
                word for row in rows for cell in row.cells for word in cell.split()
            }
            assert found
