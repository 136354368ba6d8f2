"""OpenDocument files (odt, ods, odp and their templates): texts, sheets, slides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note, NotReadable, Sample
from sekisho.sources.documents.package import Package, attribute, local, opened
from sekisho.sources.documents.rows import Missed, Row, paragraph, table
from sekisho.sources.documents.source import Piece, document_source
from sekisho.sources.documents.workbook import sheet_rows

_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument."
_MANIFEST = "META-INF/manifest.xml"
_HIDDEN = {
    "tracked-changes", "ruby-text", "forms", "sequence-decls", "variable-decls", "note-citation",
    "table-column", "shapes", "page-number", "dde-source", "desc", "title", "settings",
}  # fmt: skip
_BLOCKS = {"p", "h"}
_BESIDE = {"annotation": "comments", "note": "notes", "notes": "notes"}
"""Elements whose text stands beside the text around them, and what the part is called."""
_BLANKS = re.compile(r"[ \t\r\n]+")
"""White space of the file counts as one blank (part 3, 6.1.2)."""
MOST_CELLS = 5_000_000
"""Cells of one table, repeated ones counted."""
MOST_REPEATED = 1000
"""Empty or equal cells and rows that one element may stand for; sheets end in a million."""


def identify(sample: Sample) -> int:
    """A zip whose first member ``mimetype`` names an OpenDocument format (part 2, 3.3)."""
    if sample.head.startswith(b"PK\x03\x04") and _MIMETYPE in sample.head[:256]:
        return 95
    named = sample.name.lower().endswith((".odt", ".ods", ".odp", ".ott", ".ots", ".otp"))
    return 60 if named and sample.head.startswith(b"PK\x03\x04") else 0


def rows(evidence: Evidence, _context: Context) -> Iterator[Piece]:
    """All text. Raises NotReadable, OSError."""
    with opened(evidence.path) as package:
        yield from _pieces(package)


def _pieces(package: Package) -> Iterator[Piece]:
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise NotReadable("unread.encrypted")
    yield from _Walk("document").blocks(package.tree("content.xml"))
    yield from _beside(package)
    for name in package.names(r"Object [^/]+/content\.xml"):
        yield Missed("unread.document_embedded", name.encode())
    if package.cut:
        yield Missed("unread.document_cut")
    if package.names(r"(Basic|Scripts)/.+"):
        yield Note("note.document_macros")


def _beside(package: Package) -> Iterator[Row | Missed]:
    """Headers and footers, which stand among the styles."""
    if "styles.xml" not in package:
        return
    try:
        tree = package.tree("styles.xml")
    except NotReadable as error:
        yield Missed(error.code, b"styles.xml")
        return
    for element in tree.iter():
        name = local(element)
        if re.fullmatch("(header|footer)(-left|-first)?", name):
            yield from _Walk(name).blocks(element)


class _Walk:
    """Goes through one part in reading order and numbers its tables."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._tables = 0
        self._slides = 0

    def blocks(self, parent: etree._Element) -> Iterator[Row]:
        """Paragraphs, tables and sheets below an element."""
        for element in parent:
            name = local(element)
            if name in _BLOCKS:
                yield paragraph(self._part, text_of(element))
                yield from self._within(element)
            elif name == "table":
                yield from self._table(element)
            elif name == "spreadsheet":
                yield from self._sheets(element)
            elif name == "page":
                self._slides += 1
                yield from _Walk(f"slide {self._slides}").blocks(element)
            elif name in _BESIDE:
                yield from _Walk(f"{self._part} {_BESIDE[name]}").blocks(element)
            elif name and name not in _HIDDEN:
                yield from self.blocks(element)

    def _within(self, element: etree._Element) -> Iterator[Row]:
        """Notes, comments, frames and text boxes anchored in a paragraph."""
        for child in element:
            name = local(child)
            if name in _BESIDE:
                yield from _Walk(f"{self._part} {_BESIDE[name]}").blocks(child)
            elif name in ("frame", "text-box", "custom-shape"):
                yield from self.blocks(child)
            elif name and name not in _HIDDEN:
                yield from self._within(child)

    def _table(self, element: etree._Element) -> Iterator[Row]:
        self._tables += 1
        grid, nested = _grid(element, dated=False)
        yield from table(self._part, self._tables, grid)
        for each in nested:
            yield from self._table(each)

    def _sheets(self, spreadsheet: etree._Element) -> Iterator[Row]:
        for element in spreadsheet:
            if local(element) == "table":
                name = attribute(element, "name") or ""
                grid, _ = _grid(element, dated=True)
                yield from sheet_rows(name, grid, ())
                for comment in element.iter():
                    if local(comment) == "annotation":
                        yield from _Walk(f"{name} comments").blocks(comment)


def text_of(element: etree._Element) -> str:
    """Text of a paragraph as shown: without readings above words, notes and text boxes."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces).strip()


def _collect(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(_BLANKS.sub(" ", element.text or ""))
    for child in element:
        name = local(child)
        if name == "s":
            pieces.append(" " * _number(child, "c"))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name and name not in _HIDDEN and name not in _BESIDE and name != "frame":
            _collect(child, pieces)
        pieces.append(_BLANKS.sub(" ", child.tail or ""))


def _number(element: etree._Element, name: str) -> int:
    value = attribute(element, name) or ""
    return min(max(int(value), 1), MOST_REPEATED) if value.isascii() and value.isdigit() else 1


def _grid(element: etree._Element, *, dated: bool) -> tuple[list[list[str]], list[etree._Element]]:
    """Rows of a table with merged cells repeated (part 3, 9.1), and tables inside its cells."""
    grid: list[list[str]] = []
    nested: list[etree._Element] = []
    covered: dict[tuple[int, int], str] = {}
    cells = 0
    for row in _rows(element):
        line: list[str] = []
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            text = _cell(cell, dated=dated)
            nested += [each for each in cell if local(each) == "table"]
            span = (_number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned"))
            for _ in range(_number(cell, "number-columns-repeated")):
                at = (len(grid), len(line))
                if name == "table-cell" and span != (1, 1) and text:
                    _cover(covered, at, span, text)
                line.append(covered.get(at, text))
        while line and not line[-1]:
            line.pop()
        repeated = _number(row, "number-rows-repeated") if line else 1
        cells += len(line) * repeated
        if cells > MOST_CELLS or len(covered) > MOST_CELLS:
            raise NotReadable("unread.document_too_large", size=str(cells))
        grid += [list(line) for _ in range(repeated)]
    return grid, nested


def _cover(
    covered: dict[tuple[int, int], str], at: tuple[int, int], span: tuple[int, int], text: str
) -> None:
    for down in range(span[0]):
        for right in range(span[1]):
            covered[at[0] + down, at[1] + right] = text


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = local(child)
        if name == "table-row":
            yield child
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _cell(cell: etree._Element, *, dated: bool) -> str:
    """What a cell shows; a date of a sheet in ISO 8601, as of every other workbook."""
    day = attribute(cell, "date-value") if dated else None
    if day:
        return day.removesuffix("T00:00:00")
    lines = [text_of(each) for each in _paragraphs(cell)]
    return "\n".join(lines).strip()


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        name = local(child)
        if name in _BLOCKS:
            yield child
        elif name and name not in _HIDDEN and name not in _BESIDE and name != "table":
            yield from _paragraphs(child)


SOURCE = document_source(
    name="opendocument",
    reference="OASIS OpenDocument 1.3 (ISO/IEC 26300)",
    zone="cells",
    encoding="xml",
    tried_on="docs-office: LibreOffice and PowerPoint",
    identify=identify,
    rows=rows,
)
