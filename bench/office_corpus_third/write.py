"""Writes a paper as a file: docx, xlsx, pptx, csv, txt and eml, each with its own library."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from pptx import Presentation
from pptx.util import Inches
from pptx.util import Pt as Point

from office_corpus_third.paper import Grid, Line, Page, Paper

FONT = "ＭＳ 明朝"


def _inside(grid: Grid) -> set[tuple[int, int]]:
    """Fields that a merged one has swallowed."""
    return {(r, c) for top, left, bottom, right in grid.merges
            for r in range(top, bottom + 1) for c in range(left, right + 1)} - {m[:2] for m in grid.merges}  # fmt: skip


def _widths(grid: Grid, whole: float) -> list[Length]:
    """Columns as wide as what stands in them wants, ``whole`` centimetres in all; what spreads over
    merged columns does not count."""
    spread = {(top, left) for top, left, _, right in grid.merges if right > left}
    wanted = []
    for c in range(max(map(len, grid.rows))):
        fields = [
            row[c] for r, row in enumerate(grid.rows) if c < len(row) and (r, c) not in spread
        ]
        longest = max((len(part) for field in fields for part in field.split("\n")), default=2)
        wanted.append(min(26, max(3, longest + 1)))
    return [Cm(whole * each / sum(wanted)) for each in wanted]


def _table(container: Any, grid: Grid, whole: float) -> None:
    columns = max(map(len, grid.rows))
    if grid.boxed:
        outer = container.add_table(rows=1, cols=1)
        outer.style = "Table Grid"
        container = outer.cell(0, 0)
    table = container.add_table(rows=len(grid.rows), cols=columns)
    table.style, table.autofit = "Table Grid", False
    if grid.boxed:
        container.add_paragraph("")
    widths = _widths(grid, whole - grid.boxed)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    inside = _inside(grid)
    for r, row in enumerate(grid.rows):
        cells = table.rows[r].cells
        for c, text in enumerate(row):
            cells[c].width = widths[c]
            if (r, c) not in inside and text:
                cells[c].text = text
    for top, left, bottom, right in grid.merges:
        table.cell(top, left).merge(table.cell(bottom, right))


def _paragraph(document: Any, line: Line) -> None:
    if line.look in ("title", "head"):
        run = document.add_paragraph().add_run(line.text)
        run.bold, run.font.size = True, Pt(15 if line.look == "title" else 12)
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    if line.look == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run.underline = line.look == "under"


def _layout(section: Any, paper: Paper) -> float:
    """A4, on its side for wide tables; gives the width of the text in centimetres."""
    columns = max(
        (len(block.rows[0]) for block in paper.blocks if isinstance(block, Grid)), default=1
    )
    wide = columns >= 7
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2)
    if paper.vertical:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRl")
        section._sectPr.insert_element_before(direction, "w:docGrid")
    return 25.7 if wide else 17


def write_docx(paper: Paper, path: Path) -> None:
    """Paragraphs and tables; a vertical paper runs from top to bottom, right to left."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    whole = _layout(document.sections[0], paper)
    for block in paper.blocks:
        if isinstance(block, Line):
            _paragraph(document, block)
        elif isinstance(block, Grid):
            _table(document, block, whole)
            for note in block.notes.values():
                document.add_paragraph(note)
        else:
            document.add_page_break()
    if paper.foot:
        document.sections[0].footer.paragraphs[0].text = paper.foot
    document.save(str(path))


THIN = Side(style="thin")


ERAS = {"R": 2018, "H": 1988, "S": 1925, "令和": 2018, "平成": 1988, "昭和": 1925}
DATES = ((r"()(\d{4})/(\d\d?)/(\d\d?)", "yyyy/m/d"), (r"([RHS])([1-9]\d?)\.([1-9]\d?)\.([1-9]\d?)", "[$-411]ge.m.d"),
         (r"(令和|平成|昭和)(\d+)年(\d+)月(\d+)日", '[$-411]ggge"年"m"月"d"日"'))  # fmt: skip
"""How dates are typed, and the format under which a sheet shows the real date so."""


def _typed(cell: Any, text: str) -> None:
    """As a spreadsheet takes what is typed: dates and plain numbers become values."""
    for pattern, shown in DATES:
        if (hit := re.fullmatch(pattern, text)) and hit[2].isascii():
            cell.value = date(ERAS.get(hit[1], 0) + int(hit[2]), int(hit[3]), int(hit[4]))
            cell.number_format = shown
            return
    if re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        cell.value = int(text)
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text, re.ASCII):
        cell.value, cell.number_format = int(text.replace(",", "")), "#,##0"
    else:
        cell.value, cell.data_type = text, "s"


def _sheet_grid(sheet: Any, grid: Grid, row: int) -> int:
    """Writes at ``row`` and gives the row below."""
    for r, cells in enumerate(grid.rows):
        lines = max((text.count("\n") + 1 for text in cells), default=1)
        if lines > 1:
            sheet.row_dimensions[row + r].height = 15 * lines
        for c, text in enumerate(cells):
            cell = sheet.cell(row + r, c + 1)
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
            if text:
                _typed(cell, text)
                cell.alignment = Alignment(wrap_text="\n" in text, vertical="center")
                cell.font = Font(bold=r < grid.head)
            if (r, c) in grid.notes:
                cell.comment = Comment(grid.notes[r, c], "総務課")
    for top, left, bottom, right in grid.merges:
        sheet.merge_cells(
            start_row=row + top, start_column=left + 1, end_row=row + bottom, end_column=right + 1
        )
    for column in grid.hidden:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    return row + len(grid.rows)


