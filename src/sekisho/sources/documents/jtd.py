"""Ichitaro documents (jtd, jtt; 一太郎): the body text, as far as its stream is understood.

No description by the maker exists; what is known was observed by others on their files. What a
record means that is not text is not known, so tables are taken as such only where a row's end
is marked, and every document says so in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note, NotReadable, Sample
from sekisho.sources.documents.compound import compound
from sekisho.sources.documents.container import has_stream, named
from sekisho.sources.documents.rows import Missed, Row, paragraph
from sekisho.sources.documents.source import Piece, document_source

_TEXT, _PACKED = "DocumentText", "JSCompDocument"
_MAGIC = b"SsmgV.01"
_BODY = b"TextV.01"
_OPEN, _CONTENT, _CONTENT_END, _CLOSE = 0x1C, 0x1D, 0x1E, 0x1F
_ROW, _PAGE = 0x0E, 0x0C
_INLINE = 1
_LONGEST = 4096
"""Units a record may have; longer ones are none."""
_LINES = re.compile("[\n\r\x0c]")
_CELL = "\x1c"
_BESIDE = ("Footnote", "LayoutBoxText", "HeaderText", "FooterText")
"""Streams beside the body that hold text and are not understood."""


def identify(sample: Sample) -> int:
    """A compound file with a stream ``DocumentText`` (or the packed form of one)."""
    if has_stream(sample, _TEXT, _PACKED):
        return 90
    return named(sample, (".jtd", ".jtt", ".jttc"))


def rows(evidence: Evidence, _context: Context) -> Iterator[Piece]:
    """The body text. Raises NotReadable, OSError."""
    with compound(evidence.path) as file:
        if _TEXT not in file:
            code = "unread.jtd_packed" if _PACKED in file else "unread.document_broken"
            raise NotReadable(code, why=_TEXT)
        found = [*rows_of(file.read(_TEXT))]
        missed = [name for name in file.names if name.split("/")[-1] in _BESIDE]
        yield from _with_beside(found, missed)


def _with_beside(found: list[Row], missed: list[str]) -> Iterator[Piece]:
    yield Note("note.jtd_observed", doubt=True)
    yield from found
    for name in missed:
        yield Missed("unread.jtd_part", name.encode("utf-8", "replace"))


def rows_of(stream: bytes) -> Iterator[Row]:
    """Paragraphs and rows of tables of the stream ``DocumentText``. Raises NotReadable."""
    if not stream.startswith(_MAGIC):
        raise NotReadable("unread.document_broken", why="SsmgV.01")
    units = _units(stream)
    number, row, in_table = 0, 0, False
    for text, is_row in _lines(units):
        cells = [cell.strip() for cell in text.split(_CELL)]
        if is_row:
            number, row = (number, row + 1) if in_table else (number + 1, 1)
            yield Row("document", tuple(cells), number, row)
        else:
            for line in _LINES.split("".join(cells)):
                yield paragraph("document", line.strip())
        in_table = is_row


def _units(stream: bytes) -> list[int]:
    """The 16-bit units of the text (big-endian), behind the heads of the stream."""
    at = stream.find(_BODY, 0, 64)
    start = at + 12 if at >= 0 else len(_MAGIC)
    body = stream[start : start + (len(stream) - start) // 2 * 2]
    units = [int.from_bytes(body[at : at + 2], "big") for at in range(0, len(body), 2)]
    if at >= 0:
        count = int.from_bytes(stream[at + 8 : at + 12], "big")
        units = units[:count] if 0 < count <= len(units) else units
    return units


def _lines(units: list[int]) -> Iterator[tuple[str, bool]]:
    """Texts between the ends of lines and rows, with the places of records marked in them.

    The second value says whether a row of a table ended there. A stream without records before
    its text begins with the end mark of one.
    """
    held: list[int] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit == _OPEN:
            end, shown = _record(units, at)
            held += shown if shown is not None else [_OPEN]
            at = end
            continue
        at += 1
        if unit in (_ROW, 0x0A, 0x0D, _PAGE):
            yield _text(held), unit == _ROW
            held = []
        elif unit == 0x09 or (unit >= 0x20 and not 0x7F <= unit < 0xA0):
            held.append(unit)
    yield _text(held), False


def _record(units: list[int], at: int) -> tuple[int, list[int] | None]:
    """Where a record ends, and the text shown in it: of a word with its reading, the word.

    A record is ``001C kind length … 001F``; in an inline one stands ``001D text 001E`` and it
    says in its fifth unit whether the text is shown (0) or said about other text (1). None where
    the text goes on as another cell may.
    """
    length = units[at + 2] if at + 2 < len(units) else 0
    last = at + length - 1
    if 4 <= length <= _LONGEST and last < len(units):
        if units[last] == _CLOSE:
            return last + 1, None
        if units[last] == _CONTENT and units[at + 1] == _INLINE:
            end = _next(units, _CONTENT_END, last)
            close = _next(units, _CLOSE, end)
            shown = units[last + 1 : end] if units[at + 4] == 0 else []
            return close + 1, shown
    close = _next(units, _CLOSE, at, 64)
    return (close + 1 if close < len(units) else at + 1), None


def _next(units: list[int], wanted: int, start: int, most: int = _LONGEST) -> int:
    for at in range(start, min(len(units), start + most)):
        if units[at] == wanted:
            return at
    return len(units)


def _text(units: list[int]) -> str:
    data = b"".join(unit.to_bytes(2, "big") for unit in units)
    return data.decode("utf-16-be", "replace")


SOURCE = document_source(
    name="jtd",
    reference="observations published as OpenJTD RFC 0003 (Apache-2.0); [MS-CFB]",
    zone="contents",
    encoding="utf16_big",
    tried_on="",
    identify=identify,
    rows=rows,
)
