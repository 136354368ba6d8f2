"""Codes in pictures and on pages, however they are drawn, and what is no code."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

zxingcpp = pytest.importorskip("zxingcpp")
from sekisho.gates.mail.codes import links  # noqa: E402
from sekisho.gates.mail.stand_ins import kept  # noqa: E402

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
pdfmetrics.registerFont(TTFont("brought", "Vera.ttf"))  # comes with reportlab

LINK = "https://evil.test/login"
CM = 72 / 2.54


def code(kind: str = "QRCode", scale: int = 5) -> Image.Image:
    made = zxingcpp.create_barcode(LINK, getattr(zxingcpp.BarcodeFormat, kind))
    return Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=scale))


def encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def page(draw: Callable[[Canvas], None], *, turned: int = 0, corner: float = 0) -> bytes:
    """A page of text with ruled lines, and what is drawn on it. ``corner``: where it begins."""
    out = io.BytesIO()
    size = 595 + corner, 842 + corner
    canvas = Canvas(out, size, cropBox=(corner, corner, *size))
    canvas.setPageRotation(turned)
    canvas.translate(corner, corner)
    for line in range(20):
        canvas.drawString(60, 790 - 16 * line, "The quick brown fox jumps over the lazy dog. " * 2)
        canvas.line(60, 470 - 3 * line, 500, 470 - 3 * line)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def dark(unit: Image.Image) -> list[tuple[int, int]]:
    """Column and row, from below, of each dark square of a code."""
    signs = unit.load()
    assert signs is not None
    wide, high = unit.size
    return [(x, high - 1 - y) for y in range(high) for x in range(wide) if not signs[x, y]]


def whole(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(code()), 100, 100, 2 * CM, 2 * CM)


def halves(canvas: Canvas) -> None:
    picture = code()
    wide, high = picture.size
    for at, part in enumerate(((0, 0, wide // 2, high), (wide // 2, 0, wide, high))):
        width = (part[2] - part[0]) * 0.6
        left = 100 + at * (wide // 2) * 0.6
        canvas.drawImage(ImageReader(picture.crop(part)), left, 100, width, high * 0.6)


def squares(canvas: Canvas) -> None:
    for x, y in dark(code(scale=1)):
        canvas.rect(100 + 2 * x, 100 + 2 * y, 2, 2, stroke=0, fill=1)


def letters(canvas: Canvas) -> None:
    canvas.setFont("ZapfDingbats", 5.2)
    for x, y in dark(code(scale=1)):
        canvas.drawString(100 + 4 * x, 100 + 4 * y, "n")  # a black square


@pytest.mark.parametrize("kind", ["QRCode", "Aztec", "DataMatrix"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_each_kind_that_a_telephone_opens_however_it_is_turned(kind: str, turned: int) -> None:
    picture = Image.new("L", (420, 380), 255)
    picture.paste(code(kind).rotate(turned, expand=True), (70, 90))
    files = [("image", encoded(picture)), ("image", encoded(picture.convert("RGB"), "JPEG"))]
    assert links(files) == [[LINK], [LINK]]


def cells(canvas: Canvas) -> None:
    canvas.setFont("HeiseiMin-W3", 4.6)
    for x, y in dark(code(scale=1)):
        canvas.drawString(100 + 4 * x, 100 + 4 * y, "■")


def words(canvas: Canvas) -> None:
    canvas.setFont("HeiseiMin-W3", 6.5)
    for at, (x, y) in enumerate(dark(code(scale=1))):
        canvas.drawString(100 + 5 * x, 100 + 5 * y, "鬱驫龍襲響轟鑑"[at % 7])


def stops(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 40)  # whose full stop is a square
    for x, y in dark(code(scale=1)):
        canvas.drawString(100 + 4 * x, 100 + 4 * y, ".")


def outlines(canvas: Canvas) -> None:
    canvas.setLineWidth(3)
    for x, y in dark(code(scale=1)):
        text = canvas.beginText(100 + 4 * x, 100 + 4 * y)
        text.setFont("Helvetica", 3)
        text.setTextRenderMode(1)
        text.textOut("o")
        canvas.drawText(text)


def brought(canvas: Canvas) -> None:
    canvas.setFont("brought", 36)
    for x, y in dark(code(scale=1)):
        canvas.drawString(100 + 4 * x, 100 + 4 * y, ".")


@pytest.mark.parametrize("draw", [whole, halves, squares, letters, stops, outlines, brought])
def test_a_code_on_a_page_is_read_whatever_it_is_made_of(draw: Callable[[Canvas], None]) -> None:
    assert links([("pdf", page(draw))]) == [[LINK]]


@pytest.mark.parametrize("draw", [cells, words])
def test_japanese_signs_in_a_font_that_the_file_does_not_bring(
    draw: Callable[[Canvas], None],
) -> None:
    if kept()[1].render(grayscale=True).to_numpy().min() > 128:
        pytest.skip("this machine has no Japanese font")
    assert links([("pdf", page(draw))]) == [[LINK]]


def test_a_page_that_is_turned_or_begins_elsewhere() -> None:
    given = [("pdf", page(whole, turned=90)), ("pdf", page(whole, corner=200))]
    assert links(given) == [[LINK], [LINK]]


def test_a_code_in_a_corner_of_a_page_and_one_in_a_form() -> None:
    def corner(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(code()), 530, 780, 2 * CM, 2 * CM)

    def form(canvas: Canvas) -> None:
        canvas.beginForm("f")
        whole(canvas)
        canvas.endForm()
        canvas.doForm("f")

    assert links([("pdf", page(corner)), ("pdf", page(form))]) == [[LINK], [LINK]]


def test_what_is_no_code_gives_nothing() -> None:
    broken, grey = b"\x89PNG\r\n\x1a\n" + bytes(300), encoded(Image.new("L", (300, 300), 90))
    pages = page(lambda _: None), b"%PDF-1.7 nothing"
    given = [("image", broken), ("image", grey), *(("pdf", one) for one in pages)]
    assert links(given) == [[], [], [], []]
