"""Word documents of the years before 2007 (doc): text, tables, headers, footnotes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, NotReadable, Sample
from sekisho.sources.documents.compound import Compound, compound, unlocked
from sekisho.sources.documents.container import encrypted, has_stream, named
from sekisho.sources.documents.doc_pieces import text_of
from sekisho.sources.documents.doc_tables import rows_of
from sekisho.sources.documents.source import Piece, document_source

_FLAGS = 0x0A
_SECOND_TABLE = 0x0200


def identify(sample: Sample) -> int:
    """A compound file with a stream ``WordDocument`` ([MS-DOC] 2.1.1).

    Where the directory cannot be seen the name decides.
    """
    if has_stream(sample, "WordDocument") and not encrypted(sample):
        return 92
    return named(sample, (".doc", ".dot"))


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All text of the document. Raises NotReadable, OSError."""
    with compound(unlocked(evidence.path, context.passwords)) as file:
        yield from _pieces(file)


def _pieces(file: Compound) -> Iterator[Piece]:
    stream = file.read("WordDocument")
    flags = int.from_bytes(stream[_FLAGS : _FLAGS + 2], "little")
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    table = file.read(name) if name in file else b""
    found = text_of(stream, table, file.read("Data") if "Data" in file else b"")
    if not found.text.strip("\0\r\x0c") and len(stream) > 4096 and not found.parts:
        raise NotReadable("unread.document_broken", why="FIB")
    yield from rows_of(found)
    yield from file.beside()


SOURCE = document_source(
    name="doc",
    reference="[MS-DOC], [MS-CFB], [MS-OFFCRYPTO]",
    zone="contents",
    encoding="language",
    tried_on="docs-office: Word 97 to 2016",
    identify=identify,
    rows=rows,
)
