"""Papers as spreadsheets: xlsx by openpyxl, xls by xlwt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from .paper import Cell, Grid, Line, Paper, Sheet

FONT = "ＭＳ 明朝"


def xlsx(paper: Paper, path: Path) -> None:
    """Lines in column A, grids with rules and merged cells."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in paper.sheets:
        page = book.create_sheet(sheet.name)
        page.page_setup.orientation = "landscape" if paper.landscape else "portrait"
        page.page_setup.paperSize = 9
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToHeight = 0
        _fill(page, sheet)
    book.save(str(path))


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wide = _width(sheet)
    row = 1
    for block in sheet.blocks:
        if isinstance(block, Grid):
            _xlsx_grid(page, block, row)
            row += len(block.rows)
            continue
        cell = page.cell(row, 1, block.text or None)
        cell.font = Font(name=FONT, size=14 if block.style == "title" else 10.5,
                         bold=block.style in {"title", "head"})  # fmt: skip
        across = {"title": "center", "right": "right"}.get(block.style, "left")
        cell.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=_long(block, sheet)
        )
        if block.text and wide > 1:
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
        if _long(block, sheet):
            page.row_dimensions[row].height = 15 * (1 + len(block.text) * 2 // _signs(sheet))
        row += 1
    for column in range(wide):
        width = _column_width(sheet, column)
        page.column_dimensions[get_column_letter(column + 1)].width = width


def _xlsx_grid(page: Any, grid: Grid, top: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin")
    for y, row in enumerate(grid.rows):
        for x, each in enumerate(row):
            if x in grid.gap:
                continue
            cell = page.cell(top + y, x + 1)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.font = Font(name=FONT, size=10)
            if y < grid.head:
                cell.fill = PatternFill("solid", fgColor="E8EEF7")
            if each is None:
                continue
            cell.alignment = Alignment(vertical="center", wrap_text="\n" in each.text or len(each.text) > 20,
                                       horizontal="center" if y < grid.head else None)  # fmt: skip
            cell.value = each.value if each.value != "" else None
            if each.shape:
                cell.number_format = each.shape
            if each.down > 1 or each.across > 1:
                page.merge_cells(start_row=top + y, end_row=top + y + each.down - 1,
                                 start_column=x + 1, end_column=x + each.across)  # fmt: skip
        deep = max((cell.text.count("\n") for cell in row if cell and cell.down == 1), default=0)
        if deep or grid.tall:
            page.row_dimensions[top + y].height = 15 * (deep + 1) + (10 if grid.tall else 0)


def xls(paper: Paper, path: Path) -> None:
    """The same in the format of Excel 97."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for sheet in paper.sheets:
        page = book.add_sheet(sheet.name)
        page.portrait = not paper.landscape
        page.header_str = page.footer_str = b""
        page.fit_num_pages, page.fit_width_to_pages, page.fit_height_to_pages = 1, 1, 0
        for column in range(_width(sheet)):
            page.col(column).width = int(_column_width(sheet, column) * 256)
        row = 0
        for block in sheet.blocks:
            if isinstance(block, Line):
                page.write_merge(row, row, 0, _width(sheet) - 1, block.text, _xls_style(block))
                row += 1
            else:
                _xls_grid(page, block, row)
                row += len(block.rows)
    book.save(str(path))


def _xls_style(line: Line) -> Any:
    import xlwt

    bold = "bold on, height 280" if line.style == "title" else "height 210"
    side = {"title": "centre", "right": "right"}.get(line.style, "left")
    return xlwt.easyxf(f"font: name {FONT}, {bold}; align: horiz {side}")


def _xls_grid(page: Any, grid: Grid, top: int) -> None:
    import xlwt

    rules = "borders: left thin, right thin, top thin, bottom thin; align: wrap on, vert centre"
    styles: dict[str, Any] = {}
    for y, row in enumerate(grid.rows):
        for x, each in enumerate(row):
            if each is None or x in grid.gap:
                continue
            shape = each.shape.replace("yyyy/m/d", "YYYY/M/D")
            style = styles.setdefault(shape, xlwt.easyxf(rules, num_format_str=shape or "General"))
            value: Any = each.value
            if each.down > 1 or each.across > 1:
                page.write_merge(
                    top + y, top + y + each.down - 1, x, x + each.across - 1, value, style
                )
            else:
                page.write(top + y, x, value, style)


def shown(cell: Cell) -> str:
    """What a csv keeps of a cell."""
    return cell.value.isoformat() if isinstance(cell.value, date) and not cell.shown else cell.text


def _width(sheet: Sheet) -> int:
    return max((block.columns() for block in sheet.blocks if isinstance(block, Grid)), default=1)


def _column_width(sheet: Sheet, column: int) -> float:
    grids = [block for block in sheet.blocks if isinstance(block, Grid)]
    widths = [grid.width(column) for grid in grids if column < grid.columns()]
    return max(widths) * 2.1 + 1 if widths else 84


def _signs(sheet: Sheet) -> int:
    return max(20, int(sum(_column_width(sheet, column) for column in range(_width(sheet)))))


def _long(line: Line, sheet: Sheet) -> bool:
    return len(line.text) * 2 > _signs(sheet)
