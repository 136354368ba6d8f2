"""PowerPoint presentations of the years before 2007 (ppt): text, tables and notes of each slide."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note, Sample
from sekisho.sources.documents.compound import Compound, compound, unlocked
from sekisho.sources.documents.container import encrypted, has_stream, named
from sekisho.sources.documents.grid import Boxed, rows_of_boxes
from sekisho.sources.documents.ppt_records import Record, inside, persisted, record_at, records
from sekisho.sources.documents.rows import Missed, Row, paragraph, table
from sekisho.sources.documents.source import Piece, document_source

_STREAM, _USER = "PowerPoint Document", "Current User"
_LIST, _PERSIST = 4080, 1011
_CHARS, _BYTES, _HEADER, _OUTLINE = 4000, 4008, 3999, 3998
_GROUP, _SHAPE, _TEXTBOX, _CHILD, _MORE = 0xF003, 0xF004, 0xF00D, 0xF00F, 0xF122
_TABLE_PROPERTIES = 0x039F
_EMBEDDED, _MACROS = 4044, 1024
_SLIDES, _NOTES = 0, 2
_SAME = 8
"""Units (576 an inch) that edges of one column may lie apart."""


def identify(sample: Sample) -> int:
    """A compound file with a stream ``PowerPoint Document`` ([MS-PPT] 2.1.2).

    Where the directory cannot be seen the name decides.
    """
    if has_stream(sample, _STREAM) and not encrypted(sample):
        return 92
    return named(sample, (".ppt", ".pps", ".pot"))


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All text of the slides. Raises NotReadable, OSError."""
    with compound(unlocked(evidence.path, context.passwords)) as file:
        yield from _pieces(file)


def _pieces(file: Compound) -> Iterator[Piece]:
    data = file.read(_STREAM)
    number, places = persisted(data, file.read(_USER))
    document = record_at(data, places.get(number, len(data)))
    for called, which in (("slide", _SLIDES), ("notes", _NOTES)):
        for count, (place, texts) in enumerate(_listed(data, document, which), start=1):
            if place not in places:
                yield Missed("unread.document_broken", f"{called} {count}".encode())
                continue
            page = record_at(data, places[place])
            yield from _Page(data, f"{called} {count}", texts).rows(page)
    for each in inside(data, document, _EMBEDDED):
        yield Missed("unread.document_embedded", str(each.start).encode())
    if any(data[each.start + 4] for each in inside(data, document, _MACROS)):
        yield Note("note.document_macros")


def _listed(data: bytes, document: Record, which: int) -> Iterator[tuple[int, list[str]]]:
    """Number and outline texts of each slide in their order ([MS-PPT] 2.4.14.3)."""
    for group in records(data, document.start, document.end):
        if group.type != _LIST or group.instance != which:
            continue
        number, texts = None, list[str]()
        for each in records(data, group.start, group.end):
            if each.type == _PERSIST:
                if number is not None:
                    yield number, texts
                number, texts = int.from_bytes(data[each.start : each.start + 4], "little"), []
            elif each.type == _HEADER:
                texts.append("")
            elif each.type in (_CHARS, _BYTES) and texts:
                texts[-1] = _text(data, each)
        if number is not None:
            yield number, texts


class _Page:
    """The shapes of one slide or page of notes."""

    def __init__(self, data: bytes, part: str, texts: Sequence[str]) -> None:
        self._data = data
        self._part = part
        self._texts = texts
        self._tables = 0

    def rows(self, page: Record) -> Iterator[Row]:
        """Text and tables in the order of the file."""
        for each in inside(self._data, page, _GROUP, _SHAPE):
            if each.type == _SHAPE:
                for line in self._shape_text(each).splitlines():
                    yield paragraph(self._part, line)
            else:
                yield from self._group(each)

    def _group(self, group: Record) -> Iterator[Row]:
        if not self._is_table(group):
            yield from self.rows(group)
            return
        boxes = []
        for shape in inside(self._data, group, _SHAPE):
            anchor = next(inside(self._data, shape, _CHILD), None)
            if anchor is not None and any(True for _ in inside(self._data, shape, _TEXTBOX)):
                edges = _edges(self._data[anchor.start : anchor.end])
                boxes.append(Boxed(self._shape_text(shape), *edges))
        self._tables += 1
        yield from table(self._part, self._tables, rows_of_boxes(boxes, _SAME))

    def _is_table(self, group: Record) -> bool:
        """Whether the group's own shape says that it is a table ([MS-ODRAW] 2.3.23)."""
        first = next(records(self._data, group.start, group.end), None)
        for more in inside(self._data, first, _MORE) if first is not None else ():
            for number in range(more.instance):
                at = more.start + 6 * number
                name = int.from_bytes(self._data[at : at + 2], "little") & 0x3FFF
                if name == _TABLE_PROPERTIES:
                    return bool(self._data[at + 2] & 1)
        return False

    def _shape_text(self, shape: Record) -> str:
        pieces = []
        for box in inside(self._data, shape, _TEXTBOX):
            for each in records(self._data, box.start, box.end):
                if each.type in (_CHARS, _BYTES):
                    pieces.append(_text(self._data, each))
                elif each.type == _OUTLINE:
                    number = int.from_bytes(self._data[each.start : each.start + 4], "little")
                    pieces.append(self._texts[number] if number < len(self._texts) else "")
        return "\n".join(piece for piece in pieces if piece).strip()


def _edges(anchor: bytes) -> tuple[int, int, int, int]:
    left, top, right, bottom = struct.unpack("<iiii", anchor[:16].ljust(16, b"\0"))
    return left, top, right, bottom


def _text(data: bytes, record: Record) -> str:
    raw = data[record.start : record.end]
    text = raw.decode("latin-1" if record.type == _BYTES else "utf-16-le", "replace")
    return text.replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")


SOURCE = document_source(
    name="ppt",
    reference="[MS-PPT], [MS-ODRAW], [MS-CFB], [MS-OFFCRYPTO]",
    zone="contents",
    encoding="each_text",
    tried_on="docs-office: PowerPoint 97 to 2016",
    identify=identify,
    rows=rows,
)
