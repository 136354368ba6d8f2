"""The text of a Word 97 to 2003 document and, at each paragraph's end, where it stands in tables.

Reference: [MS-DOC] 2.4.1 (retrieving text), 2.4.6.1 (paragraph properties), 2.6.2, 2.6.3.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from sekisho.sources.contract import NotReadable
from sekisho.sources.documents.nested_tables import Merged

WORD_97 = 0xA5EC
_BEFORE_97 = (0xA5DC, 0xA59B, 0xA59C, 0xA5DB)
_JAPANESE = 0x0411
_COUNTS = (
    ("document", 76), ("footnotes", 80), ("headers", 84), ("", 88), ("comments", 92),
    ("endnotes", 96), ("text boxes", 100), ("text boxes of headers", 104),
)  # fmt: skip
"""The parts of the text in their order, and where in the header their lengths stand (2.5.4)."""
_CLX, _PAPX = 0x1A2, 0x102
_PAGE = 512
_MOST_PIECES = 1_000_000
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION, _TABS, _HUGE = 0xD608, 0xC615, 0x6646
_CELL = 20


@dataclass(frozen=True)
class Mark:
    """Properties of a paragraph: how deep in tables, whether it ends a row or a nested cell."""

    depth: int = 0
    row_end: bool = False
    cell_end: bool = False
    cells: tuple[Merged, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Characters that stand together in the stream, from ``start`` (in characters) on."""

    start: int
    offset: int
    width: int


@dataclass
class Text:
    """The whole text with its parts (name, first and last character) and marks of paragraphs."""

    text: str
    parts: list[tuple[str, int, int]]
    pieces: list[Piece] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, at: int) -> Mark:
        """The properties of the paragraph whose end is the character at a place."""
        if not self.ends:
            return Mark()
        number = bisect_right(self.pieces, at, key=lambda piece: piece.start)
        piece = self.pieces[max(0, number - 1)]
        number = bisect_right(self.ends, piece.offset + (at - piece.start) * piece.width)
        return self.marks[number] if number < len(self.marks) else Mark()


