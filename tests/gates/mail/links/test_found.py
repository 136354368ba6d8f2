"""Links of texts, pages and PDF files; what they show beside what they lead to."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.links.found import Link, links, of_page, of_pdf, of_text
from sekisho.gates.mail.opened import opened
from tests.gates.mail import mail


def hosts(found: object) -> list[str]:
    return [one.address.host for one in found if one is not None]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("詳細は（https://evil.test/a）。", "https://evil.test/a"),
        ("<https://evil.test/a>", "https://evil.test/a"),
        ("見る：https://evil.test/a、", "https://evil.test/a"),
        ("www.evil.test/a.", "www.evil.test/a"),
        ("hxxps://evil[.]test/a", "hxxps://evil[.]test/a"),
    ],
)
def test_in_a_text(text: str, expected: str) -> None:
    (found,) = of_text(text)
    assert found is not None
    assert found.given == expected


def test_no_link_in_an_ordinary_text() -> None:
    assert (
        list(of_text("会議は a@firm.example まで。資料は共有フォルダー //server/x にある。")) == []
    )


@pytest.mark.parametrize(
    ("page", "host", "shown"),
    [
        ('<a href="https://evil.test/">ここ</a>', "evil.test", ""),
        ("<A class='x' HREF=https://evil.test/>www.town.test</A>", "evil.test", "www.town.test"),
        ('<a title=">" href="https://evil.test/"><b>https://town.test/</b>x y', "evil.test", ""),
        ('<a href="https://evil.test/"><b>https://town.test/a</b></a>', "evil.test", "town.test"),
        ('<a href="https&#58;//evil.test/">x</a>', "evil.test", ""),
        ('<form method=post action="https://evil.test/go">', "evil.test", ""),
        ('<area href="https://evil.test/">', "evil.test", ""),
        ('<a data-href="https://a.test" href="https://evil.test/">x</a>', "evil.test", ""),
    ],
)
def test_in_a_page(page: str, host: str, shown: str) -> None:
    (found,) = of_page(page)
    assert found is not None
    assert (found.address.host, found.shown) == (host, shown)


def test_a_page_beside_a_plain_text_is_read_too() -> None:
    data = mail(body="本文").replace(
        b"\r\n\r\n",
        b"\r\nX-Rest: 1\r\n\r\n", 1,
    )  # fmt: skip
    boundary = (
        b"From: a@firm.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nsee https://plain.test/\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<a href='https://evil.test/'>x</a>\r\n--b--\r\n"
    )
    assert hosts(links(opened(boundary))) == ["evil.test", "plain.test"]
    assert hosts(links(opened(data))) == []


def test_attached_pages_and_pdf() -> None:
    page = b"<html><a href='https://page.test/'>x</a></html>"
    text = b"%PDF-1.7\n<</S/URI /URI (https://plain.test/\\(a\\))>>\n"
    hidden = zlib.compress(b"<</S /URI /URI <68747470733a2f2f6865782e746573742f>>>")
    packed = (
        b"2 0 obj <</Type /ObjStm /N 1 /First 0 /Filter /FlateDecode /Length 60>>\nstream\r\n"
        + hidden + b"\r\nendstream endobj\n"
    )  # fmt: skip
    found = list(links(opened(mail(("a.html", page), ("b.pdf", text + packed)))))
    assert [(one.address.host, one.place) for one in found] == [
        ("page.test", "a.html"), ("plain.test", "b.pdf"), ("hex.test", "b.pdf"),
    ]  # fmt: skip
    assert found[1].address.path == "/(a)"


def test_each_address_once_and_the_lying_one_stays() -> None:
    page = "<a href='https://a.test/'>x</a>" * 3 + "<a href='https://a.test/'>b.test</a>"
    data = (
        "From: a@firm.example\r\nContent-Type: text/html\r\n\r\n" + page
    ).encode()  # fmt: skip
    found: list[Link] = list(links(opened(data)))
    assert [(one.address.host, one.shown) for one in found] == [
        ("a.test", ""),
        ("a.test", "b.test"),
    ]


@given(st.text(alphabet="<a href=\"'>/:.xhtp &#58;", max_size=400))
def test_any_page_is_read(page: str) -> None:
    list(of_page(page))
    list(of_text(page))


@given(st.binary(max_size=300))
def test_any_pdf_is_read(data: bytes) -> None:
    list(of_pdf(b"/URI (" + data + b"/URI <" + data))
