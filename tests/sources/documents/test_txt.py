from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.txt import SOURCE, identify

FOLDER = "sources/documents/txt"


def test_lines_keep_their_numbers(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.txt")
    assert document.rows == [
        (None, None, None, "お知らせ"),
        (None, None, None, "上野田区の皆様へ"),
    ]
    assert document.positions == [1, 3]


def test_cp932_with_crlf_and_no_last_line_end(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good_cp932.txt")
    assert [row[3] for row in document.rows] == ["お知らせ", "上野田区の皆様へ\u3000髙﨑"]
    assert [note.values for note in document.notes] == [{"encoding": "cp932"}]


def test_one_odd_line_does_not_spoil_the_others(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "bad_odd_bytes.txt")
    texts = [row[3] for row in document.rows]
    assert (texts[0], texts[4], len(texts)) == ("一行目の文", "三行目", 5)


@pytest.mark.parametrize(
    "head",
    [b"", b"  \n", b"{\\rtf1 abc}", b"\x00\x01\x02" * 20, b"%PDF-1.4 abc", bytes(range(256))],
)
def test_not_text(head: bytes) -> None:
    assert identify(Sample("a.txt", head, len(head))) == 0


def test_utf16_is_text(data: Path) -> None:
    head = "お知らせ\r\n".encode("utf-16")
    assert identify(Sample("a", head, len(head))) == 5


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_can_be_read(reading, tmp_path_factory, rubbish: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "rubbish.txt"
    path.write_bytes(rubbish)
    reading(SOURCE, path)
