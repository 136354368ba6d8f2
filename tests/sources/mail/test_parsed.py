"""What is parsed with stand-ins equals what the standard parser gives of the whole."""

from __future__ import annotations

import base64
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.parsed import parsed
from sekisho.sources.mail.parts import AS_WRITTEN

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def flat(message: Message) -> list[Any]:
    def raw(part: Message) -> Any:
        payload = part._payload  # type: ignore[attr-defined]
        return len(payload) if isinstance(payload, list) else payload

    return [
        (part.items(), raw(part), part.preamble, part.epilogue, list(map(type, part.defects)))
        for part in message.walk()
    ]


def same(data: bytes) -> None:
    assert flat(parsed(data)) == flat(BytesParser(policy=AS_WRITTEN).parsebytes(data))


RUN = base64.encodebytes(bytes(range(256)) * 8)
LINES = st.sampled_from((
    b"--b\r\n", b"--b--\r\n", b"\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: message/rfc822\r\n",
    b"Content-Type: message/delivery-status\r\n", RUN, RUN.replace(b"\n", b"\r\n"), RUN.strip(),
    b"sekisho 0\n", b"sekisho. 1\n", "本文\r\n".encode("cp932"), b"Subject: a\r\n b\r\n",
))  # fmt: skip


@given(st.lists(LINES, max_size=16))
def test_a_mail_of_any_lines_is_the_same(lines: list[bytes]) -> None:
    same(b"".join(lines))


def test_the_mark_that_stands_in_the_mail_is_no_stand_in() -> None:
    data = b"Subject: a\n\nsekisho 0\n" + RUN + b"sekisho 0\nsekisho 1\n"
    same(data)
    assert parsed(data).get_payload().count("sekisho 0") == 2  # type: ignore[union-attr]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_collected_mails_are_the_same() -> None:
    files = [
        file
        for name in ("mail-spamassassin", "mail-rspamd", "mail-mime", "mail-bounces-ja")
        for file in (SHARED / name).rglob("*")
        if file.is_file()
    ]
    assert len(files) > 800
    for file in files:
        same(file.read_bytes())
