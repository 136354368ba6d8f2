"""Every file of a scan on the disk while it runs: its name, size and time, and where in the
journal its line stands. Nothing of it is kept in memory, however many files there are."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sekisho.intake.documents import File
from sekisho.personal.inventory.journal import Filed

_PAGE = 1_000
"""Files that are looked up at a time."""
# sizes and times are text: a time after 2262 does not fit into 64 bits of nanoseconds
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8192;
CREATE TABLE files (name TEXT PRIMARY KEY, path BLOB, size TEXT, modified_ns TEXT, place INTEGER)
WITHOUT ROWID;
CREATE TABLE known (
    name TEXT PRIMARY KEY, size TEXT, modified_ns TEXT, sha256 TEXT, closed INTEGER, place INTEGER
) WITHOUT ROWID;
BEGIN;
"""
_ADD = "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, NULL)"
_AGAIN = "UPDATE files SET path = ?, size = ?, modified_ns = ? WHERE name = ?"
_KNOW = "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?, ?)"
_PLACE = "UPDATE files SET place = ? WHERE name = ?"
_LISTED = """
SELECT name, path, size, modified_ns, place FROM files WHERE name > ? ORDER BY name LIMIT ?
"""
_WAITING = """
SELECT name, path, size, modified_ns, place FROM files WHERE name > ? AND place IS NULL
ORDER BY name LIMIT ?
"""
_COMPARED = """
SELECT files.name, path, files.size, files.modified_ns, files.place,
    known.size, known.modified_ns, known.sha256, known.closed, known.place
FROM files LEFT JOIN known ON known.name = files.name
WHERE files.name > ? ORDER BY files.name LIMIT ?
"""


@dataclass(frozen=True)
class Listed:
    """A file that is there, its time in nanoseconds, and where its line begins in the journal;
    None before it was read."""

    file: File
    modified_ns: int
    place: int | None


@dataclass(frozen=True)
class Known:
    """What an earlier scan says of a file. ``sha256``: "" when it could not be read; ``closed``:
    something in it was encrypted; ``place``: where its line begins in the journal."""

    size: int
    modified_ns: int
    sha256: str
    closed: bool
    place: int


@contextmanager
def catalogue(path: Path) -> Iterator[Catalogue]:
    """An empty catalogue at a path that does not exist. Raises OSError, in the block too."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.executescript(_TABLES)
            yield Catalogue(base)
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error


class Catalogue:
    """The files of a scan in the order of their names (by code points)."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def add(self, file: File, modified_ns: int) -> bool:
        """Takes a file in; whether its name is new here. Of two with one name the later stands."""
        path = None if str(file.path) == file.name else os.fsencode(file.path)
        values = (path, str(file.size), str(modified_ns))
        if self._base.execute(_ADD, (file.name, *values)).rowcount:
            return True
        self._base.execute(_AGAIN, (*values, file.name))
        return False

    def know(self, one: Filed, place: int) -> None:
        """What the journal says of a file at a place; of several the last one holds."""
        sha256 = one.documents[0].sha256 if one.documents else ""
        closed = any("encrypted" in each.code for two in one.documents for each in two.reasons)
        values = (one.file, str(one.size), str(one.modified_ns), sha256, closed, place)
        self._base.execute(_KNOW, values)

    def put(self, name: str, place: int) -> None:
        """A file need not be read (any more): its line stands there."""
        self._base.execute(_PLACE, (place, name))

    def listed(self) -> Iterator[Listed]:
        """All files."""
        return (_listed(row) for row in self._rows(_LISTED))

    def waiting(self) -> Iterator[Listed]:
        """Those without a line; some may get theirs meanwhile."""
        return (_listed(row) for row in self._rows(_WAITING))

    def compared(self) -> Iterator[tuple[Listed, Known | None]]:
        """All files with what an earlier scan says of them."""
        for row in self._rows(_COMPARED):
            size, modified_ns, sha256, closed, place = row[5:]
            before = None
            if place is not None:
                before = Known(int(size), int(modified_ns), sha256, bool(closed), place)
            yield _listed(row[:5]), before

    def _rows(self, question: str) -> Iterator[tuple[Any, ...]]:
        last = ""
        while rows := self._base.execute(question, (last, _PAGE)).fetchall():
            yield from rows
            last = rows[-1][0]


def _listed(row: tuple[Any, ...]) -> Listed:
    name, path, size, modified_ns, place = row
    where = Path(name if path is None else os.fsdecode(path))
    return Listed(File(where, name, int(size)), int(modified_ns), place)
