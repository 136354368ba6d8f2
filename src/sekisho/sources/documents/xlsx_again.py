"""Workbooks that the first library refuses, read by a second, slower one."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sekisho.sources.contract import Note, NotReadable
from sekisho.sources.documents.package import Package
from sekisho.sources.documents.rows import Missed, Row
from sekisho.sources.documents.workbook import sheet_rows

MOST_ROWS = 1_048_576
_FAILURES = (
    InvalidFileException, BadZipFile, ExpatError, OSError, ArithmeticError, AttributeError,
    LookupError, MemoryError, RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What openpyxl lets through when a workbook is damaged."""


def sheets_again(package: Package, answer: NotReadable) -> Iterator[Row | Missed | Note]:
    """The rows of all sheets. Raises ``answer`` when this library cannot read it either."""
    workbook = _opened(package.stored(), answer)
    yield Note("note.document_second_reader", {"why": answer.values.get("why", "")})
    for sheet in workbook.worksheets:
        try:
            cells = [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS, values_only=True)]
        except _FAILURES:
            yield Missed("unread.document_broken", sheet.title.encode())
            continue
        yield from sheet_rows(sheet.title, cells, ())


def _opened(stored: io.BytesIO, answer: NotReadable) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(stored, read_only=True, data_only=True, keep_links=False)
        except _FAILURES as error:
            raise answer from error
