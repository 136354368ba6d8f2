"""Codes in pictures and on pages of PDF files; other pictures show nothing."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sekisho.engine.aside import aside, end
from sekisho.engine.worker import Lost
from sekisho.gates.mail.checks.pictures import available, check
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope, Looked
from tests.gates.mail import mail, rulebook

LINK = "https://evil.test/login?a=役場"
pytestmark = pytest.mark.skipif(not available(), reason="zxing-cpp is not installed")


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    end()


def code(text: str) -> Image.Image:
    """A QR code inside a larger picture."""
    import zxingcpp

    made = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), scale=5
    )
    whole = Image.new("L", (600, 500), 255)
    whole.paste(Image.fromarray(made), (90, 60))
    return whole


def png(picture: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def page(picture: Image.Image, before: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(before):
        canvas.showPage()
    canvas.drawImage(ImageReader(picture), 100, 400, 240, 200)
    canvas.save()
    return out.getvalue()


def links(folder: Path, *files: tuple[str, bytes]) -> list[tuple[str, str]]:
    looked = Looked(opened(mail(*files)), Envelope(), rulebook(folder))
    return [(sign.place, sign.value) for sign in check(looked)]


def test_links_in_pictures_and_on_first_pages(tmp_path: Path) -> None:
    files = [("a.png", png(code(LINK))), ("b.jpg", png(code(LINK), "JPEG")),
             ("c.pdf", page(code(LINK), 1))]  # fmt: skip
    assert links(tmp_path, *files) == [(name, LINK) for name, _ in files]


def test_what_is_no_link_or_cannot_be_decoded_is_no_sign(tmp_path: Path) -> None:
    picture = png(code(LINK))
    files = [("a.png", png(code("庁舎3階"))), ("b.png", png(Image.new("RGB", (300, 300), "red"))),
             ("c.png", picture[:400]), ("d.pdf", page(code(LINK), 2)),
             ("e.png", picture[:33] + bytes(900))]  # fmt: skip
    assert links(tmp_path, *files) == []


def test_without_the_reader_nothing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    monkeypatch.setattr("sekisho.gates.mail.checks.pictures.available", lambda: False)
    assert links(tmp_path, ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(300))) == []


def test_a_reader_that_is_lost_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sekisho.gates.mail.checks.pictures.aside", lambda _work, task, _limits: Lost(task)
    )
    assert links(tmp_path, ("a.png", png(code(LINK)))) == [("a.png", "?")]


def test_a_picture_without_a_code_is_read_once_by_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    def counted(work: Any, task: list[Any], limits: Any) -> Any:
        given.append(len(task))
        return aside(work, task, limits)

    monkeypatch.setattr("sekisho.gates.mail.checks.pictures.aside", counted)
    logo, other = (png(Image.new("RGB", (311, 97), colour)) for colour in ("green", "blue"))
    files = [("logo.png", logo), ("a.png", png(code(LINK)))]
    assert links(tmp_path, *files) == links(tmp_path, *files) == [("a.png", LINK)]
    assert links(tmp_path, ("logo.png", logo)) == links(tmp_path, ("b.png", other)) == []
    assert given == [2, 1, 1]  # the one with a code is read each time, the other logo anew


def test_what_ended_its_reader_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = png(Image.new("RGB", (313, 97), "red"))
    name = "sekisho.gates.mail.checks.pictures.aside"
    monkeypatch.setattr(name, lambda _work, task, _limits: Lost(task))
    assert links(tmp_path, ("a.png", picture)) == links(tmp_path, ("a.png", picture)) != []
