"""Word documents of the years before 2007 (doc): text, tables, headers, footnotes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Context, Item, Note, NotReadable, Sample, Source
from sekisho.sources.documents.compound import Compound, compound, unlocked
from sekisho.sources.documents.container import OLE, encrypted, has_stream
from sekisho.sources.documents.doc_pieces import text_of
from sekisho.sources.documents.doc_tables import rows_of
from sekisho.sources.documents.rows import Missed, Row, items

_FLAGS = 0x0A
_SECOND_TABLE = 0x0200


def identify(sample: Sample) -> int:
    """A compound file with a stream ``WordDocument`` ([MS-DOC] 2.1.1).

    The directory of a large file can lie behind the sample: then the name decides.
    """
    if has_stream(sample, "WordDocument") and not encrypted(sample):
        return 92
    unseen = sample.head.startswith(OLE) and len(sample.head) < sample.size
    return 40 if unseen and sample.name.lower().endswith((".doc", ".dot")) else 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:
    """All text of the document. Raises NotReadable, OSError."""
    with compound(unlocked(evidence.path, context.passwords)) as file:
        yield from items("doc", evidence.name, _pieces(file))


def _pieces(file: Compound) -> Iterator[Row | Missed | Note]:
    stream = file.read("WordDocument")
    flags = int.from_bytes(stream[_FLAGS : _FLAGS + 2], "little")
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    table = file.read(name) if name in file else b""
    found = text_of(stream, table)
    if not found.text.strip("\0\r\x0c") and len(stream) > 4096 and not found.parts:
        raise NotReadable("unread.document_broken", why="FIB")
    yield from rows_of(found)
    yield from file.beside()


SOURCE = Source(
    name="doc",
    kinds=(DOCUMENT,),
    unit="row",
    reference="[MS-DOC], [MS-CFB], [MS-OFFCRYPTO]",
    zone="none: contents carry no time",
    encoding="UTF-16, or the code page of the language (Word 6 and 95)",
    tried_on="docs-office: Word 97 to 2016",
    identify=identify,
    read=read,
)
