from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.ppt import SOURCE, identify

FOLDER = "sources/documents/ppt"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.ppt").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 92
    assert identify(Sample("unnamed", b"other", 5)) == 0


GOOD = [
    ("slide 1", None, None, "防災訓練"),
    ("slide 1", 1, 1, "班\t氏名"),
    ("slide 1", 1, 2, "第１班\t青木\u3000茂"),
    ("slide 1", 1, 3, "第１班\t青木\u3000和子"),
]


def test_a_table_stays_a_table(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.ppt")
    assert document.rows[: len(GOOD)] == GOOD
    assert (document.unread, document.notes) == ([], [])


def test_files_of_powerpoint(reading, shared: Path) -> None:
    folder = shared / "data/docs-office/oletools"
    assert reading(SOURCE, folder / "encrypted/encrypted.ppt").refused == "unread.encrypted"
    macros = reading(SOURCE, folder / "olevba/sample_with_vba.ppt")
    assert [row[3] for row in macros.rows] == ["PPT VBA TEST"]
    assert [note.code for note in macros.notes] == ["note.document_macros"]
    nested = reading(SOURCE, folder / "oleobj/embedded-simple-2007.ppt")
    assert len(nested.rows) == 3
    assert [reason for reason, _, _ in nested.unread] == ["unread.document_embedded"]


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        ("bad_truncated.ppt", 0, [], "unread.document_broken"),
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
    mutated(SOURCE, data / FOLDER / "good.ppt", change, at, keep)
