"""Rich Text Format (rtf): paragraphs, tables, headers, footnotes, in every encoding it names."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.nested_tables import Merged, TableStack
from sekisho.sources.documents.readings import shown_by
from sekisho.sources.documents.rows import Missed, Row, paragraph
from sekisho.sources.documents.rtf_words import Word, Words
from sekisho.sources.documents.source import Piece, document_source

LARGEST = 200 * 1024 * 1024
"""Bytes of a document that is read; pictures in it are written as text."""


def identify(sample: Sample) -> int:
    """The group that opens every document."""
    return 95 if sample.head.lstrip()[:5] == b"{\\rtf" else 0


def rows(evidence: Evidence, _context: Context) -> Iterator[Piece]:
    """All text of the document. Raises NotReadable, OSError."""
    size = evidence.path.stat().st_size
    if size > LARGEST:
        raise NotReadable("unread.document_too_large", size=str(size))
    data = evidence.path.read_bytes()
    yield from pieces(data)


def pieces(data: bytes) -> Iterator[Row | Missed]:
    """Paragraphs and rows of a document, and the objects embedded in it."""
    walk, words = _Walk(), Words(data)
    for word in words.words():
        yield from walk.take(word)
    yield from walk.end()
    if not words.complete:
        yield Missed("unread.document_cut")


class _Walk:
    """Puts the words together to paragraphs and rows, part by part."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._tables: dict[str, TableStack] = {}
        self._depth = 0
        self._inside = False
        self._cells: list[Merged] = []
        self._edge = 0
        self._joined = self._below = False
        self._code: list[str] = []

    def take(self, word: Word) -> Iterator[Row | Missed]:
        """One word; gives what is complete by it."""
        if word.place == "code":
            self._field(word)
        elif word.name == "text":
            self._texts.setdefault(word.place, []).append(word.text)
        elif word.name == "" or word.name in ("par", "sect", "page"):
            yield from self._paragraph(word.place)
        elif word.name == "objemb":
            yield Missed("unread.document_embedded", b"objemb")
        elif word.name in ("cell", "nestcell"):
            depth = max(self._depth, 2) if word.name == "nestcell" else 1
            self._table(word.place).put(self._taken(word.place), depth, cell_end=True)
        elif word.name in ("row", "nestrow"):
            depth = max(self._depth, 2) if word.name == "nestrow" else 1
            self._table(word.place).end_row(depth, tuple(self._cells))
        else:
            self._state(word)

    def end(self) -> Iterator[Row]:
        """What is left when the document ends."""
        for place in list(self._texts):
            yield from self._paragraph(place)
        for table in self._tables.values():
            yield from table.end()

    def _state(self, word: Word) -> None:
        if word.name == "pard":
            self._inside, self._depth = False, 0
        elif word.name == "intbl":
            self._inside = True
        elif word.name == "itap":
            self._depth = word.number or 0
        elif word.name == "trowd":
            self._cells, self._edge = [], 0
        elif word.name == "trleft":
            self._edge = word.number or 0
        elif word.name in ("clmrg", "clvmrg"):
            self._joined = self._joined or word.name == "clmrg"
            self._below = self._below or word.name == "clvmrg"
        elif word.name == "cellx" and len(self._cells) < 1000:
            right = word.number or 0
            self._cells.append(Merged(self._edge, right, self._joined, self._below))
            self._edge, self._joined, self._below = right, False, False

    def _field(self, word: Word) -> None:
        """The code of a field is not shown; but for a reading above a word, the word is."""
        if word.name == "text":
            self._code.append(word.text)
        elif word.name == "":
            shown = shown_by("".join(self._code))
            self._code = []
            if shown:
                self._texts.setdefault("", []).append(shown)

    def _paragraph(self, place: str) -> Iterator[Row]:
        if place == "" and (self._inside or self._depth):
            self._table(place).put(self._taken(place), max(self._depth, 1), cell_end=False)
            return
        text = self._taken(place)
        if text or place == "":
            yield from self._table(place).end()
            yield paragraph(place or "document", text)

    def _taken(self, place: str) -> str:
        return "".join(self._texts.pop(place, [])).strip()

    def _table(self, place: str) -> TableStack:
        return self._tables.setdefault(place, TableStack(place or "document"))


SOURCE = document_source(
    name="rtf",
    reference="Rich Text Format Specification 1.9.1 (Microsoft)",
    zone="contents",
    encoding="charset",
    tried_on="",
    identify=identify,
    rows=rows,
)
