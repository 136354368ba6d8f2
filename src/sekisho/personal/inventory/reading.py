"""What there is to read: files listed, those that are known left alone, the others read."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sekisho.events.evidence import evidence_name
from sekisho.intake.documents import File, read_documents
from sekisho.intake.folder import files_below
from sekisho.ledger.digest import sha256_of
from sekisho.personal.inventory.catalogue import Catalogue, Known, Listed
from sekisho.personal.inventory.journal import Filed
from sekisho.personal.inventory.measured import measured
from sekisho.personal.inventory.wish import Wish


def find(files: Catalogue, wish: Wish) -> None:
    """Lists every file. Raises OSError when a folder that was given cannot be listed."""
    own = wish.out.resolve()
    count = 0
    for given in wish.paths:
        root = given.absolute()
        for path in files_below(root) if root.is_dir() else [root]:
            if own in path.parents:
                continue
            try:
                status = path.lstat()
                size, modified_ns = status.st_size, status.st_mtime_ns
            except OSError:
                size = modified_ns = 0
            count += files.add(File(path, name_of(path), size), modified_ns)
            wish.progress("progress.find", count, 0)


def name_of(path: Path) -> str:
    """An absolute path as valid text."""
    inner = evidence_name(path.relative_to(path.anchor))
    return path.anchor + inner.replace("/", os.sep)


def keep_known(files: Catalogue, wish: Wish) -> tuple[int, int]:
    """Gives the files that need not be read again the line they have. How many must be read, and
    their bytes, one more for each."""
    count = size = 0
    for one, before in files.compared():
        if before is not None and _unchanged(before, one, wish):
            files.put(one.file.name, before.place)
        else:
            count += 1
            size += one.file.size + 1
    return count, size


def _unchanged(before: Known, one: Listed, wish: Wish) -> bool:
    """Whether a file need not be read again: it was read, and no password may now open it."""
    if before.size != one.file.size or not before.sha256:
        return False
    if wish.context.passwords and before.closed:
        return False
    if before.modified_ns == one.modified_ns and not wish.rehash:
        return True
    try:
        return sha256_of(one.file.path) == before.sha256
    except OSError:
        return False


def read(files: Catalogue, whole: int, wish: Wish, work: Path) -> Iterator[Filed]:
    """What stands in the files that have no line yet, in order; they are handed to the workers as
    a stream. ``whole``: their bytes, one more for each."""
    under_way: deque[Listed] = deque()
    done = 0

    def handed() -> Iterator[File]:
        for one in files.waiting():
            under_way.append(one)
            yield one.file

    use = partial(measured, asked=wish.asked)
    for documents in read_documents(handed(), use, work, wish.context, wish.workers):
        one = under_way.popleft()
        done += one.file.size + 1
        wish.progress("progress.scan", done, whole)
        yield Filed(one.file.name, one.file.size, one.modified_ns, tuple(documents))
