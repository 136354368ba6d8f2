from __future__ import annotations

import pytest

from sekisho.sources.mail.syntax import (
    SEPARATOR,
    begins_mailbox,
    fields,
    is_field,
    message_confidence,
)


@pytest.mark.parametrize(
    ("head", "confidence"),
    [
        (b"From: a\nTo: b\nSubject: c\n\nx", 90),
        (b"From a@example.jp\nReturn-Path: <a>\nTo: b\nSubject: c\n\n", 90),
        (b"From: a\nSubject: c\n\nx", 70),
        (b"Received: from a by b\n\x80broken", 60),
        (b'Content-Type: multipart/mixed; boundary="b"\n\n--b', 60),
        (b"HTTP/1.1 200 OK\nDate: x\nContent-Type: y\n\n", 0),
        (b"Date: x\nContent-Type: text/html\n\n", 0),
        (b"Subject: c\n\nx", 0),
        (b"key: value\nother: value\n", 0),
        (b"2016-05-31 From: a To: b\n", 0),
        (b"", 0),
        (bytes(range(256)), 0),
    ],
)
def test_messages(head: bytes, confidence: int) -> None:
    assert message_confidence(head) == confidence


@pytest.mark.parametrize(
    "line",
    [
        b"From a@example.jp Tue May 31 09:00:00 2016\n",
        b"From MAILER-DAEMON Mon 1 Jan 2015 00:00:00 +0900\r\n",
        b"From () 2020-03-03 07:50:45 +0000\n",
        b"From - Tue May 31 09:00:00 2016",
    ],
)
def test_separators(line: bytes) -> None:
    assert SEPARATOR.match(line)
    assert begins_mailbox(line.rstrip() + b"\nSubject: x\n\n")


@pytest.mark.parametrize("line", [b"From here on\n", b"From 2016 on\n", b"from a 09:00 2016\n"])
def test_no_separators(line: bytes) -> None:
    assert not SEPARATOR.match(line)


def test_fields_end_with_the_header() -> None:
    assert fields(b"A: 1\n folded\nB-c: 2\n\nD: 3\n") == [b"a", b"b-c"]
    assert is_field(b"X-Y: z")
    assert not is_field(b"no field")


def test_long_rubbish_costs_little() -> None:
    """A header of many folded lines with CRLF that leads to nothing."""
    head = b"Subject: a\r\n" + b" b\r\n" * 5000 + b"\x80"
    assert message_confidence(head) == 0
