"""Documents inside a document: the workbook behind a chart, a table pasted into a letter.

Office packages among them become documents of their own, like the members of an archive. Objects
of other programs are there but not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Content, Note, NotReadable
from sekisho.sources.documents.package import Package, opened
from sekisho.sources.documents.rows import Missed

_OBJECTS = r".*/embeddings/[^/]+"
_PACKAGE = re.compile(r".*/embeddings/[^/]+\.(?:doc|xls|ppt)[xmb]", re.IGNORECASE)
_ZIP = b"PK\x03\x04"


def embedded(package: Package) -> Iterator[Missed | Note]:
    """One unread piece for each object that is no document of its own and for what is cut off; a
    note when the package holds macros, which are not run."""
    if package.cut:
        yield Missed("unread.document_cut")
    if package.names(r".*/vbaProject\.bin"):
        yield Note("note.document_macros")
    for name in package.names(_OBJECTS):
        if package.unlocked or not _PACKAGE.fullmatch(name):
            yield Missed("unread.document_embedded", name.encode())


def contents(evidence: Evidence) -> Iterator[Content]:
    """The Office packages inside one (not inside an encrypted one). Raises OSError."""
    with evidence.path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return
    try:
        with opened(evidence.path) as package:
            for name in package.names(_OBJECTS):
                if _PACKAGE.fullmatch(name):
                    yield Content(name.rpartition("/")[2], package.read(name))
    except NotReadable:
        return  # its reader meets the same, and says so
