"""Documents of files that belong to no case, with all that lies inside them, one after the other.

Archives and mails are opened within the limits of ``Allowance``; what comes out of them lies in a
folder of its own that is gone when the file is done. Files are read by worker processes, and a
file that kills its worker, hangs or fills the memory ends as *not read*, alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sekisho.engine.pool import Limits, Lost, run
from sekisho.intake.archives import Allowance, inside, members
from sekisho.intake.folder import NotReceived, receive_file
from sekisho.intake.marked import with_parts
from sekisho.intake.recognise import recognised
from sekisho.intake.tasks import BYTES_A_SECOND, LOST, MEMORY, SECONDS
from sekisho.sources.content import DocumentContent, content_of, not_read
from sekisho.sources.contract import Context, Source

Result = TypeVar("Result")
ARCHIVE = "not_read.archive"
"""The code of a file that was opened and has no content of its own."""


@dataclass(frozen=True)
class Document:
    """A document and where it was found. ``name`` as of an evidence; ``sha256`` "" when its bytes
    could not be had."""

    name: str
    size: int
    sha256: str
    content: DocumentContent


@dataclass(frozen=True)
class File:
    """A file to be read: where it lies, and what it is called in the answers."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True)
class _Task(Generic[Result]):
    file: File
    work: Path
    context: Context
    use: Callable[[Document], Result]


def read_documents(
    files: Iterable[File],
    use: Callable[[Document], Result],
    work: Path,
    context: Context,
    workers: int,
) -> Iterator[list[Result]]:
    """For each file, in order, what ``use`` made of it and of every document inside it. ``files``
    may be a stream: only those under way are held.

    ``use`` runs where the file is read (picklable: a function of a module), so that texts need
    not travel; for a file that was given up it runs here, with a document that is not read.
    ``work``: a folder for copies. ``workers``: processes, 0 for this one alone (without limits).
    """
    tasks = (_Task(file, work, context, use) for file in files)
    for result in run(_used, tasks, workers, _limits):
        if isinstance(result, Lost):
            file = result.task.file
            yield [use(Document(file.name, file.size, "", not_read(LOST[result.why])))]
        else:
            yield result


def documents(file: File, work: Path, context: Context) -> Iterator[Document]:
    """A file and everything inside it. Never raises for what stands in it."""
    allowance = Allowance(passwords=context.passwords)
    waiting = with_parts(receive_file(file.path, file.name))[::-1]
    count = 0
    while waiting:
        found = waiting.pop()
        count += 1
        if isinstance(found, NotReceived):
            yield Document(found.name, found.size, "", not_read(found.code))
            continue
        known = recognised(found, "folder", work / f"utf8-{count:06d}")
        if isinstance(known, NotReceived):
            yield Document(known.name, known.size, found.sha256, not_read(known.code))
            continue
        item, sample = known
        if item.archive:
            yield Document(found.name, found.size, found.sha256, not_read(ARCHIVE))
            waiting += reversed(list(members(found, sample.head, work, allowance)))
        else:
            content = content_of(item.evidence, context, item.source)
            yield Document(found.name, found.size, found.sha256, content)
            if isinstance(item.source, Source) and item.source.contents is not None:
                taken = inside(found, item.source.contents(item.evidence), work, allowance)
                waiting += reversed(list(taken))
        if found.path.parent == work:
            found.path.unlink(missing_ok=True)


def _used(task: _Task[Result]) -> list[Result]:
    with tempfile.TemporaryDirectory(dir=task.work, ignore_cleanup_errors=True) as folder:
        found = documents(task.file, Path(folder), task.context)
        return [task.use(document) for document in found]


def _limits(task: _Task[Result]) -> Limits:
    return Limits(SECONDS + task.file.size / BYTES_A_SECOND, MEMORY)
