"""Papers as PDF by reportlab, as business programs print them: an embedded font or none."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from .paper import Grid, Line, Paper, without_gap


@cache
def font(embedded: bool) -> str:  # noqa: FBT001
    """A Japanese font: of this machine and embedded, or Adobe's name for one that is not."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    path = _japanese_font() if embedded else ""
    if path:
        pdfmetrics.registerFont(TTFont("Mincho", path))
        return "Mincho"
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    return "HeiseiMin-W3"


def _japanese_font() -> str:
    if not shutil.which("fc-match"):
        return ""
    asked = ["fc-match", "--format=%{file}", "IPAexMincho:lang=ja"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return found if found.endswith(".ttf") else ""


def pdf(paper: Paper, path: Path, *, embedded: bool) -> None:
    """A4; tables run over pages with their headings repeated."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    size = landscape(A4) if paper.landscape else A4
    name = font(embedded)
    parts: list[Any] = []
    for number, sheet in enumerate(paper.sheets):
        if number:
            parts.append(PageBreak())
        for block in sheet.blocks:
            if isinstance(block, Grid):
                parts.append(_table(without_gap(block), name, (size[0] - 36 * mm)))
            else:
                parts.append(_line(block, name, size[0] - 48 * mm))
    document = SimpleDocTemplate(
        str(path), pagesize=size, leftMargin=18 * mm, rightMargin=18 * mm,
        topMargin=16 * mm, bottomMargin=16 * mm, invariant=1,
    )  # fmt: skip
    document.build(parts)


def _line(line: Line, name: str, room: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Spacer, XPreformatted

    if not line.text:
        return Spacer(1, 12)
    align = {"title": 1, "right": 2}.get(line.style, 0)
    size = 14 if line.style == "title" else 10
    style = ParagraphStyle(line.style, fontName=name, fontSize=size, leading=size * 1.6,
                           alignment=align)  # fmt: skip
    return XPreformatted(escape(_folded(line.text, room / size)), style)


def _folded(text: str, room: float) -> str:
    """Broken at the right edge; blanks stay as they are, unlike in a Paragraph of this library."""
    lines, used = [""], 0.0
    for sign in text:
        wide = 0.5 if sign.isascii() else 1.0
        if used + wide > room:
            lines.append("")
            used = 0.0
        lines[-1] += sign
        used += wide
    return "\n".join(lines)


def _table(grid: Grid, name: str, room: float) -> Any:
    from reportlab.platypus import Table

    signs = [grid.width(column) for column in range(grid.columns())]
    size = min(9.0, room / sum(signs))
    rows = [[_wrapped(cell.text, cell.across, x, signs) if cell else "" for x, cell in enumerate(row)]
            for row in grid.rows]  # fmt: skip
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), name, size, size * 1.3), ("GRID", (0, 0), (-1, -1), 0.4, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]  # fmt: skip
    for y, row in enumerate(grid.rows):
        style += [("SPAN", (x, y), (x + cell.across - 1, y + cell.down - 1))
                  for x, cell in enumerate(row) if cell and (cell.down > 1 or cell.across > 1)]  # fmt: skip
    widths = [sign * room / max(sum(signs), room / 10.5) for sign in signs]
    if grid.tall:
        style += [(f"{side}PADDING", (0, 0), (-1, -1), 7) for side in ("TOP", "BOTTOM")]
    return Table(rows, colWidths=widths, repeatRows=grid.head, style=style)


def _wrapped(text: str, across: int, column: int, signs: list[int]) -> str:
    """Long texts broken after as many signs as the column is wide."""
    wide = sum(signs[column : column + across])
    lines: list[str] = []
    for line in text.split("\n"):
        lines += (
            [line[at : at + wide] for at in range(0, len(line), wide)]
            if _is_prose(line)
            else [line]
        )
    return "\n".join(lines)


def _is_prose(line: str) -> bool:
    return len(line) > 24
