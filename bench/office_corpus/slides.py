"""Papers as slides, by python-pptx: a dozen rows of a table on each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .paper import Cell, Grid, Line, Paper

ROWS = 12


def pptx(paper: Paper, path: Path) -> None:
    """The first line is the title of every slide; merged cells are not for this format."""
    from pptx import Presentation
    from pptx.util import Inches, Pt

    deck = Presentation()
    for sheet in paper.sheets:
        lines = [block for block in sheet.blocks if isinstance(block, Line) and block.text]
        title = lines[0].text if lines else sheet.name
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _title(slide, title)
        box = slide.shapes.add_textbox(Inches(0.5), Inches(1.5), Inches(9), Inches(5))
        box.text_frame.word_wrap = True
        box.text_frame.text = "\n".join(line.text for line in lines[1:])
        for paragraph in box.text_frame.paragraphs:
            paragraph.font.size = Pt(14)
        for block in sheet.blocks:
            if isinstance(block, Grid):
                _tables(deck, block, title)
    deck.save(str(path))


def _title(slide: Any, text: str) -> None:
    from pptx.util import Pt

    slide.shapes.title.text = text
    slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(24)


def _tables(deck: Any, grid: Grid, title: str) -> None:
    head, body = grid.rows[: grid.head], grid.rows[grid.head :]
    for start in range(0, len(body), ROWS):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _title(slide, title)
        _table(slide, [*head, *body[start : start + ROWS]], grid)


def _table(slide: Any, rows: list[list[Cell | None]], grid: Grid) -> None:
    from pptx.util import Inches, Pt

    width = grid.columns()
    shape = slide.shapes.add_table(
        len(rows), width, Inches(0.3), Inches(1.4), Inches(9.4), Inches(5)
    )
    signs = [grid.width(column) for column in range(width)]
    for column, sign in enumerate(signs):
        shape.table.columns[column].width = int(Inches(9.4) * sign / sum(signs))
    for y, row in enumerate(rows):
        for x, each in enumerate(row):
            cell = shape.table.cell(y, x)
            cell.text = each.text if each else ""
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(9)
