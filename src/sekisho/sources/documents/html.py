"""Web pages and what programs save in their form (HTML): paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.rows import Row, paragraph, table
from sekisho.sources.documents.source import Piece, document_source
from sekisho.sources.encoding import UTF16, encoding_of

LARGEST = 64 * 1024 * 1024
"""Bytes of a page that is read; its tree takes several times as much."""
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|table|meta|title|style|script|div|center|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_LOOKED_AT = 4096
_HIDDEN = {"script", "style", "template", "rt", "rp", "rtc", "object", "svg", "iframe"}
"""Not text as shown; readings above words among it (HTML, 4.5.10 ruby)."""
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
MOST_SPANNED = 1000
_JAPANESE = {"shift_jis", "x-sjis", "shift-jis", "sjis", "windows-31j"}


def identify(sample: Sample) -> int:
    """A page by its first tag, in any encoding."""
    head = sample.head[:_LOOKED_AT]
    if head.startswith(UTF16):
        head = head.decode("utf-16", "replace").encode()
    return 85 if _BEGINS.match(head) else 0


def rows(evidence: Evidence, _context: Context) -> Iterator[Piece]:
    """All text of the page; nothing that it names is fetched. Raises NotReadable, OSError."""
    size = evidence.path.stat().st_size
    if size > LARGEST:
        raise NotReadable("unread.document_too_large", size=str(size))
    data = evidence.path.read_bytes()
    yield from _Walk().rows(tree_of(data))


def tree_of(data: bytes) -> etree._Element:
    """The page as a tree. Raises NotReadable when nothing stands in it."""
    text = data.decode(_encoding(data), "replace").lstrip("\ufeff")
    # a declaration of an encoding is refused beside decoded text
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    try:
        return document_fromstring(text, HTMLParser(no_network=True, remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise NotReadable("unread.document_broken", why=str(error)[:200]) from error


def _encoding(data: bytes) -> str:
    """As the page says where its bytes agree, else as they look."""
    if data.startswith(UTF16):
        return "utf-16"
    said = _META.search(data[:_LOOKED_AT])
    label = said[1].decode("ascii", "replace").lower() if said else ""
    codec = "cp932" if label in _JAPANESE else label
    try:
        data.decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return encoding_of(data)
    return codec


class _Walk:
    """Goes through a page in reading order and numbers its tables."""

    def __init__(self) -> None:
        self._tables = 0
        self._held: list[str] = []

    def rows(self, element: etree._Element) -> Iterator[Row]:
        """Paragraphs and tables of the page."""
        yield from self._blocks(element)
        yield from self._end()

    def _blocks(self, element: etree._Element) -> Iterator[Row]:
        self._held.append(_BLANKS.sub(" ", element.text or ""))
        for child in element:
            name = child.tag if isinstance(child.tag, str) else ""
            if name == "br":
                yield from self._end()
            elif name == "table":
                yield from self._end()
                yield from self._table(child)
            elif name in ("input", "textarea", "option"):
                self._held.append(child.get("value") or child.text or "")
            elif name and name not in _HIDDEN:
                if name not in _INLINE:
                    yield from self._end()
                yield from self._blocks(child)
                if name not in _INLINE:
                    yield from self._end()
            self._held.append(_BLANKS.sub(" ", child.tail or ""))

    def _end(self) -> Iterator[Row]:
        text, self._held = "".join(self._held).strip(" \n"), []
        if text:
            yield paragraph(None, text)

    def _table(self, element: etree._Element) -> Iterator[Row]:
        self._tables += 1
        number = self._tables
        caption = element.find("caption")
        if caption is not None:
            yield paragraph(None, text_of(caption))
        grid, nested = _grid(element)
        if len(nested) and max(map(len, grid), default=0) < 2:
            for cell in _cells_of(element):  # a table for the layout alone
                yield from self._blocks(cell)
                yield from self._end()
            return
        yield from table(None, number, grid)
        for each in nested:
            yield from self._table(each)


def text_of(element: etree._Element) -> str:
    """The text in a cell, a line for each block; tables inside it are not part of it."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (line.strip(" ") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(_BLANKS.sub(" ", element.text or ""))
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == "br":
            pieces.append("\n")
        elif name in ("input", "textarea"):
            pieces.append(child.get("value") or child.text or "")
        elif name and name not in _HIDDEN and name != "table":
            ends = "" if name in _INLINE else "\n"
            pieces.append(ends)
            _collect(child, pieces)
            pieces.append(ends)
        pieces.append(_BLANKS.sub(" ", child.tail or ""))


def _cells_of(element: etree._Element) -> Iterator[etree._Element]:
    for row in _rows(element):
        yield from (cell for cell in row if cell.tag in ("td", "th"))


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _grid(element: etree._Element) -> tuple[list[list[str]], list[etree._Element]]:
    """Rows with merged cells repeated (HTML, 4.9.12 forming a table), and tables in cells."""
    grid: list[list[str]] = []
    nested: list[etree._Element] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in _rows(element):
        line: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _hang(hanging, line)
            text = text_of(cell)
            nested += [each for each in cell.iter("table") if _nearest(each, cell)]
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(wide):
                if tall > 1:
                    hanging[len(line)] = (tall, text)
                line.append(text)
        _hang(hanging, line)
        hanging = {at: (left - 1, text) for at, (left, text) in hanging.items() if left > 1}
        grid.append(line)
    return grid, nested


def _hang(hanging: dict[int, tuple[int, str]], line: list[str]) -> None:
    """Adds what hangs down from cells above into the next places of a row."""
    while len(line) in hanging:
        line.append(hanging[len(line)][1])


def _nearest(inner: etree._Element, cell: etree._Element) -> bool:
    above = inner.getparent()
    while above is not None and above is not cell:
        if above.tag == "table":
            return False
        above = above.getparent()
    return True


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), MOST_SPANNED) if value.isascii() and value.isdigit() else 1


SOURCE = document_source(
    name="html",
    reference="HTML Living Standard, as of 2026; read with lxml",
    zone="contents",
    encoding="page",
    tried_on="docs-office: pages of several programs",
    identify=identify,
    rows=rows,
)
