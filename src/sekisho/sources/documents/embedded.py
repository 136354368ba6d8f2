"""Documents inside a document and pictures: what is there but was not read."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.sources.documents.package import Package
from sekisho.sources.documents.rows import Missed


def embedded(package: Package) -> Iterator[Missed]:
    """One unread piece for each object embedded in an Office package."""
    for name in package.names(r".*/embeddings/[^/]+"):
        yield Missed("unread.document_embedded", name.encode())