def write_xlsx(paper: Paper, path: Path) -> None:
    """A sheet a page; lines stand in column A; columns are wide enough to print."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title, row = "Sheet1", 1
    for block in paper.blocks:
        if isinstance(block, Page):
            if row == 1:
                sheet.title = block.name
            else:
                sheet, row = book.create_sheet(block.name), 1
        elif isinstance(block, Line):
            for text in block.text.split("\n"):
                if text:
                    sheet.cell(row, 1, text).font = Font(
                        bold=block.look in ("title", "head"),
                        size=14 if block.look == "title" else 11,
                    )
                row += 1
        else:
            row = _sheet_grid(sheet, block, row)
    if paper.foot:
        sheet.oddFooter.center.text = paper.foot
        sheet.cell(row + 1, 1, paper.foot)
    for one in book.worksheets:
        for column in range(1, one.max_column + 1):
            texts = [
                str(one.cell(row, column).value or "")
                for row in range(1, one.max_row + 1)
                if one.max_column == 1 or one.cell(row, 2).value
            ]
            longest = max((len(line) for text in texts for line in text.split("\n")), default=6)
            one.column_dimensions[get_column_letter(column)].width = min(56, 2 * longest + 3)
        one.page_setup.orientation, one.page_setup.fitToHeight = "landscape", 0
        one.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(path)


class _Show:
    """Slides that are filled from above; what does not fit begins a new one."""

    def __init__(self) -> None:
        self.show = Presentation()
        self.new()

    def new(self) -> None:
        self.slide, self.top = self.show.slides.add_slide(self.show.slide_layouts[6]), 0.3

    def room(self, inches: float) -> float:
        """Where something of a height begins."""
        if self.top > 0.3 and self.top + inches > 7.2:
            self.new()
        here = self.top
        self.top += inches
        return here

    def line(self, text: str) -> None:
        rows = sum(max(1, -(-len(part) // 45)) for part in text.split("\n"))
        top = self.room(0.3 * rows)
        box = self.slide.shapes.add_textbox(Inches(0.4), Inches(top), Inches(9), Inches(0.3 * rows))
        box.text_frame.word_wrap, box.text_frame.text = True, text

    def rows(self, rows: list[list[str]]) -> None:
        top, height = self.room(0.3 * len(rows)), Inches(0.28 * len(rows))
        shapes = self.slide.shapes
        table = shapes.add_table(
            len(rows), len(rows[0]), Inches(0.4), Inches(top), Inches(9), height
        ).table
        for r, cells in enumerate(rows):
            for c, text in enumerate(cells):
                table.cell(r, c).text = text
                table.cell(r, c).text_frame.paragraphs[0].font.size = Point(9)


def write_pptx(paper: Paper, path: Path) -> None:
    """Lines and tables on slides, sixteen rows each at most, notes below the slide."""
    show = _Show()
    for block in paper.blocks:
        if isinstance(block, Page):
            show.new()
        elif isinstance(block, Line):
            show.line(block.text)
        else:
            for start in range(0, len(block.rows), 16):
                show.rows(block.rows[start : start + 16])
            for note in block.notes.values():
                show.slide.notes_slide.notes_text_frame.text = note
    if paper.foot:
        show.line(paper.foot)
    show.show.save(str(path))


def rows_of(paper: Paper) -> list[list[str]]:
    rows: list[list[str]] = []
    for block in paper.blocks:
        if isinstance(block, Line):
            rows += [[text] for text in block.text.split("\n")]
        elif isinstance(block, Grid):
            rows += [[cell.replace("\n", " ") for cell in row] for row in block.rows]
            rows += [[note.replace("\n", " ")] for note in block.notes.values()]
    return [*rows, [paper.foot]] if paper.foot else rows


def csv_bytes(paper: Paper, charset: str, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows_of(paper))
    return out.getvalue().encode(charset)


def txt_bytes(paper: Paper, charset: str) -> bytes:
    return paper.text().replace("\n", "\r\n").encode(charset)


def mail_bytes(paper: Paper, charset: str, attached: tuple[str, bytes] | None = None) -> bytes:
    """The first lines of the paper are its head: From:, To:, Subject:, then an empty line."""
    head, _, body = paper.text().partition("\n\n")
    message = EmailMessage()
    for line in head.split("\n"):
        name, _, value = line.partition(": ")
        message[name] = value
    message["Date"] = "Mon, 01 Jun 2026 09:12:44 +0900"
    message["Message-ID"] = f"<{len(body)}.{Random(body).randint(1, 10**9)}@mail.example.jp>"
    message.set_content(
        body + "\n", charset=charset, cte="base64" if charset == "utf-8" else "7bit"
    )
    if attached:
        name, data = attached
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        message.set_boundary("=_=corpus_part_of_this_mail=_=")
    return message.as_bytes()


WRITERS: dict[str, Callable[[Paper, Path], None]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pptx": write_pptx,
}
