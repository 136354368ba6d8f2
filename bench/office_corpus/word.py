"""Papers as Word documents, by python-docx; readings stand above the word (ruby)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from .paper import Cell, Grid, Line, Paper, without_gap

FONT = "ＭＳ 明朝"
RUBY = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:ruby><w:rubyPr>'
    '<w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
    '<w:hpsBaseText w:val="20"/><w:lid w:val="ja-JP"/></w:rubyPr><w:rt><w:r><w:t>{reading}</w:t>'
    "</w:r></w:rt><w:rubyBase><w:r><w:t>{word}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)


def docx(paper: Paper, path: Path) -> None:
    """A4; a page break between sheets; heading rows repeat on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.15
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    room = (257 if paper.landscape else 170) / 4.2
    for number, sheet in enumerate(paper.sheets):
        if number:
            document.add_page_break()
        for block in sheet.blocks:
            if isinstance(block, Line):
                _line(document, block)
            else:
                _table(document, without_gap(block), room)
    document.save(str(path))


def _line(document: Any, line: Line) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    run.bold = line.style in {"title", "head"}
    if line.style == "title":
        paragraph.alignment, run.font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(14)
    if line.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _table(document: Any, grid: Grid, room: float) -> None:
    from docx.shared import Mm

    width = grid.columns()
    table = document.add_table(rows=len(grid.rows), cols=width)
    table.style = "Table Grid"
    table.autofit = False
    signs = [grid.width(column) for column in range(width)]
    scale = min(1.25, room / sum(signs))
    cells = [list(row.cells) for row in table.rows]
    for column, sign in enumerate(signs):
        table.columns[column].width = Mm(sign * 4.2 * scale)
        for row in cells:
            row[column].width = Mm(sign * 4.2 * scale)
    for y, row in enumerate(grid.rows):
        for x, each in enumerate(row):
            if each is None:
                continue
            cell = cells[y][x]
            if each.down > 1 or each.across > 1:
                cell = cell.merge(cells[y + each.down - 1][x + each.across - 1])
            _write(cell, each)
        if grid.tall:
            table.rows[y].height = Mm(9)
        if y < grid.head:
            _repeat(table.rows[y])


def _write(cell: Any, each: Cell) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import parse_xml

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if each.reading and "\n" not in each.text:
        xml = RUBY.format(reading=escape(each.reading), word=escape(each.text))
        cell.paragraphs[0]._p.append(parse_xml(xml))
    else:
        cell.text = each.text


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
