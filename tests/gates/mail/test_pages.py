"""Files as pictures: real pages, bounded, and a page on which nothing can run."""

from __future__ import annotations

import hashlib
import io
from html.parser import HTMLParser

import pytest
from docx import Document
from PIL import Image
from reportlab.pdfgen import canvas

from sekisho.gates.mail.likeness import likeness
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.pages import MOST, WIDTH, Drawn, Task, drawn
from sekisho.gates.programs import program
from tests.gates.mail import locked, mail


def pdf(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=size)
    for _ in range(pages):
        made.rect(50, 50, 100, 100, fill=1)
        made.showPage()
    made.save()
    return out.getvalue()


def dark(picture: bytes) -> bool:
    with Image.open(io.BytesIO(picture)) as image:
        return image.convert("L").getextrema()[0] < 64


@pytest.mark.parametrize(("pages", "more"), [(1, 0), (MOST, 0), (MOST + 3, 3)])
def test_a_pdf(pages: int, more: int) -> None:
    made = drawn(Task("a.bin", pdf(pages)))
    assert (len(made.pictures), made.more) == (min(pages, MOST), more)
    assert dark(made.pictures[0])


@pytest.mark.parametrize("size", [(14400, 14400), (10, 14400), (14400, 1)])
def test_a_page_like_a_wall(size: tuple[float, float]) -> None:
    made = drawn(Task("a.pdf", pdf(1, size)))
    with Image.open(io.BytesIO(made.pictures[0])) as image:
        assert image.width <= WIDTH + 1
        assert image.height <= 4 * WIDTH + 1


@pytest.mark.skipif(program("soffice") is None, reason="needs LibreOffice (apt-get install)")
def test_an_office_document() -> None:
    out = io.BytesIO()
    made = Document()
    made.add_paragraph("住民の名簿 " * 200)
    made.save(out)
    shown = drawn(Task("a.docx", out.getvalue()))
    assert shown.pictures
    assert dark(shown.pictures[0])


def test_an_image_is_written_anew() -> None:
    out = io.BytesIO()
    Image.new("RGB", (3000, 10), "black").save(out, "JPEG", comment=b"<script>")
    (picture,) = drawn(Task("a.jpg", out.getvalue())).pictures
    assert picture.startswith(b"\x89PNG")
    assert b"script" not in picture


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 broken"), ("a.txt", b"text"), ("a.jpg", b"\xff\xd8\xff"),
        ("a.png", b""), ("a.exe", b"MZ" * 100),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn(name: str, data: bytes) -> None:
    assert drawn(Task(name, data)) == Drawn()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_holds_nothing_active() -> None:
    evil = "<script>alert(1)</script><img src=http://e.test/x onerror=a>\u202e"
    data = mail(("<img src=x>.pdf", pdf(2)), ("a.txt", evil.encode()),
                ("z.zip", locked("a", b"x", b"secret")), body=evil, Subject_X=evil[:5])  # fmt: skip
    whole = opened(data)
    pictures = {one.sha256: drawn(Task(one.name, one.data)) for one in whole.files if one.data}
    digest = hashlib.sha256(evil.encode()).hexdigest()
    made = likeness(whole, "4AbC", pictures, {digest: evil}, "ja")
    assert (made.pages, made.texts) == (2, 1)
    assert made.none >= 1
    tags = Tags()
    tags.feed(made.page.decode())
    assert {tag for tag, _ in tags.found} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "pre", "img",
    }  # fmt: skip
    images = [attributes for tag, attributes in tags.found if tag == "img"]
    assert len(images) == 2
    assert all(set(one) == {"alt", "src"} for one in images)
    assert all(str(one["src"]).startswith("data:image/png;base64,") for one in images)
    assert "\u202e" not in made.page.decode()
    assert b"default-src 'none'" in made.page
