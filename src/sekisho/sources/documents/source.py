"""What every source of documents is made of: a reader of rows, from which its events are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Content, Context, Item, Note, Sample, Source
from sekisho.sources.documents.rows import Missed, Row, items

Piece = Row | Missed | Note
Rows = Callable[[Evidence, Context], Iterator[Piece]]
"""Everything in a document in reading order. May raise NotReadable, OSError."""


@dataclass(frozen=True)
class DocumentSource(Source):
    """A source of documents. ``rows``: the same as ``read``, before it becomes events."""

    rows: Rows | None = None


def document_source(  # noqa: PLR0913  (the fields of a source)
    *,
    name: str,
    reference: str,
    zone: str,
    encoding: str,
    tried_on: str,
    identify: Callable[[Sample], int],
    rows: Rows,
    contents: Callable[[Evidence], Iterator[Content]] | None = None,
) -> DocumentSource:
    """A source whose events are the rows of its reader."""

    def read(evidence: Evidence, context: Context) -> Iterator[Item]:
        yield from items(name, evidence.name, rows(evidence, context))

    return DocumentSource(
        name=name,
        kinds=(DOCUMENT,),
        unit="row",
        reference=reference,
        zone=zone,
        encoding=encoding,
        tried_on=tried_on,
        identify=identify,
        read=read,
        contents=contents,
        rows=rows,
    )
