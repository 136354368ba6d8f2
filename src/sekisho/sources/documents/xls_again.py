"""Workbooks of the years before 2007 that xlrd refuses, read by calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from sekisho.sources.contract import Note, NotReadable
from sekisho.sources.documents.rows import Missed, Row
from sekisho.sources.documents.workbook import sheet_rows

_PANIC = "PanicException"


def sheets_again(plain: Path | io.BytesIO, answer: NotReadable) -> Iterator[Row | Missed | Note]:
    """The rows of all sheets. Raises ``answer`` when this library cannot read it either."""
    try:
        data = io.BytesIO(plain.read_bytes()) if isinstance(plain, Path) else plain
        workbook = CalamineWorkbook.from_filelike(data)
        names = list(workbook.sheet_names)
    except BaseException as error:
        raise (answer if _own(error) else error) from error
    if not names:
        raise answer
    yield Note("note.document_second_reader", {"why": answer.values.get("why", "")})
    with workbook:
        for index, name in enumerate(names):
            try:
                sheet = workbook.get_sheet_by_index(index)
                cells = sheet.to_python(skip_empty_area=False)
                merged = sheet.merged_cell_ranges or []
            except BaseException as error:
                if not _own(error):
                    raise
                yield Missed("unread.document_broken", name.encode())
                continue
            yield from sheet_rows(name, cells, merged)


def _own(error: BaseException) -> bool:
    """Whether a failure is the library's; a defect inside it arrives as a BaseException of its
    bridge, which has no name to import."""
    own = isinstance(error, (CalamineError, OSError, ValueError, OverflowError, MemoryError))
    return own or type(error).__name__ == _PANIC
