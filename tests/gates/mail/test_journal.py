"""Reports of a journal: the mail in them, who sent it, and everybody who got it."""

from __future__ import annotations

import pytest

from sekisho.gates.mail.journal import journalled
from tests.gates.mail import mail

LINES = (
    "Sender: a@firm.example\r\nSubject: =?x?=\r\nMessage-Id: <1@firm.example>\r\n"
    "To: seki-j@town.seki.example, Expanded: all@town.seki.example\r\n"
    "Bcc: maki-h@town.seki.example\r\nRecipient: seki-j@town.seki.example\r\n"
)


def report(held: bytes, lines: str = LINES, header: str = "X-MS-Journal-Report: \r\n") -> bytes:
    return (
        f"From: MicrosoftExchange@town.seki.example\r\nTo: journal@town.seki.example\r\n{header}"
        "Date: Sat, 28 Nov 2026 09:00:00 +0900\r\nMessage-ID: <r@town>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=J\r\n\r\n--J\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{lines}\r\n--J\r\n"
        "Content-Type: message/rfc822\r\n\r\n"
    ).encode() + held + b"\r\n--J--\r\n"  # fmt: skip


def test_the_mail_in_a_report_and_its_envelope() -> None:
    sent = mail(body="本文")
    found = journalled(report(sent))
    assert found is not None
    assert found.sender == "a@firm.example"
    assert found.recipients == ("seki-j@town.seki.example", "maki-h@town.seki.example")
    assert found.data.replace(b"\r\n", b"\n").strip() == sent.replace(b"\r\n", b"\n").strip()


@pytest.mark.parametrize(
    "data",
    [mail(), report(mail(), header=""), b"X-MS-Journal-Report: \r\n\r\nnothing",
     b"", b"X-MS-Journal-Report: \r\nContent-Type: multipart/mixed; boundary=J\r\n\r\n--J--\r\n"],
)  # fmt: skip
def test_what_is_no_report_is_a_mail_as_it_is(data: bytes) -> None:
    assert journalled(data) is None
