"""Attachments leave encrypted, everything else stays as it was written."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
import pyzipper

from sekisho.gates.mail.swapped import ARCHIVE, swapped
from tests.gates.mail import docx, large, locked, mail

NOW = datetime(2026, 11, 28, tzinfo=UTC)
NOTE = "パスワードは電話で知らせる。"
PASSWORD = "k7mq-x3rt-9hwd-c4ne"


def after(data: bytes, *places: str, form: str = "zip") -> EmailMessage:
    """The mail as it arrives: its own fields, those that changed, the new body."""
    made = swapped(data, frozenset(places), form, PASSWORD, NOTE, NOW)
    assert made is not None
    head = data.partition(b"\r\n\r\n")[0]
    arrived = message_from_bytes(head + b"\r\n\r\n", policy=policy.compat32)
    for name, value in made.fields:
        del arrived[name]
        if value:
            arrived[name] = value
    whole = arrived.as_bytes().rstrip(b"\n") + b"\n\n" + made.body
    return cast("EmailMessage", message_from_bytes(whole, policy=policy.default))


def files(arrived: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): one.get_payload(decode=True)
            for one in arrived.walk() if one.get_filename()}  # type: ignore[misc] # fmt: skip


def inside(data: bytes) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(data)) as whole:
        whole.setpassword(PASSWORD.encode())
        return {name: whole.read(name) for name in whole.namelist()}


def test_those_that_were_named_go_into_one_zip() -> None:
    data = mail(("名簿.csv", b"1"), ("絵.png", b"2"), ("住所.csv", b"3"), body="本文。\r\n二行目。")
    arrived = after(data, "名簿.csv", "住所.csv")
    found = files(arrived)
    assert found.keys() == {ARCHIVE, "絵.png"}
    assert inside(found[ARCHIVE]) == {"名簿.csv": b"1", "住所.csv": b"3"}
    texts = [one.get_content() for one in arrived.walk()
             if one.get_content_type() == "text/plain" and not one.get_filename()]  # fmt: skip
    assert [text.strip().replace("\r", "") for text in texts] == ["本文。\n二行目。", NOTE]


def test_documents_keep_their_names() -> None:
    found = files(after(mail(("a.docx", large(docx())), ("b.csv", b"1")), "a.docx", "b.csv",
                        form="document"))  # fmt: skip
    assert found.keys() == {"a.docx", ARCHIVE}
    assert found["a.docx"].startswith(b"\xd0\xcf\x11\xe0")
    assert inside(found[ARCHIVE]) == {"b.csv": b"1"}


def test_where_a_place_is_no_attachments_name_all_are_encrypted() -> None:
    found = files(after(mail(("a.csv", b"1"), ("b.csv", b"2")), "a.csv", "elsewhere"))
    assert found.keys() == {ARCHIVE}


@pytest.mark.parametrize("files_", [(), (("a.zip", locked("a", b"x", b"secret")),)])
def test_nothing_to_encrypt(files_: tuple[tuple[str, bytes], ...]) -> None:
    assert swapped(mail(*files_), frozenset({""}), "zip", PASSWORD, NOTE, NOW) is None


def test_a_mail_that_is_nothing_but_its_attachment() -> None:
    made = EmailMessage(policy=policy.SMTP)
    made["Subject"] = "x"
    made.set_content(b"1,2", "application", "octet-stream", filename="a.csv")
    arrived = after(made.as_bytes(), "a.csv")
    assert arrived["Subject"] == "x"
    assert arrived.get_content_type() == "multipart/mixed"
    assert arrived["Content-Disposition"] is None
    assert inside(files(arrived)[ARCHIVE]) == {"a.csv": b"1,2"}


def test_a_page_keeps_its_pictures_and_its_plain_text() -> None:
    made = EmailMessage(policy=policy.SMTP)
    made.set_content("plain")
    made.add_alternative("<p>page</p>", subtype="html")
    made.add_attachment(b"1", "application", "octet-stream", filename="a.csv")
    arrived = after(made.as_bytes(), "a.csv")
    assert [one.get_content_type() for one in arrived.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/zip",
        "text/plain",
    ]  # fmt: skip


def test_a_signature_that_no_longer_fits_goes() -> None:
    inner = mail(("a.csv", b"1"))
    body = (
        b'From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary="x"; '
        b'protocol="application/pkcs7-signature"; micalg=sha-256\r\n\r\n--x\r\n'
        + inner.partition(b"Message-ID")[2].partition(b"\r\n")[2]
        + b"\r\n--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nsig\r\n"
        b"--x--\r\n"
    )
    arrived = after(body, "a.csv")
    assert arrived.get_content_type() == "multipart/mixed"
    assert files(arrived).keys() == {ARCHIVE}
