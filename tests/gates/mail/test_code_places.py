"""Where on a page codes may stand, and that what is passed over shows the reader none."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from sekisho.gates.mail.code_places import Places, places

HIGH = 842


def found(content: bytes) -> Places | None:
    with pypdfium2.PdfDocument(content) as document:
        return places(document[0])


def canvas() -> tuple[io.BytesIO, Canvas]:
    out = io.BytesIO()
    return out, Canvas(out, (595, HIGH))


def lines(size: float, step: float, count: int = 40) -> bytes:
    """Text as offices set it."""
    out, page = canvas()
    page.setFont("Helvetica", size)
    for line in range(count):
        page.drawString(60, 780 - step * line, "The quick brown fox (jumps) over the lazy dog.")
    page.save()
    return out.getvalue()


@pytest.mark.parametrize(("size", "step"), [(8, 12), (9, 14), (10.5, 15), (10.5, 18), (12, 18)])
def test_lines_of_text_are_no_code(size: float, step: float) -> None:
    assert found(lines(size, step)) == Places([], [])


def test_a_line_that_is_high_and_rows_that_touch() -> None:
    assert found(lines(10.5, 9)) == Places([], [(52, 418, 285, 796)])
    high = found(lines(24, 90, 2))
    assert high is not None
    assert len(high.lettered) == 2


def squares(step: float, size: float, wide: float, rows: int = 8) -> bytes:
    """Rows of black squares, letters of a font of signs."""
    out, page = canvas()
    page.setFont("ZapfDingbats", size / 0.69)
    for row in range(rows):
        for column in range(12):
            page.drawString(100 + wide * column, 300 + step * row, "n")
    page.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("step", "size", "apart"),
    [
        (3, 2.9, False), (3, 1.2, False), (5.5, 2, False), (8, 7.5, False), (8, 5.5, False),
        (8, 4.5, True), (12, 11, False), (12, 9.5, False), (12, 8.5, True), (16, 13.5, False),
        (16, 11, True),
    ],
)  # fmt: skip
def test_rows_of_squares_are_apart_by_the_white_between_them(
    step: float, size: float, apart: bool
) -> None:
    told = found(squares(step, size, size))
    assert told is not None
    assert bool(told.lettered) is not apart


@pytest.mark.parametrize("step", [6.0, 7.0, 8.0, 9.0, 10.5, 11.5, 12.0, 13.0, 14.5])
@pytest.mark.parametrize("kind", ["QRCode", "MicroQRCode", "RMQRCode"])
def test_the_reader_sees_no_code_in_rows_that_are_apart(step: float, kind: str) -> None:
    """The white is a little more than what tells rows apart."""
    zxingcpp = pytest.importorskip("zxingcpp")
    made = zxingcpp.create_barcode("http://a.jp/x", getattr(zxingcpp.BarcodeFormat, kind))
    unit = memoryview(zxingcpp.write_barcode_to_image(made, scale=1))
    part = 0.28 if step >= 11 else 0.42
    read = []
    for tall in (step, step * (1 - part)):
        out = io.BytesIO()
        page = Canvas(out, [step * (size + 4) for size in reversed(unit.shape)])
        for row in range(unit.shape[0]):
            for column in range(unit.shape[1]):
                if not unit[row, column]:
                    left, below = step * (column + 2), step * (unit.shape[0] + 1 - row)
                    page.rect(left, below, tall, tall, stroke=0, fill=1)
        page.save()
        with pypdfium2.PdfDocument(out.getvalue()) as document:
            grey = document[0].render(scale=1, grayscale=True).to_numpy()
        read.append(len(zxingcpp.read_barcodes(grey.reshape(grey.shape[:2]))))
    assert read == [1, 0]  # squares that touch, and the same with white between them


def test_letters_that_a_program_of_the_file_draws_are_believed_nothing() -> None:
    glyph = "1000 0 0 0 1 1 d1 0 0 1000 1000 re f"
    shown = "BT /F 50 Tf 10 10 Td (a) Tj ET"
    rest = (
        "/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97/LastChar 97"
        "/Encoding<</Type/Encoding/Differences[97/a]>>/Widths[1000]/BaseFont/Helvetica"
    )
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font 7 0 R>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]{rest}>>",
        f"<</Length {len(glyph)}>>stream\n{glyph}\nendstream",
        "<</F 5 0 R>>",
    )
    objects = "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(parts, 1))
    assert found(f"%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n".encode("ascii")) is None


def test_a_link_laid_over_a_line_is_looked_at_where_it_is() -> None:
    out, page = canvas()
    page.drawString(60, 700, "https://town.seki.example/")
    page.linkURL("https://town.seki.example/", (60, 697, 210, 712))
    page.save()
    assert found(out.getvalue()) == Places([(52, 689, 218, 720)], [])


def test_much_that_is_drawn_and_pages_that_are_turned_are_looked_at_as_a_whole() -> None:
    out, page = canvas()
    page.rect(20, 20, 555, 500, fill=1)
    page.save()
    assert found(out.getvalue()) is None
    out, page = canvas()
    page.setPageRotation(90)
    page.drawString(60, 700, "turned")
    page.save()
    assert found(out.getvalue()) is None


def test_drawings_near_each_other_are_one_and_ruled_lines_none() -> None:
    out, page = canvas()
    page.line(60, 300, 500, 300)
    page.setFillColor(white)
    for left in (100, 130, 400):
        page.rect(left, 500, 20, 20, fill=1, stroke=0)
    page.save()
    told = found(out.getvalue())
    assert told is not None
    assert len(told.drawn) == 2
