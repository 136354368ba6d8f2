from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.jtd import SOURCE, identify

FOLDER = "sources/documents/jtd"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.jtd").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 90
    assert identify(Sample("unnamed", b"other", 5)) == 0


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "区長\u3000𠮷田茂"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t𠮷田\u3000和子\t0770-00-0001"),
    ("document", None, None, "以上"),
]


def test_text_readings_and_rows(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.jtd")
    assert document.rows == GOOD
    assert document.unread == [("unread.jtd_part", 6, "row")]
    assert [(note.code, note.doubt) for note in document.notes] == [("note.jtd_observed", True)]


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        ("bad_packed.jttc", 0, [], "unread.jtd_packed"),
        ("bad_truncated.jtd", 0, [], "unread.document_broken"),
    ],
)
def test_what_cannot_be_read_is_told(reading, data: Path, file, rows, unread, refused) -> None:
    document = reading(SOURCE, data / FOLDER / file)
    assert (len(document.rows), document.unread, document.refused) == (rows, unread, refused)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(mutated, data: Path, change, at, keep) -> None:
    mutated(SOURCE, data / FOLDER / "good.jtd", change, at, keep)
