from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.pdf import SOURCE, identify

FOLDER = "sources/documents/pdf"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.pdf").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 90


def test_lines_ruled_table_and_merged_cells(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.pdf")
    assert document.rows == [
        ("page 1", None, None, "名簿（取扱注意）"),
        ("page 1", 1, 1, "世帯\t氏名\t年齢"),
        ("page 1", 1, 2, "1\t青木 茂\t71"),
        ("page 1", 1, 3, "1\t青木 和子\t69"),
        ("page 1", 1, 4, "2\t橋本 誠\t45"),
        ("page 1", None, None, "以上"),
        ("page 2", None, None, "二頁目"),
    ]
    assert document.unread == []


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        ("bad_truncated.pdf", 0, [], "unread.document_broken"),
        ("bad_encrypted.pdf", 0, [], "unread.encrypted"),
        ("bad_scanned.pdf", 1, [("unread.page_without_text", 2, "page")], None),
    ],
)
def test_what_cannot_be_read_is_told(reading, data: Path, file, rows, unread, refused) -> None:
    document = reading(SOURCE, data / FOLDER / file)
    assert (len(document.rows), document.unread, document.refused) == (rows, unread, refused)


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    form = reading(SOURCE, folder / "pdfminer/acroform/AcroForm_TEST.pdf")
    assert [text for part, _, _, text in form.rows if part == "page 1 form"] == ["111", "fff"]
    for name in ("aes-128.pdf", "aes-256-m.pdf", "rc4-128.pdf"):
        assert reading(SOURCE, folder / "pdfminer/encryption" / name).refused == "unread.encrypted"
    scanned = reading(SOURCE, folder / "pdfminer/scancode/patchelf.pdf")
    assert scanned.unread == [("unread.page_without_text", 1, "page")]
    japanese = reading(SOURCE, folder / "pdfminer/jo.pdf")
    assert "宇宙塵をたべ、または空気や塩水を呼吸しながら" in [row[3] for row in japanese.rows]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(mutated, data: Path, change, at, keep) -> None:
    mutated(SOURCE, data / FOLDER / "good.pdf", change, at, keep)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_rubbish_is_not_claimed(rubbish: bytes) -> None:
    assert identify(Sample("x.pdf", rubbish, len(rubbish))) == 0
