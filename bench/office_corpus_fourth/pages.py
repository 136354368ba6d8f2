"""A paper as a text document, slides, plain text or a mail."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from pptx import Presentation
from pptx.util import Inches
from pptx.util import Pt as Point

from office_corpus_fourth.marks import Line, Marked, Table, plain

SIDES = {
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def _paragraph(document: Any, line: Line) -> None:
    for text in plain(line.text).split("\n"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        paragraph.paragraph_format.space_after = Pt(0)
        if line.look in SIDES:
            paragraph.alignment = SIDES[line.look]
        run.bold = line.look in ("title", "head")
        run.font.size = Pt({"title": 14, "head": 11.5, "small": 9}.get(line.look, 10.5))


def _table(document: Any, table: Table) -> None:
    rows, columns = table.clean(), len(table.rows[0])
    made = document.add_table(rows=len(rows), cols=columns)
    made.style = "Table Grid"
    if table.square:
        for column in made.columns:
            column.width = Cm(table.square * 0.2)
    size = Pt(9 if columns > 6 and not table.square else 10)
    for r, row in enumerate(rows):
        cells = made.rows[r].cells
        for c, text in enumerate(row):
            if text:
                run = cells[c].paragraphs[0].add_run(text)
                run.font.size, run.bold = size, r < table.head
    for r, c, below, right in table.merges():
        whole = made.cell(r, c).merge(made.cell(below, right))
        for spare in [each for each in whole.paragraphs[1:] if not each.text]:
            spare._p.getparent().remove(spare._p)
    made.autofit = not table.square


def docx_file(paper: Marked, path: Path) -> None:
    """A4, on its side when a table is wide."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "游明朝", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "游明朝")
    section = document.sections[0]
    wide = any(
        isinstance(each, Table) and len(each.rows[0]) > 6 and not each.square
        for each in paper.blocks
    )
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.2)
    for number, block in enumerate(paper.blocks):
        if isinstance(block, Line):
            _paragraph(document, block)
        elif isinstance(block, Table):
            _table(document, block)
        elif number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.save(str(path))


def pptx_file(paper: Marked, path: Path) -> None:
    """A slide for each dozen rows or ten lines."""
    show = Presentation()
    blank = show.slide_layouts[6]
    lines: list[str] = []

    def flush() -> None:
        for start in range(0, len(lines), 10):
            slide = show.slides.add_slide(blank)
            frame = slide.shapes.add_textbox(
                Inches(0.4), Inches(0.4), Inches(9.2), Inches(6)
            ).text_frame
            frame.word_wrap, frame.text = True, "\n".join(lines[start : start + 10])
            for each in frame.paragraphs:
                each.font.size = Point(16)
        lines.clear()

    for block in paper.blocks:
        if isinstance(block, Line):
            lines += plain(block.text).split("\n")
        elif isinstance(block, Table):
            flush()
            rows = block.clean()
            for start in range(0, len(rows), 12):
                part = rows[start : start + 12]
                slide = show.slides.add_slide(blank)
                table = slide.shapes.add_table(
                    len(part),
                    len(part[0]),
                    Inches(0.3),
                    Inches(0.5),
                    Inches(9.4),
                    Inches(0.4 * len(part)),
                ).table
                for r, row in enumerate(part):
                    for c, text in enumerate(row):
                        table.cell(r, c).text = text
                        table.cell(r, c).text_frame.paragraphs[0].font.size = Point(9)
        else:
            flush()
    flush()
    show.save(str(path))


def txt(paper: Marked, charset: str) -> bytes:
    return paper.text.replace("\n", "\r\n").encode(charset)


def mail(paper: Marked, charset: str, attached: tuple[str, bytes] | None = None) -> bytes:
    """The paper begins with lines From:, To:, Subject: and an empty one. A name in front of an
    address is written with it, encoded by the charset of the mail."""
    head, _, body = paper.text.partition("\n\n")
    message = EmailMessage()
    for line in head.split("\n"):
        key, _, value = line.partition(": ")
        shown, _, address = value.rstrip(">").rpartition("<")
        if key in ("From", "To") and shown:
            user, _, domain = address.partition("@")
            message[key] = Address(shown.strip(), user, domain)
        else:
            message[key] = value
    message["Date"] = "Mon, 06 Jul 2026 10:05:31 +0900"
    message["Message-ID"] = f"<{Random(body).randint(10**8, 10**9)}@mail.example.jp>"
    message.set_content(
        body + "\n", charset=charset, cte="base64" if charset == "utf-8" else "7bit"
    )
    if attached:
        message.add_attachment(
            attached[1], maintype="application", subtype="octet-stream", filename=attached[0]
        )
        message.set_boundary("----=_fourth_corpus_part")
    return message.as_bytes()
