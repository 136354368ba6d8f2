"""Documents inside a document and pictures: what is there but was not read."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.sources.contract import Note
from sekisho.sources.documents.package import Package
from sekisho.sources.documents.rows import Missed


def embedded(package: Package) -> Iterator[Missed | Note]:
    """One unread piece for each object embedded in an Office package and for what is cut off; a
    note when it holds macros, which are not run."""
    if package.cut:
        yield Missed("unread.document_cut")
    if package.names(r".*/vbaProject\.bin"):
        yield Note("note.document_macros")
    for name in package.names(r".*/embeddings/[^/]+"):
        yield Missed("unread.document_embedded", name.encode())
