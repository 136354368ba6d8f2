"""Word documents (docx, docm, dotx): paragraphs, tables, headers, footers, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.compound import unlocked
from sekisho.sources.documents.container import package_of
from sekisho.sources.documents.embedded import contents, embedded
from sekisho.sources.documents.package import Package, attribute, local, opened
from sekisho.sources.documents.rows import Missed, Row, paragraph, table
from sekisho.sources.documents.source import Piece, document_source

_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")
"""Relations of the main part that hold text of their own."""
_HIDDEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "rt", "pPr", "rPr", "tblPr"}
"""Deleted text, field codes, the second form of a drawing, readings above a word, properties."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\u25a1"}
MOST_COLUMNS = 1000
"""Columns one cell may be said to cover."""


def identify(sample: Sample) -> int:
    """A package with a folder ``word``."""
    return package_of(sample, "word", _ENDINGS)


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All text of the document. Raises NotReadable, OSError."""
    with opened(unlocked(evidence.path, context.passwords)) as package:
        yield from _pieces(package)


def _pieces(package: Package) -> Iterator[Piece]:
    main = package.main()
    yield from _part(package.tree(main), main)
    for name in _beside(package, main):
        try:
            tree = package.tree(name)
        except NotReadable as error:
            yield Missed(error.code, name.encode())
            continue
        yield from _part(tree, name)
    yield from embedded(package)


def _beside(package: Package, main: str) -> list[str]:
    related = package.related(main).values()
    named = [target for kind in _BESIDE for found, target in related if found == kind]
    return [name for name in dict.fromkeys(named) if name in package]


def _part(tree: etree._Element, name: str) -> Iterator[Row]:
    walk = _Walk(PurePosixPath(name).stem)
    yield from walk.blocks(tree)


class _Walk:
    """Goes through one part in reading order and numbers its tables."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Row]:
        """Paragraphs and tables below an element, at whatever depth controls put them."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield paragraph(self._part, text_of(element))
                yield from self._boxes(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name and name not in _HIDDEN:
                yield from self.blocks(element)

    def _boxes(self, element: etree._Element) -> Iterator[Row]:
        """Text boxes anchored in a paragraph."""
        for child in element:
            name = local(child)
            if name == "txbxContent":
                yield from self.blocks(child)
            elif name and name not in _HIDDEN:
                yield from self._boxes(child)

    def _table(self, element: etree._Element) -> Iterator[Row]:
        self._tables += 1
        yield from table(self._part, self._tables, _grid(element))
        for row in _below(element, "tr"):
            for cell in _below(row, "tc"):
                for nested in _below(cell, "tbl"):
                    yield from self._table(nested)
                yield from self._boxes(cell)


def _grid(element: etree._Element) -> Iterator[list[str]]:
    """Rows of a table, merged cells repeated (ECMA-376 part 1, 17.4.17 and 17.4.85)."""
    above: list[str] = []
    for row in _below(element, "tr"):
        cells = [""] * _number(row, "trPr", "gridBefore", 0)
        for cell in _below(row, "tc"):
            text = "\n".join(text_of(each) for each in _below(cell, "p"))
            if _continues(cell) and len(cells) < len(above):
                text = above[len(cells)]
            cells += [text] * _number(cell, "tcPr", "gridSpan", 1)
        above = cells
        yield cells


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The nearest elements of a name below an element, looking through controls, not tables."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found and found not in _HIDDEN and found not in ("tbl", "p", "tc", "tr"):
            yield from _below(element, name)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for properties in element:
        if local(properties) == group:
            return next((each for each in properties if local(each) == name), None)
    return None


def _number(element: etree._Element, group: str, name: str, default: int) -> int:
    found = _property(element, group, name)
    value = "" if found is None else attribute(found, "val") or ""
    return min(int(value), MOST_COLUMNS) if value.isascii() and value.isdigit() else default


def _continues(cell: etree._Element) -> bool:
    found = _property(cell, "tcPr", "vMerge")
    return found is not None and attribute(found, "val") != "restart"


def text_of(element: etree._Element) -> str:
    """Text of a paragraph as shown; text boxes and tables inside it are not part of it."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces).strip()


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name and name not in _HIDDEN and name not in ("txbxContent", "tbl"):
            _collect(child, pieces)


SOURCE = document_source(
    name="docx",
    reference="ECMA-376 part 1 (WordprocessingML), strict and transitional",
    zone="contents",
    encoding="xml",
    tried_on="docs-office: Word and other writers",
    identify=identify,
    rows=rows,
    contents=contents,
)
