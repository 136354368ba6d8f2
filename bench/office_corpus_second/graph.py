"""方眼紙: a spreadsheet of many narrow columns of one width, as offices draw their forms."""

from __future__ import annotations

from office_corpus.paper import Cell, Grid, Line, Paper, Sheet

from .template import BOXES

UNITS = 32


def on_graph_paper(paper: Paper) -> Paper:
    """The same paper on narrow columns; boxed cells hold one character each."""
    pages = [Sheet(page.name, [_block(block) for block in page.blocks]) for page in paper.sheets]
    return Paper(paper.name, pages, paper.landscape, paper.mail)


def _block(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Line):
        return block
    wide = [block.width(column) for column in range(block.columns())]
    edges = [0]
    for column in range(len(wide)):
        share = round(UNITS * sum(wide[: column + 1]) / sum(wide))
        edges.append(max(edges[-1] + 1, min(share, UNITS - (len(wide) - 1 - column))))
    edges[-1] = UNITS
    rows: list[list[Cell | None]] = [[None] * UNITS for _row in block.rows]
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell is not None:
                start, end = edges[x], edges[min(x + cell.across, len(wide))]
                _place(rows[y], cell, start, end)
    return Grid(rows, block.head, (1,) * UNITS, tall=block.tall)


def _place(row: list[Cell | None], cell: Cell, start: int, end: int) -> None:
    text = str(cell.value)
    if not text.startswith(BOXES):
        row[start] = Cell(cell.value, cell.down, end - start, cell.shown, cell.shape)
        return
    for at in range(start, end):
        row[at] = Cell(text[1:][at - start : at - start + 1], cell.down)
