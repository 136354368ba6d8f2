"""Excel workbooks of the years before 2007 (xls, BIFF2 to BIFF8)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.compound import unlocked
from sekisho.sources.documents.container import encrypted, has_stream, named
from sekisho.sources.documents.number_formats import digits_shown
from sekisho.sources.documents.rows import Missed, Row
from sekisho.sources.documents.source import Piece, document_source
from sekisho.sources.documents.workbook import sheet_rows
from sekisho.sources.documents.xls_again import sheets_again

LARGEST = 200 * 1024 * 1024
"""Bytes of a workbook that is read; the library holds it in memory."""
_FAILURES = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What xlrd lets through when a workbook is damaged."""


def identify(sample: Sample) -> int:
    """A compound file with a stream ``Workbook`` or ``Book`` ([MS-XLS] 2.1.2).

    Where the directory cannot be seen the name decides.
    """
    if has_stream(sample, "Workbook", "Book") and not encrypted(sample):
        return 92
    return named(sample, (".xls", ".xlt"))


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All rows of all sheets, hidden ones too. Raises NotReadable, OSError."""
    size = evidence.path.stat().st_size
    if size > LARGEST:
        raise NotReadable("unread.document_too_large", size=str(size))
    plain = unlocked(evidence.path, context.passwords)
    try:
        book = _opened(plain)
    except _FAILURES as error:
        code = "unread.encrypted" if "encrypted" in str(error) else "unread.document_broken"
        answer = NotReadable(code, why=str(error)[:200])
        yield from sheets_again(plain, answer)
        return
    with book:
        yield from _sheets(book)


def _opened(plain: Path | io.BytesIO) -> xlrd.Book:
    told: dict[str, Any] = {"formatting_info": True, "on_demand": True, "logfile": io.StringIO()}
    if isinstance(plain, Path):
        return xlrd.open_workbook(str(plain), **told)
    return xlrd.open_workbook(file_contents=plain.getvalue(), **told)


def _sheets(book: xlrd.Book) -> Iterator[Row | Missed]:
    for index, name in enumerate(book.sheet_names()):
        try:
            sheet = book.sheet_by_index(index)
            cells = [[_value(book, cell) for cell in row] for row in _padded(sheet)]
        except _FAILURES:
            yield Missed("unread.document_broken", name.encode())
            continue
        merged = [
            ((top, left), (low - 1, right - 1)) for top, low, left, right in sheet.merged_cells
        ]
        yield from sheet_rows(name, cells, merged)
        book.unload_sheet(index)


def _padded(sheet: xlrd.sheet.Sheet) -> Iterator[list[xlrd.sheet.Cell]]:
    empty = xlrd.sheet.Cell(xlrd.XL_CELL_EMPTY, "")
    for number in range(sheet.nrows):
        row = sheet.row(number)
        yield row + [empty] * (sheet.ncols - len(row))


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    """The value of a cell; a date that no calendar knows stays the number it is."""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _number(book, cell)
    return _day(book, cell) if cell.ctype == xlrd.XL_CELL_DATE else cell.value


def _day(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    try:
        moment = xldate_as_datetime(cell.value, book.datemode)
    except (XLDateError, ValueError, OverflowError):
        return cell.value
    if 0 <= cell.value < 1:
        return moment.time()
    return moment.date() if moment.time() == time.min else moment


def _number(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    """A number as its format shows it, where that tells more digits than the number."""
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return cell.value
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    code = form.format_str if form is not None else ""
    return digits_shown(cell.value, code) or cell.value


SOURCE = document_source(
    name="xls",
    reference="[MS-XLS], [MS-CFB]; read with xlrd",
    zone="cells",
    encoding="workbook",
    tried_on="docs-office: Excel 5.0 to 2003",
    identify=identify,
    rows=rows,
)
