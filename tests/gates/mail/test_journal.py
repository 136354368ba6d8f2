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
    assert found.data == sent


@pytest.mark.parametrize(
    ("lines", "sender", "recipients"),
    [
        # the forms of a recipient that the format has
        ("Sender: a@b.example\nTo: c@d.example", "a@b.example", ("c@d.example",)),
        ("Sender: a@b.example\nCc: c@d.example", "a@b.example", ("c@d.example",)),
        ("Sender: a@b.example\nBcc: c@d.example", "a@b.example", ("c@d.example",)),
        ("Sender: a@b.example\nRecipient: c@d.example", "a@b.example", ("c@d.example",)),
        ("Sender: a@b.example\nTo: c@d.example, Expanded: list@d.example", "a@b.example",
         ("c@d.example",)),
        ("Sender: a@b.example\nCc: c@d.example, Forwarded: away@d.example", "a@b.example",
         ("c@d.example",)),
        ("Sender: a@b.example\nRecipient: c@d.example, Expanded: list@d.example", "a@b.example",
         ("c@d.example",)),
        # who wrote it in whose name got no copy
        ("Sender: a@b.example\nOn-Behalf-Of: mayor@d.example\nTo: c@d.example", "a@b.example",
         ("c@d.example",)),
        # a notice of non-delivery has no sender
        ("Sender: <>\nTo: c@d.example", "", ("c@d.example",)),
        # a subject names nobody
        ("Sender: a@b.example\nSubject: To: x@y.example\nTo: c@d.example", "a@b.example",
         ("c@d.example",)),
        ("Sender: a@b.example\nSubject: 請求書\nTo: c@d.example\nTo: e@d.example\nCc: c@d.example",
         "a@b.example",
         ("c@d.example", "e@d.example")),
    ],
)  # fmt: skip
def test_the_fields_as_they_are_documented(
    lines: str, sender: str, recipients: tuple[str, ...]
) -> None:
    found = journalled(report(mail(), lines.replace("\n", "\r\n")))
    assert found is not None
    assert (found.sender, found.recipients) == (sender, recipients)


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_the_mail_is_the_one_that_came_byte_for_byte(end: bytes) -> None:
    """Lines that begin with From, letters without a label, and boundaries of its own."""
    sent = b"\r\n".join((
        b"From: a@firm.example", "Subject: 請求書".encode("cp932"),
        b"Content-Type: multipart/mixed; boundary=J2", b"", b"--J2", b"",
        b"From here on", b"--J2--",
        b"--Jx", b"",
    ))  # fmt: skip
    found = journalled(report(sent).replace(b"\r\n", end))
    assert found is not None
    assert found.data == sent.replace(b"\r\n", end)


@pytest.mark.parametrize(
    "data",
    [mail(), report(mail(), header=""), b"X-MS-Journal-Report: \r\n\r\nnothing",
     b"", b"X-MS-Journal-Report: \r\nContent-Type: multipart/mixed; boundary=J\r\n\r\n--J--\r\n"],
)  # fmt: skip
def test_what_is_no_report_is_a_mail_as_it_is(data: bytes) -> None:
    assert journalled(data) is None
