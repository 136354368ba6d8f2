"""Office documents and lists, made so that the same content gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field

import openpyxl
from docx import Document
from openpyxl.utils import get_column_letter
from pptx import Presentation

from sekisho.drill.clock import local, utc

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: rows as they stand, and ranges of merged cells like `A3:A6`."""

    title: str
    rows: list[Row]
    merges: list[str] = field(default_factory=list)


def xlsx(sheets: list[Sheet], made: int, author: str) -> bytes:
    """A workbook as Excel 2007 and later write it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        for row in sheet.rows:
            page.append(row)
        for merged in sheet.merges:
            page.merge_cells(merged)
        for column in range(1, max((len(row) for row in sheet.rows), default=1) + 1):
            page.column_dimensions[get_column_letter(column)].width = 16
    book.properties.creator = author
    book.properties.created = utc(made).replace(tzinfo=None)
    return _settled(_saved(book), made)


def docx(paragraphs: list[str], made: int, author: str, table: list[Row] | None = None) -> bytes:
    """A letter; the table, if any, follows the paragraphs. `# ` marks a heading."""
    document = Document()
    for text in paragraphs:
        if text.startswith("# "):
            document.add_heading(text[2:], level=1)
        else:
            document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        grid.style = "Table Grid"
        for row in table:
            cells = grid.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                cell.text = "" if value is None else str(value)
    document.core_properties.author = author
    document.core_properties.created = utc(made).replace(tzinfo=None)
    return _settled(_saved(document), made)


def pptx(slides: list[tuple[str, str]], made: int, author: str) -> bytes:
    """Slides of a title and a text."""
    show = Presentation()
    for title, text in slides:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    show.core_properties.author = author
    show.core_properties.created = utc(made).replace(tzinfo=None)
    return _settled(_saved(show), made)


def xls(sheet: Sheet, made: int) -> bytes | None:
    """A workbook of the older Excel; None when its writer is not installed."""
    try:
        import xlwt  # noqa: PLC0415 - optional
    except ImportError:
        return None
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.title)
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    del made  # the old format as written here carries no time
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes | None:
    """A page of text in a font that the reader brings; None when its writer is not installed."""
    try:
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - optional
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415
    except ImportError:
        return None
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("HeiseiMin-W3", 11)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def csv_text(rows: list[Row], encoding: str = "cp932") -> bytes:
    """A list as Excel saves it: CRLF, in Shift_JIS unless told otherwise."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding, errors="replace")


def text(lines: list[str], encoding: str = "cp932") -> bytes:
    """A note as Notepad saves it."""
    return "".join(f"{line}\r\n" for line in lines).encode(encoding, errors="replace")


def _saved(thing: object) -> bytes:
    out = io.BytesIO()
    thing.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")


def _settled(package: bytes, made: int) -> bytes:
    """The same package with `made` in place of every trace of the present time."""
    stamp = f"{utc(made):%Y-%m-%dT%H:%M:%SZ}".encode()
    when = local(made).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return out.getvalue()
