from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Sample
from sekisho.sources.documents.embedded import contents
from sekisho.sources.documents.pptx import SOURCE, identify

FOLDER = "sources/documents/pptx"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.pptx").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 90


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


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        (
            "bad_truncated.pptx",
            0,
            [("unread.document_broken", 1, "row")] * 2 + [("unread.document_cut", 1, "row")],
            None,
        ),
        ("bad_slide_xml.pptx", 5, [("unread.document_broken", 6, "row")], None),
    ],
)
def test_damage_is_told_and_the_rest_is_read(reading, data: Path, file, rows, unread, refused):
    document = reading(SOURCE, data / FOLDER / file)
    assert (len(document.rows), document.unread, document.refused) == (rows, unread, refused)


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


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(mutated, data: Path, change, at, keep) -> None:
    mutated(SOURCE, data / FOLDER / "good.pptx", change, at, keep)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_rubbish_is_not_claimed(rubbish: bytes) -> None:
    assert identify(Sample("x.pptx", rubbish, len(rubbish))) == 0
