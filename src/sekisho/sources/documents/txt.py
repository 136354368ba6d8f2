"""Plain text: what is text and no other source knows; each line is a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Context, Item, Lines, Note, Sample, Source, Unread
from sekisho.sources.documents.plain import lines_of, numbered, text_of
from sekisho.sources.documents.rows import Row, items


def identify(sample: Sample) -> int:
    """Text in a known encoding, with the lowest confidence there is."""
    return 5 if text_of(sample) is not None else 0


def read(evidence: Evidence, _context: Context) -> Iterator[Item]:
    """All lines; the position is the number of the line. Raises OSError."""
    for piece in lines_of(evidence):
        if isinstance(piece, Lines):
            rows = (Row(None, (text,), position=at) for at, text in numbered(piece))
            yield from items("txt", evidence.name, rows)
        elif isinstance(piece, (Note, Unread)):
            yield piece


SOURCE = Source(
    name="txt",
    kinds=(DOCUMENT,),
    unit="row",
    reference="plain text, RFC 2046 section 4.1.3; JIS X 0208 encodings as Windows writes them",
    zone="contents",
    encoding="found",
    tried_on="docs-office",
    identify=identify,
    read=read,
)
