"""Excel workbooks (xlsx, xlsm, xltx): rows of every sheet, comments and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.compound import unlocked
from sekisho.sources.documents.container import package_of
from sekisho.sources.documents.embedded import contents, embedded
from sekisho.sources.documents.package import Package, local, opened
from sekisho.sources.documents.rows import Missed, Row, paragraph
from sekisho.sources.documents.source import Piece, document_source
from sekisho.sources.documents.workbook import sheet_rows
from sekisho.sources.documents.xlsx_again import sheets_again
from sekisho.sources.documents.xlsx_formats import Formats, column_of

_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xlam")
_SHEETS = r"xl/(worksheets|macrosheets|dialogsheets|chartsheets)/[^/]+\.xml"
_BINARY = "xl/workbook.bin"
_BESIDE = r"xl/(comments[^/]*|threadedComments/[^/]+|comments/[^/]+|drawings/[^/]+)\.xml"
_REFERENCE = re.compile(rb"""[\s:]r\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
MOST_CELLS = 20_000_000
"""Cells of the rectangle around all filled cells of a sheet; the library holds all of them."""
_PANIC = "PanicException"


def identify(sample: Sample) -> int:
    """A package with a folder ``xl``; an encrypted package without a better name as well."""
    return package_of(sample, "xl", _ENDINGS) or package_of(sample, "xl", ("",)) // 2


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All rows. Raises NotReadable, OSError."""
    with opened(unlocked(evidence.path, context.passwords)) as package:
        yield from _pieces(package)


def _pieces(package: Package) -> Iterator[Piece]:
    _check_extent(package)
    yield from _sheets(package)
    for name in package.names(_BESIDE):
        yield from _texts(package, name)
    yield from embedded(package)


def _check_extent(package: Package) -> None:
    """Refuses a sheet whose cells lie so far apart that the rectangle would fill the memory."""
    for name in package.names(_SHEETS):
        row = column = 1
        for found in _REFERENCE.finditer(package.read(name)):
            row, column = max(row, int(found[2] or 0)), max(column, column_of(found[1]))
        if row * column > MOST_CELLS:
            raise NotReadable("unread.document_too_large", size=f"{row} x {column}")


def _sheets(package: Package) -> Iterator[Piece]:
    """The rows of every sheet in the order of the tabs, hidden ones too."""
    try:
        workbook = CalamineWorkbook.from_filelike(package.stored())
    except BaseException as error:  # noqa: BLE001  (_broken raises what is not calamine's)
        answer = _broken(error)
        yield from sheets_again(package, answer)
        return
    formats = None if _BINARY in package else Formats(package, package.main())
    with workbook:
        for index, name in enumerate(workbook.sheet_names):
            try:
                sheet = workbook.get_sheet_by_index(index)
                cells: list[list[object]] = [
                    list(row) for row in sheet.to_python(skip_empty_area=False)
                ]
                merged = sheet.merged_cell_ranges or []
                if formats is not None:
                    formats.apply(index, cells)
            except BaseException as error:  # noqa: BLE001  (_broken raises what is not calamine's)
                yield Missed(_broken(error).code, name.encode())
                continue
            yield from sheet_rows(name, cells, merged)


def _broken(error: BaseException) -> NotReadable:
    """The answer for a failure of the library; everything that is not its own goes on upward.

    A defect inside calamine arrives as a BaseException of its bridge, which has no name to import.
    """
    own = isinstance(error, (CalamineError, OSError, ValueError, OverflowError, MemoryError))
    if own or type(error).__name__ == _PANIC:
        return NotReadable("unread.document_broken", why=str(error)[:200])
    raise error


def _texts(package: Package, name: str) -> Iterator[Row | Missed]:
    """Text of comments and of shapes, a line for each paragraph or comment."""
    part = name.removeprefix("xl/").removesuffix(".xml")
    try:
        tree = package.tree(name)
    except NotReadable as error:
        yield Missed(error.code, name.encode())
        return
    for element in tree.iter():
        if local(element) in ("p", "comment", "threadedComment"):
            texts = [each.text or "" for each in element.iter() if local(each) in ("t", "text")]
            yield paragraph(part, "".join(texts).strip())


SOURCE = document_source(
    name="xlsx",
    reference="ECMA-376 part 1 (SpreadsheetML); read with calamine",
    zone="cells",
    encoding="xml",
    tried_on="docs-office: Excel and other writers",
    identify=identify,
    rows=rows,
    contents=contents,
)
