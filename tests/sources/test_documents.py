"""What holds for every reader of documents; a new one needs its ``good`` and ``bad`` files only."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from tests.sources.documents.conftest import read_changed, read_document

FOLDER = Path(__file__).resolve().parents[1] / "data" / "sources" / "documents"
GOOD = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/good*"))
READERS = sorted({name.split("/")[0] for name in GOOD})
PLAIN = {"csv": 10, "txt": 5}
"""Formats without a mark of their own: any other claim goes before theirs."""
MARKS = b"%P{<\xd0"
"""No mark of a format is written without one of these, which rubbish may hold by chance."""
BAD: dict[str, tuple[int, list[tuple[str, int, str]], str | None]] = {
    "csv/bad_open_quote.csv": (4, [], None),
    "doc/bad_truncated.doc": (0, [], "unread.document_broken"),
    "docx/bad_header_xml.docx": (8, [("unread.document_broken", 8, "row")], None),
    "docx/bad_truncated.docx": (7, [("unread.document_cut", 8, "row")], None),
    "html/bad_cut.html": (5, [], None),
    "jtd/bad_packed.jttc": (0, [], "unread.jtd_packed"),
    "jtd/bad_truncated.jtd": (0, [], "unread.document_broken"),
    "opendocument/bad_truncated.odt": (0, [], "unread.document_broken"),
    "pdf/bad_encrypted.pdf": (0, [], "unread.encrypted"),
    "pdf/bad_scanned.pdf": (1, [("unread.page_without_text", 2, "page")], None),
    "pdf/bad_truncated.pdf": (0, [], "unread.document_broken"),
    "ppt/bad_truncated.ppt": (0, [], "unread.document_broken"),
    "pptx/bad_slide_xml.pptx": (5, [("unread.document_broken", 6, "row")], None),
    "pptx/bad_truncated.pptx": (
        0,
        [("unread.document_broken", 1, "row")] * 2 + [("unread.document_cut", 1, "row")],
        None,
    ),
    "rtf/bad_cut.rtf": (4, [("unread.document_cut", 5, "row")], None),
    "txt/bad_odd_bytes.txt": (5, [], None),
    "xls/bad_truncated.xls": (0, [], "unread.document_broken"),
    "xlsx/bad_far_cell.xlsx": (0, [], "unread.document_too_large"),
    "xlsx/bad_truncated.xlsx": (0, [], "unread.document_broken"),
}
"""How many rows are read all the same, which places are told as not read, or why none."""


def reader(name: str) -> Any:
    return import_module(f"sekisho.sources.documents.{name.split('/', maxsplit=1)[0]}")


@pytest.mark.parametrize("name", GOOD)
def test_identified_by_content_under_any_name(name: str) -> None:
    head = (FOLDER / name).read_bytes()
    least = PLAIN.get(name.split("/", maxsplit=1)[0], 85)
    assert reader(name).identify(Sample("unnamed", head, len(head))) >= least


@pytest.mark.parametrize("name", [one for one in READERS if one != "txt"])
def test_other_text_is_not_claimed(name: str) -> None:
    assert reader(name).identify(Sample("unnamed", b"other", 5)) == 0


@pytest.mark.parametrize("name", [one for one in READERS if one not in PLAIN])
@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400).map(lambda rubbish: rubbish.translate(None, MARKS)))
def test_rubbish_is_not_claimed(name: str, rubbish: bytes) -> None:
    assert reader(name).identify(Sample(f"x.{name}", rubbish, len(rubbish))) == 0


def test_every_bad_file_has_its_answer() -> None:
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/bad*")} == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(name: str) -> None:
    document = read_document(reader(name).SOURCE, FOLDER / name)
    assert (len(document.rows), document.unread, document.refused) == BAD[name]


@pytest.mark.parametrize("name", GOOD)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(tmp_path: Path, name, change, at, keep) -> None:
    read_changed(reader(name).SOURCE, FOLDER / name, tmp_path, change, at, keep)
