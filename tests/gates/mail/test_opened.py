"""A mail taken apart: places, bounds, and nothing lost on the way."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.opened import Limits, opened
from sekisho.intake.foreign import available
from tests.gates.mail import docx, locked, mail, program, zipped
from tests.intake.locks.packers import Rar4, Rar5, Seven


def test_places_lead_from_the_attachment_inwards() -> None:
    inner = zipped(("文書/a.exe", program()))
    found = opened(mail(("外.zip", zipped(("b.zip", inner))), ("c.txt", b"c"))).files
    assert [one.place for one in found] == [
        ("外.zip",), ("外.zip", "b.zip"), ("外.zip", "b.zip", "文書/a.exe"), ("c.txt",),
    ]  # fmt: skip
    assert found[2].sha256 == hashlib.sha256(program()).hexdigest()
    assert found[2].data == program()


@pytest.mark.parametrize(
    "body",
    ["パスワードは「p@ss1」です", "PW: p@ss1", "解凍パスワード：p@ss1。",
     "password is below\n\np@ss1", "ＰＷ　ｐ＠ｓｓ１", "[PW]\nご査収ください。\n・p@ss1",
     "パスワードは以下のとおりです。\n\n  p@ss1\n"],
)  # fmt: skip
def test_a_password_in_the_text_opens(body: str) -> None:
    found = opened(mail(("a.zip", locked("a.txt", b"content", b"p@ss1")), body=body)).files
    assert (found[-1].data, found[-1].closed) == (b"content", "")


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("kind", [Seven, Rar4, Rar5])
def test_a_password_in_the_text_opens_7z_and_rar(
    kind: type[Seven | Rar4 | Rar5], hidden: bool
) -> None:
    data = kind("p@ss1", hidden=hidden).made([("a.exe", program())])
    found = opened(mail(("a.bin", data), body="PW: p@ss1")).files
    assert (found[-1].data, found[-1].closed, found[-1].real) == (program(), "", "program")
    shut = opened(mail(("a.bin", data), body="PW: other")).files
    assert [one.closed for one in shut] == ["", "encrypted"]


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
def test_archives_for_which_no_word_fits_end_the_tries() -> None:
    """Each costs what it says: behind eight in vain nothing is tried any more."""
    vain = [(f"{number}.7z", Seven("other").made([("a.txt", b"a")])) for number in range(8)]
    good = [("z.7z", Seven("p@ss1").made([("a.txt", b"a")]))]
    files = opened(mail(*good, *vain[1:], *good, body="PW: p@ss1")).files
    assert [one.closed for one in files if len(one.place) > 1] == ["", *["encrypted"] * 7, ""]
    files = opened(mail(*good, *vain, *good, body="PW: p@ss1")).files
    assert [one.closed for one in files if len(one.place) > 1] == ["", *["encrypted"] * 9]


def test_a_password_given_opens() -> None:
    found = opened(mail(("a.zip", locked("a.txt", b"x", b"q"))), passwords=("q",)).files
    assert (found[-1].data, found[-1].closed) == (b"x", "")


@pytest.mark.parametrize(
    ("limits", "closed"),
    [
        (Limits(), {""}),
        (Limits(size=1000), {"", "limit"}),
        (Limits(files=3), {"", "limit"}),
        (Limits(depth=0), {"limit"}),
        (Limits(ratio=0, size=9), {"", "limit"}),
    ],
)
def test_beyond_a_limit_files_are_named_and_closed(limits: Limits, closed: set[str]) -> None:
    many = zipped(*((f"{number}.txt", b"x" * 500) for number in range(8)))
    files = opened(mail(("a.zip", many)), limits).files
    assert {one.closed for one in files} == closed
    assert sum(len(one.data) for one in files if len(one.place) > 1) <= limits.size
    assert len(files) <= limits.files + 2


def test_a_mail_without_a_body() -> None:
    found = opened(b"From: a@firm.example\r\n\r\n")
    assert (found.files, found.subject) == ((), "")


def test_documents_are_no_archives() -> None:
    (only,) = opened(mail(("a.docx", docx()))).files
    assert only.document


def test_parts_without_end_are_told() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(60)
    )
    assert opened(b"From: a@firm.example\r\n" + nested).too_deep


@given(st.binary(max_size=400), st.binary(max_size=60))
def test_any_bytes_are_a_mail(data: bytes, cut: bytes) -> None:
    assert opened(data).size == len(data)
    whole = mail(("a.zip", zipped(("b.txt", b"b"))))
    assert opened(whole.replace(b"UEsD", cut)).size


def test_a_text_without_the_password_opens_nothing() -> None:
    for body in ("会議は p@ss1 室です", "パスワードは電話でお伝えします。", "password: other"):
        found = opened(mail(("a.zip", locked("a.txt", b"content", b"p@ss1")), body=body)).files
        assert (found[-1].data, found[-1].closed) == (b"", "encrypted")
