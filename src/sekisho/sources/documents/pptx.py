"""PowerPoint presentations (pptx, pptm, ppsx): text and tables of each slide, and its notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.compound import unlocked
from sekisho.sources.documents.container import package_of
from sekisho.sources.documents.embedded import contents, embedded
from sekisho.sources.documents.package import Package, attribute, local, opened
from sekisho.sources.documents.rows import Missed, Row, paragraph, table
from sekisho.sources.documents.source import Piece, document_source

_ENDINGS = (".pptx", ".pptm", ".ppsx", ".potx", ".potm", ".ppsm")
_BESIDE = {"notesSlide": "notes", "diagramData": "diagram", "comments": "comments"}
"""Relations of a slide that hold text of their own, and what the part is called for it."""
_HIDDEN = {"Fallback", "fld", "bodyPr", "pPr", "rPr"}


def identify(sample: Sample) -> int:
    """A package with a folder ``ppt``."""
    return package_of(sample, "ppt", _ENDINGS)


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All text of the slides. Raises NotReadable, OSError."""
    with opened(unlocked(evidence.path, context.passwords)) as package:
        yield from _pieces(package)


def _pieces(package: Package) -> Iterator[Piece]:
    for number, name in enumerate(_slides(package), start=1):
        yield from _part(package, name, f"slide {number}")
        try:
            related = package.related(name).values()
        except NotReadable as error:
            yield Missed(error.code, name.encode())
            continue
        for kind, target in related:
            if kind in _BESIDE:
                yield from _part(package, target, f"slide {number} {_BESIDE[kind]}")
    yield from embedded(package)


def _slides(package: Package) -> list[str]:
    """The slides in the order they are shown (ECMA-376 part 1, 19.2.1.34 sldIdLst)."""
    main = package.main()
    related = package.related(main)
    shown = []
    for element in package.tree(main).iter():
        if local(element) == "sldId":
            # ``id`` without a namespace is the slide's number, with one it is the relation
            for key, value in element.attrib.items():
                if str(key).endswith("}id") and str(value) in related:
                    shown.append(related[str(value)][1])
    return shown


def _part(package: Package, name: str, called: str) -> Iterator[Row | Missed]:
    try:
        tree = package.tree(name)
    except NotReadable as error:
        yield Missed(error.code, name.encode())
        return
    tables = 0
    for element in _blocks(tree):
        if local(element) == "tbl":
            tables += 1
            yield from table(called, tables, _grid(element))
        else:
            yield paragraph(called, _text(element))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in the order of the file; text of comments stands in ``text``."""
    for element in parent:
        name = local(element)
        if name in ("p", "tbl", "text"):
            yield element
        elif name and name not in _HIDDEN:
            yield from _blocks(element)


def _text(element: etree._Element) -> str:
    if local(element) == "text":
        return element.text or ""
    pieces = []
    for child in element.iter():
        name = local(child)
        parent = child.getparent()
        if name == "t" and (parent is None or local(parent) not in _HIDDEN):
            pieces.append(child.text or "")
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces).strip()


def _grid(element: etree._Element) -> Iterator[list[str]]:
    """Rows of a table, merged cells repeated (ECMA-376 part 1, 21.1.3.18 tc)."""
    above: list[str] = []
    for row in (each for each in element if local(each) == "tr"):
        cells: list[str] = []
        for cell in (each for each in row if local(each) == "tc"):
            text = "\n".join(_text(each) for each in cell.iter() if local(each) == "p").strip()
            if attribute(cell, "hMerge") in ("1", "true") and cells:
                text = cells[-1]
            elif attribute(cell, "vMerge") in ("1", "true") and len(cells) < len(above):
                text = above[len(cells)]
            cells.append(text)
        above = cells
        yield cells


SOURCE = document_source(
    name="pptx",
    reference="ECMA-376 part 1 (PresentationML, DrawingML), strict and transitional",
    zone="contents",
    encoding="xml",
    tried_on="docs-office: PowerPoint and other writers",
    identify=identify,
    rows=rows,
    contents=contents,
)
