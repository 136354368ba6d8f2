from __future__ import annotations

from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Sample
from sekisho.sources.documents.embedded import contents
from sekisho.sources.documents.pptx import SOURCE, identify

FOLDER = "sources/documents/pptx"


def test_slides_tables_and_notes(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.pptx")
    assert document.rows == [
        ("slide 1", None, None, "名簿"),
        ("slide 1", 1, 1, "世帯\t氏名"),
        ("slide 1", 1, 2, "1\t青木\u3000茂"),
        ("slide 1", 1, 3, "1\t青木\u3000和子"),
        ("slide 1 notes", None, None, "口頭で補足"),
    ]
    assert document.unread == []


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    chart = folder / "docling/pptx/sources/pptx_chart.pptx"
    head = chart.read_bytes()
    assert identify(Sample(chart.name, head, len(head))) == 95
    assert reading(SOURCE, chart).unread == []
    books = list(contents(Evidence(chart.name, chart, len(head), "0" * 64)))
    assert [book.name.endswith(".xlsx") for book in books] == [True, True]
    encrypted = reading(SOURCE, folder / "oletools/encrypted/encrypted.pptm")
    assert encrypted.refused == "unread.encrypted"
    sample = reading(SOURCE, folder / "docling/pptx/sources/powerpoint_sample.pptx")
    assert sample.rows[0] == ("slide 1", None, None, "Test Table Slide")
    assert len(sample.rows) == 37
