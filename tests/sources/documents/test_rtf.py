from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.rtf import SOURCE, identify

FOLDER = "sources/documents/rtf"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.rtf").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 95
    assert identify(Sample("unnamed", b"other", 5)) == 0


GOOD = [
    ("document", None, None, "上野田区\u3000緊急連絡網"),
    ("document", None, None, "𠮷田区長"),
    ("document", 1, 1, "世帯\t氏名\t電話"),
    ("document", 1, 2, "1\t青木\u3000茂\t0770-00-0001"),
    ("document", 1, 3, "1\t青木\u3000和子\t0770-00-0001"),
    ("document", None, None, "表の後"),
]


def test_encodings_merged_cells_and_what_is_not_shown(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.rtf")
    assert document.rows == GOOD
    assert document.unread == []


def test_a_double_byte_sign_may_end_in_a_plain_letter(reading, tmp_path: Path) -> None:
    path = tmp_path / "x.rtf"
    path.write_bytes(rb"{\rtf1\ansicpg932{\fonttbl{\f0\fcharset128 x;}}\f0 \'83A\'83b\par}")
    assert [row[3] for row in reading(SOURCE, path).rows] == ["アッ"]


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        ("bad_cut.rtf", 4, [("unread.document_cut", 5, "row")], None),
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
    mutated(SOURCE, data / FOLDER / "good.rtf", change, at, keep)
