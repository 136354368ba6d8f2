"""Contents apart from events: the same texts, and an answer for every file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.content import DocumentContent, Paragraph, Table, content_of
from sekisho.sources.contract import Context, Events, NotReadable
from sekisho.sources.reading import read, sample_of
from sekisho.sources.registry import identified

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GOOD = sorted((Path(__file__).parents[1] / "data/sources/documents").glob("*/good*"))


def evidence(path: Path) -> Evidence:
    return Evidence(path.name, path, path.stat().st_size, "0" * 64)


def content(path: Path) -> DocumentContent:
    return content_of(evidence(path), Context(now=NOW))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_contents_say_what_the_events_say(path: Path) -> None:
    source = identified(sample_of(evidence(path)))
    assert source is not None
    told = {}
    for item in read(source, evidence(path), Context(now=NOW)):
        if isinstance(item, Events):
            for row in item.batch.to_pylist():
                told[row["position"]] = (row["document.part"], row["document.text"])
    found = {}
    for piece in content(path).pieces:
        if isinstance(piece, Paragraph):
            found[piece.position] = (piece.part, piece.text)
        else:
            for position, row in zip(piece.positions, piece.rows, strict=True):
                found[position] = (piece.part, "\t".join(row))
    assert found == told


def test_a_table_is_one_table(data: Path) -> None:
    docx = content(data / "sources/documents/docx/good.docx")
    (table,) = (piece for piece in docx.pieces if isinstance(piece, Table))
    assert table.rows[0] == ("世帯", "氏名", "年齢", "電話")
    assert (docx.status, docx.source, docx.reasons) == ("read", "docx", ())


@pytest.mark.parametrize(
    ("file", "status", "codes"),
    [
        ("documents/docx/bad_truncated.docx", "partly", ["unread.document_cut"]),
        ("documents/pdf/bad_encrypted.pdf", "not_read", ["unread.encrypted"]),
        ("documents/pdf/bad_scanned.pdf", "partly", ["unread.page_without_text"]),
        ("documents/xlsx/bad_far_cell.xlsx", "not_read", ["unread.document_too_large"]),
        ("squid/good.log", "not_read", ["not_read.no_document"]),
    ],
)
def test_what_was_not_read_has_its_reason(data: Path, file: str, status: str, codes) -> None:
    answer = content(data / "sources" / file)
    assert (answer.status, [why.code for why in answer.reasons]) == (status, codes)


def test_unknown_empty_and_absent_files(tmp_path: Path) -> None:
    odd, empty = tmp_path / "odd", tmp_path / "empty"
    odd.write_bytes(bytes(range(256)) * 4)
    empty.write_bytes(b"")
    assert content(odd).reasons[0].code == "not_read.unknown_format"
    assert content(empty).reasons[0].code == "not_read.empty"
    gone = Evidence("gone", tmp_path / "gone", 5, "0" * 64)
    assert content_of(gone, Context(now=NOW)).reasons[0].code == "not_read.cannot_open"


def test_a_mail_is_a_document_of_its_own(data: Path) -> None:
    mail = content(data / "sources/mail/msg/good.msg")
    texts = [piece.text for piece in mail.pieces if isinstance(piece, Paragraph)]
    assert texts[0] == "名簿の送付"
    assert "名簿を送ります。" in texts


def test_a_reader_that_fails_ends_one_document_alone(data: Path, monkeypatch) -> None:
    from sekisho.sources.documents import docx

    def broken(*_: object) -> None:
        raise NotImplementedError("defect")

    monkeypatch.setattr(docx, "_beside", broken)
    answer = content(data / "sources/documents/docx/good.docx")
    assert answer.status == "partly"
    assert answer.reasons[0].code == "not_read.reader_failed"
    assert not isinstance(answer, NotReadable)
