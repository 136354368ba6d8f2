"""What a mail is after it was made harmless, read by the standard library."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.disarmed.pdf import suspects
from sekisho.gates.mail.harmless import Harmless, harmless
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.signs import Envelope, Sign
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from tests.gates.mail import LINK, docm, docx, mail, pdf, program, rulebook, zipped
from tests.gates.mail.disarmed.test_pdf import made as scripted_pdf
from tests.gates.mail.disarmed.test_pdf import scripted

SCRIPT = pdf(b"<</S /JavaScript>>")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("rules"))


def made(data: bytes, rules: Rulebook) -> tuple[Harmless, EmailMessage]:
    judged, opened = Judge(rules, Stages("enforce")).of(data, Envelope())
    result = harmless(opened, judged.signs, rules, "0123456789abcdef")
    head = "".join(f"{name}: {value}\r\n" for name, value in result.headers).encode()
    return result, cast(
        "EmailMessage", message_from_bytes(head + b"\r\n" + result.body, policy=default)
    )


def test_text_and_clean_attachments_stay(rules: Rulebook) -> None:
    plain = docx()
    data = mail(("通知.docm", docm()), ("図.docx", plain), ("罠.pdf", SCRIPT), body="本文です。")
    result, message = made(data, rules)
    assert (result.kept, result.cleaned, result.left_out) == (
        ("図.docx",), ("通知.docm",), ("罠.pdf",),
    )  # fmt: skip
    names = [one.get_filename() for one in message.iter_attachments()]
    assert names == ["図.docx", "通知.docx"]
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "本文です。" in text
    assert "0123456789abcdef" in text
    assert "罠.pdf" in text
    kept = next(iter(message.iter_attachments())).get_content()
    assert kept == plain


GRAVE = [
    ("b/c.exe", program()),
    ("in.zip", zipped(("d/b.exe", program()))),
    ("fw.eml", mail(("b.exe", program()))),
    ("fw.eml", mail(("x.zip", zipped(("go.lnk", LINK))))),
    ("a.exe", program()),
]


@pytest.mark.parametrize(("name", "content"), GRAVE)
def test_the_whole_attachment_goes_with_what_lies_in_it(
    name: str, content: bytes, rules: Rulebook
) -> None:
    result, message = made(mail((name, content), ("ok.txt", b"ok")), rules)
    assert (result.left_out, result.kept) == ((name,), ("ok.txt",))
    assert program()[:40] not in b"".join(
        one.get_payload(decode=True) for one in message.walk() if not one.is_multipart()
    )  # type: ignore[arg-type, misc]


def test_two_of_one_name_share_their_fate(rules: Rulebook) -> None:
    result, _ = made(mail(("a.bin", program()), ("a.bin", b"text")), rules)
    assert result.left_out == ("a.bin", "a.bin")


def test_fields_of_the_old_body_go(rules: Rulebook) -> None:
    data = (
        b"From: a@firm.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; "
        b"name=a.exe\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + program()
    )
    result, message = made(data, rules)
    assert not list(message.iter_attachments())
    assert result.gone == ("content-disposition", "content-type")
    assert {name for name, _ in result.headers} == {
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


def test_of_a_mail_that_was_not_opened_the_note_stays(rules: Rulebook) -> None:
    result = harmless(None, [Sign("mail.too_deep")], rules, "0123")
    assert result.body
    assert result.kept == ()


@given(st.text(min_size=1, max_size=40), st.text(max_size=200), st.binary(max_size=99))
def test_whatever_names_and_texts(rules: Rulebook, name: str, body: str, data: bytes) -> None:
    opened = Judge(rules, Stages("enforce")).of(mail(("a.pdf", SCRIPT)), Envelope())[1]
    assert opened is not None
    file = opened.files[0]
    object.__setattr__(file, "place", (name,))
    object.__setattr__(file, "data", data)
    object.__setattr__(opened, "texts", (body,))
    result = harmless(opened, [], rules, "0123")
    assert result.kept == (name,)
    assert b"\n\n" not in b"".join(value.encode() for _, value in result.headers)


def test_a_pdf_keeps_its_text_and_loses_its_script(rules: Rulebook) -> None:
    result, message = made(mail(("案内.pdf", scripted_pdf(scripted))), rules)
    assert (result.kept, result.cleaned, result.left_out) == ((), ("案内.pdf",), ())
    (only,) = message.iter_attachments()
    assert only.get_filename() == "案内.pdf"
    assert list(suspects(only.get_content())) == []
