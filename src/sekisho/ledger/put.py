"""Files put in place in one step, so that a full disk or a power cut leaves the old or the new.

A file is on the disk when its bytes are (fsync(2)) and when its name is (fsync(2) of its folder).
Whoever answers for a file settles both himself: that it can be seen says nothing of the disk, for
another one may have made it a moment ago, or have been killed in between.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

NEW = ".new"
BEGUN = "."
_NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL))


def put(path: Path, content: bytes, mode: int | None = None) -> None:
    """Writes ``content`` to ``path``: beside it first, down to the disk, then in its place.

    ``mode``: its permission bits, from its first moment on nobody's but its owner's; as is usual
    for the process when None. Raises OSError; then nothing half-written is left, and what stood at
    ``path`` is unchanged, or the new one stands there whole.
    """
    with putting(path, mode) as file:
        file.write(content)


@contextmanager
def putting(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """As ``put``, for content that is written piece by piece: at the end of the block it is put in
    its place. Raises OSError; after an exception, also one of the block, nothing half-written is
    left, and what stood at ``path`` is unchanged."""
    beside = path.with_name(path.name + NEW)
    try:
        with _written(beside, mode) as file:
            yield file
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def put_new(path: Path, content: bytes) -> None:
    """Writes ``content`` to a ``path`` that must not exist yet: what was issued is never replaced.

    Raises FileExistsError, OSError; then nothing half-written is left.
    """
    beside = path.with_name(path.name + NEW)
    try:
        with _written(beside, None) as file:
            file.write(content)
        try:
            os.link(beside, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # a stick, say: there a power cut may leave half of it
            _copied(path, content)
    finally:
        beside.unlink(missing_ok=True)
    settle(path.parent)


def put_among(path: Path, content: bytes, mode: int = 0o600) -> None:
    """As ``put``, where several processes may write the same ``path`` at once: each beside it under
    a name of its own, which begins with ``BEGUN``. Whoever keeps the folder deletes those that a
    killed process left. Raises OSError."""
    number, beside = tempfile.mkstemp(prefix=BEGUN, dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    Path(beside).replace(path)
    settle(path.parent)


def add_line(path: Path, line: bytes) -> None:
    """Adds a line (its end included) to a file for its owner alone, down to the disk. It begins a
    new line should the last one have been torn. Raises OSError."""
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    settle(path.parent)


def new_folder(path: Path, mode: int = 0o777) -> Path:
    """Makes a folder (with parents) where there is none; its name is on the disk. ``mode``: of the
    folder itself, where it is new. Raises OSError."""
    made = [path, *(one for one in path.parents if not one.exists())]
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    for one in reversed(made):
        settle(one.parent)
    return path


def settle(folder: Path) -> None:
    """The names in a folder down to the disk (fsync(2)). Windows has no such call: NTFS keeps them
    in its journal. Raises OSError."""
    if os.name == "nt":
        return
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one may make files in a folder that one may not read
        os.sync()
        return
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that knows no such thing
            raise
    finally:
        os.close(number)


def settle_files(root: Path, paths: Iterable[Path]) -> None:
    """Files below the folder ``root`` that libraries wrote, and every name from the root's own down
    to theirs, down to the disk. Raises OSError."""
    files = list(paths)
    if files and hasattr(os, "sync"):
        os.sync()  # all at once: then there is nothing left to wait for one by one
    for path in files:
        # Windows syncs only what may be written to
        number = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(number)  # and errors of writing are told here alone
        finally:
            os.close(number)
    between = {one for path in files for one in path.parents if one.is_relative_to(root)}
    for folder in sorted({root.parent, root, *between}):
        settle(folder)


@contextmanager
def _written(path: Path, mode: int | None) -> Iterator[BinaryIO]:
    """A new file, down to the disk at the end of the block. Whatever lies there is what a killed
    process left."""
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    number = os.open(path, flags, 0o666 if mode is None else 0o600)
    with os.fdopen(number, "wb") as file:
        yield file
        file.flush()
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _copied(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
