"""Files known by their bytes; the name decides only where the opening program goes by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.real import ending_of, plain, real_type
from tests.gates.mail import LINK, docx, pdf, program


@pytest.mark.parametrize(
    ("data", "name", "real"),
    [
        (b"", "a.exe", "empty"),
        (program(), "a.txt", "program"),
        ("MZと書いた文".encode(), "a.txt", "text"),
        (LINK, "", "link"),
        (docx(), "a.docx", "zip"),
        (pdf(), "a", "pdf"),
        (b"junk" + pdf(), "a.pdf", "pdf"),
        (b"BM title\nx", "a.txt", "text"),
        (b"BM\0\0\0\0\0\0\0\0", "a.bmp", "image"),
        (b"{\\rt1", "a.doc", "rtf"),
        (b"<!-- x -->\n<HTML>", "a", "html"),
        ("<html>".encode("utf-16"), "a", "html"),
        ("文".encode("utf-16"), "a.txt", "text"),
        (b"x", "a.vbs", "script"),
        (b"x", "a.vbs. ", "script"),
        (b"A: 1\nB: 2\nC: 3\n\n", "a", "mail"),
        (b"ActiveMime\0", "a.mso", "compound"),
        (bytes(range(32)) * 9, "a.dat", "unknown"),
        (b"\0" * 0x8001 + b"CD001", "a", "archive"),
        (b"..-lh5-.....", "a.lzh", "archive"),
    ],
)
def test_what_it_is(data: bytes, name: str, real: str) -> None:
    assert real_type(data, name) == real


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("a.exe . ", ".exe"), (".profile", ""), ("a", ""), ("a.tar.gz", ".gz")],
)
def test_endings(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@given(st.binary(max_size=300), st.text(max_size=20))
def test_anything_is_something(data: bytes, name: str) -> None:
    assert (real_type(data, name) == "empty") == (data == b"")
    assert isinstance(plain(data), bytes)
