"""One body examined: how many persons its documents hold, and what of it nobody could read.

It runs in a process of its own (``worker``), where broken bytes may do what they like.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sekisho.gates.web.uploads.bodies import BodyError, sent
from sekisho.intake.documents import Document, File, documents
from sekisho.personal.count import counted, examined
from sekisho.personal.inventory.measured import lines_of
from sekisho.sources.contract import Context

NO_DOCUMENT = frozenset(
    {"not_read.no_document", "not_read.unknown_format", "not_read.empty", "not_read.archive"}
)
"""What holds no text that could be read (a picture), or was opened and its members judged."""
EXPANDS = 8
"""How many times its size a packed body may grow."""


@dataclass(frozen=True)
class Asked:
    """A body in a file, with what the request says of it. ``at``: aware."""

    path: Path
    kind: str
    packed: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Examined:
    """``persons``: those that are certain, of every document; ``documents``: how many were
    read; ``unread``: text codes of why others were not, wholly or in part."""

    persons: int = 0
    documents: int = 0
    unread: tuple[str, ...] = ()


def examine(asked: Asked) -> Examined:
    """What stands in a body. Raises OSError."""
    persons, read = 0, 0
    unread: set[str] = set()
    data = asked.path.read_bytes()
    try:
        parts = list(sent(data, asked.kind, asked.packed, asked.name, len(data) * EXPANDS))
    except BodyError:
        return Examined(unread=("not_read.reader_failed",))
    with tempfile.TemporaryDirectory(dir=asked.path.parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        context = Context(now=asked.at)
        for number, part in enumerate(parts):
            path = folder / f"{number:04d}{_ending(part.name)}"
            path.write_bytes(part.data)
            for document in _documents(path, folder, context):
                reasons = {one.code for one in document.content.reasons}
                got = document.content.status != "not_read"
                # of what was read in part only what somebody locked is taken for unread
                unread |= {one for one in reasons - NO_DOCUMENT if not got or "encrypted" in one}
                read += got
                count = counted(examined(lines_of(document.content)), len(reasons))
                persons += count.persons.low if count.persons else 0
            path.unlink(missing_ok=True)
    return Examined(persons, read, tuple(sorted(unread)))


def _documents(path: Path, folder: Path, context: Context) -> Iterator[Document]:
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as work:
        yield from documents(File(path, path.name, path.stat().st_size), Path(work), context)


def _ending(name: str) -> str:
    """The ending of a file's name, where it is one that any system takes."""
    ending = Path(name.replace("\\", "/")).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < 12 else ""