def text_of(stream: bytes, table: bytes, data: bytes = b"") -> Text:
    """The text of the stream ``WordDocument`` with its table stream; ``data``: the stream of
    that name, where properties lie that are too long for a page. Raises NotReadable."""
    try:
        kind, _, language = struct.unpack_from("<HH2xH", stream)
        if kind in _BEFORE_97:
            return _before_97(stream, language)
        if kind != WORD_97:
            raise NotReadable("unread.document_broken", why=f"FIB {kind:04x}")
        found = _pieces(stream, table)
        lengths = [(name, struct.unpack_from("<i", stream, at)[0]) for name, at in _COUNTS]
        found.parts = list(_parts(lengths, len(found.text)))
        _add_marks(found, stream, table, data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NotReadable("unread.document_broken", why=str(error)) from error
    return found


def _before_97(stream: bytes, language: int) -> Text:
    """Word 6 and 95: one run of bytes in the code page of the language."""
    start, end = struct.unpack_from("<II", stream, 0x18)
    data = stream[start : min(end, len(stream))]
    text = data.decode("cp932" if language == _JAPANESE else "cp1252", "replace")
    return Text(text, [("document", 0, len(text))])


def _parts(lengths: list[tuple[str, int]], size: int) -> Iterator[tuple[str, int, int]]:
    start = 0
    for name, length in lengths:
        end = min(size, start + max(0, length))
        if name and end > start:
            yield name, start, end
        start = end


def _pieces(stream: bytes, table: bytes) -> Text:
    at, size = struct.unpack_from("<II", stream, _CLX)
    clx = table[at : at + size]
    place = 0
    while clx[place] == 1:  # properties of fast saves stand before the table of pieces
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    (length,) = struct.unpack_from("<I", clx, place + 1)
    plc = clx[place + 5 : place + 5 + length]
    count = min((len(plc) - 4) // 12, _MOST_PIECES)
    starts = struct.unpack_from(f"<{count + 1}I", plc)
    texts, pieces = [], []
    for number in range(count):
        (code,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(code & 0x40000000)
        offset = (code & 0x3FFFFFFF) // (2 if narrow else 1)
        width = 1 if narrow else 2
        characters = max(0, starts[number + 1] - starts[number])
        data = stream[offset : offset + characters * width]
        # places are counted in UTF-16 units, so a pair must stay two signs until the end
        text = data.decode("cp1252", "replace") if narrow else _units(data)
        pieces.append(Piece(starts[number], offset, width))
        texts.append(text.ljust(characters, "\0") if len(data) // width < characters else text)
    return Text("".join(texts), [], pieces)


def _units(data: bytes) -> str:
    count = len(data) // 2
    units = struct.unpack(f"<{count}H", data[: count * 2])
    return "".join(map(chr, units))


def _add_marks(found: Text, stream: bytes, table: bytes, data: bytes) -> None:
    at, size = struct.unpack_from("<II", stream, _PAPX)
    plc = table[at : at + size]
    count = max(0, (len(plc) - 4) // 8)
    pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    for page in pages:
        start = (page & 0x3FFFFF) * _PAGE
        for end, mark in _of_page(stream[start : start + _PAGE], data):
            if not found.ends or end > found.ends[-1]:
                found.ends.append(end)
                found.marks.append(mark)


def _of_page(page: bytes, data: bytes) -> Iterator[tuple[int, Mark]]:
    """Paragraphs of one page of properties (2.9.182 PapxFkp): the offset behind each, its mark."""
    if len(page) < _PAGE:
        return
    count = page[-1]
    if 4 * (count + 1) + 13 * count > _PAGE:
        return
    ends = struct.unpack_from(f"<{count + 1}I", page)[1:]
    for number, end in enumerate(ends):
        at = page[4 * (count + 1) + 13 * number] * 2
        if at == 0 or at >= _PAGE - 2:
            yield end, Mark()
            continue
        size, first = (page[at] * 2 - 1, at + 1) if page[at] else (page[at + 1] * 2, at + 2)
        yield end, _mark(page[first + 2 : first + size], data)


def _mark(changes: bytes, data: bytes) -> Mark:
    depth = 0
    inside = row_end = cell_end = False
    cells: tuple[Merged, ...] = ()
    for code, operand in _all_changes(changes, data):
        if code == 0x2416:
            inside = bool(operand[:1] != b"\0")
        elif code in (0x2417, 0x244C):
            row_end = row_end or operand[:1] != b"\0"
        elif code == 0x244B:
            cell_end = operand[:1] != b"\0"
        elif code == 0x6649:
            depth = min(int.from_bytes(operand, "little"), 64)
        elif code == _TABLE_DEFINITION:
            cells = _cells(operand)
        elif code == 0xD62B and len(operand) >= 2 and operand[0] < len(cells):
            cells = _below(cells, operand[0], operand[1])
    return Mark(depth or int(inside), row_end, cell_end, cells)


def _all_changes(changes: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties; those of sprmPHugePapx (2.6.2; PrcData, 2.9.209) lie in the stream Data."""
    for code, operand in _changes(changes):
        if code == _HUGE:
            at = int.from_bytes(operand, "little")
            size = int.from_bytes(data[at : at + 2], "little")
            yield from _changes(data[at + 2 : at + 2 + size])
        else:
            yield code, operand


def _changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property and its operand (2.2.5.1 Sprm)."""
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        at += 2
        if code == _TABLE_DEFINITION:
            size = max(0, int.from_bytes(data[at : at + 2], "little") - 1)
            at += 2
        elif code >> 13 == 6:
            size = data[at]
            at += 1
            if code == _TABS and size == 255:
                return
        else:
            size = _SIZES[code >> 13]
        yield code, data[at : at + size]
        at += size


def _cells(operand: bytes) -> tuple[Merged, ...]:
    """The cells of a row (2.9.316 TDefTableOperand, 2.9.317 TC80)."""
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    first = 1 + 2 * (count + 1)
    found = []
    for number in range(count):
        flags = int.from_bytes(operand[first + _CELL * number :][:2], "little")
        joined, below = flags & 3 == 1, flags >> 5 & 3 == 1
        found.append(Merged(edges[number], edges[number + 1], joined, below))
    return tuple(found)


def _below(cells: tuple[Merged, ...], at: int, flag: int) -> tuple[Merged, ...]:
    cell = cells[at]
    changed = Merged(cell.left, cell.right, cell.joined, below=flag == 1)
    return (*cells[:at], changed, *cells[at + 1 :])
