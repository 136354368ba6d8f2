"""A paper as a workbook or as separated values."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from office_corpus_fourth.marks import Break, Line, Marked, Table, plain

LINE = Side(style="thin")
ERAS = {"R": 2018, "H": 1988, "S": 1925}
TYPED = (
    (r"()(\d{4})/([1-9]\d?)/([1-9]\d?)", "yyyy/m/d"),
    (r"([RHS])([1-9]\d?)\.([1-9]\d?)\.([1-9]\d?)", "[$-411]ge.m.d"),
)
"""Dates that a sheet turns into values when they are typed, and how it shows them."""


def put(cell: Any, text: str) -> None:
    """Writes as somebody types: dates and short numbers become values."""
    for pattern, shown in TYPED:
        if hit := re.fullmatch(pattern, text, re.ASCII):
            cell.value = date(ERAS.get(hit[1], 0) + int(hit[2]), int(hit[3]), int(hit[4]))
            cell.number_format = shown
            return
    if re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        cell.value = int(text)
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text, re.ASCII):
        cell.value, cell.number_format = int(text.replace(",", "")), "#,##0"
    elif text:
        cell.value, cell.data_type = text, "s"


def _table(sheet: Any, table: Table, top: int) -> int:
    """From row ``top`` on; gives the row below."""
    for r, row in enumerate(table.clean()):
        for c, text in enumerate(row):
            cell = sheet.cell(top + r, c + 1)
            put(cell, text)
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
            wrapped = "\n" in text or bool(table.square and text)
            cell.alignment = Alignment(vertical="center", wrap_text=wrapped)
            if r < table.head:
                cell.fill = PatternFill("solid", start_color="DDEBF7")
                cell.font = Font(bold=True)
    for r, c, below, right in table.merges():
        sheet.merge_cells(
            start_row=top + r, start_column=c + 1, end_row=top + below, end_column=right + 1
        )
    if table.square:
        for r, high in enumerate(_heights(table)):
            sheet.row_dimensions[top + r].height = 17 * high
    return top + len(table.rows)


def _long(text: str) -> int:
    """In full-width signs."""
    return -(-sum(1 if each < "\u0100" else 2 for each in text) // 2)


def _heights(table: Table) -> list[int]:
    """How many lines each row takes on squared paper, where no program fits merged fields."""
    ends = {(r, c): right for r, c, below, right in table.merges() if below == r}
    tall = {(r, c) for r, c, below, _ in table.merges() if below > r}
    found = []
    for r, row in enumerate(table.clean()):
        lines = [1]
        for c, text in enumerate(row):
            if text and (r, c) not in tall:
                signs = max(1, int((ends.get((r, c), c) + 1 - c) * table.square / 2.1))
                lines.append(sum(-(-_long(part) // signs) or 1 for part in text.split("\n")))
        found.append(max(lines))
    return found


def _line(sheet: Any, line: Line, row: int, width: int) -> int:
    """A title is centered over the table's columns."""
    for text in plain(line.text).split("\n"):
        if text:
            place = width if line.look == "right" else 1
            cell = sheet.cell(row, place, text)
            cell.font = Font(
                bold=line.look in ("title", "head"), size=14 if line.look == "title" else 11
            )
            if line.look in ("title", "center") and width > 1:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
                cell.alignment = Alignment(horizontal="center")
            elif line.look == "right":
                cell.alignment = Alignment(horizontal="right")
        row += 1
    return row


def _fit(widths: dict[int, float], table: Table) -> None:
    """Columns as wide as what stands in them, or as the squares."""
    for cells in table.clean():
        for c, text in enumerate(cells):
            if table.square:
                widths[c] = table.square
            else:
                longest = max(map(len, text.split("\n")))
                widths[c] = max(widths.get(c, 8), min(60, 2 * longest + 2))


def _finish(sheet: Any, widths: dict[int, float], tables: int) -> None:
    """One page wide on paper."""
    for column, wanted in widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = wanted
    squared = any(width < 8 for width in widths.values())
    sheet.page_setup.orientation = "portrait" if squared else "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
        fitToPage=True
    )
    sheet.page_setup.fitToHeight = 0
    if tables == 1:
        sheet.print_options.horizontalCentered = True


def xlsx(paper: Marked, path: Path) -> None:
    """A sheet for each part that a break begins."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title, row, tables = "一覧", 1, 0
    widths: dict[int, float] = {}
    wide = max(
        (len(block.rows[0]) for block in paper.blocks if isinstance(block, Table)), default=1
    )
    for block in paper.blocks:
        if isinstance(block, Break):
            if row == 1:
                sheet.title = block.name
                continue
            _finish(sheet, widths, tables)
            sheet, row, tables, widths = book.create_sheet(block.name), 1, 0, {}
        elif isinstance(block, Line):
            row = _line(sheet, block, row, wide)
        else:
            _fit(widths, block)
            row, tables = _table(sheet, block, row), tables + 1
    _finish(sheet, widths, tables)
    book.save(path)


def rows_of(paper: Marked) -> list[list[str]]:
    rows: list[list[str]] = []
    for block in paper.blocks:
        if isinstance(block, Line):
            rows += [[text] for text in plain(block.text).split("\n")]
        elif isinstance(block, Table):
            rows += [[cell.replace("\n", " ") for cell in row] for row in block.clean()]
    return rows


def separated(paper: Marked, charset: str, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows_of(paper))
    return out.getvalue().encode(charset)
