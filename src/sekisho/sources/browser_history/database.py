"""A browser's SQLite database: copied aside with its journal, opened, read table by table.

Reference: https://www.sqlite.org/fileformat2.html . What a browser had written but not yet put
into the database lies in ``-wal``; what it had begun to overwrite lies in ``-journal``. SQLite
uses both on opening, and so changes files: evidence is never opened itself. ``-shm`` is only
an index that SQLite makes anew.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = b"SQLite format 3\x00"
BESIDE = ("-wal", "-journal")
LONGEST = 64 * 1024 * 1024
"""Bytes a single value of a database may have; what is longer is an error of its row."""
TOGETHER = 8192
"""Rows that go through the columns at once."""

Row = tuple[int | str | bytes | float | None, ...]


@contextmanager
def opened(path: Path) -> Iterator[tuple[sqlite3.Connection, tuple[str, ...]]]:
    """A private copy of the database, and which files beside it were taken into account.

    Raises sqlite3.DatabaseError for a file that is no database.
    """
    with tempfile.TemporaryDirectory(prefix="sekisho-") as folder:
        copy = Path(folder) / "database"
        shutil.copyfile(path, copy)
        used = []
        for suffix in BESIDE:
            beside = path.with_name(path.name + suffix)
            if beside.is_file() and beside.stat().st_size:
                shutil.copyfile(beside, copy.with_name(copy.name + suffix))
                used.append(suffix)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.text_factory = _text
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            yield connection, tuple(used)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns a table has in this version of the browser; none when there is no table.

    A view of that name, which may be made to have no end, is no table, and a column computed
    by an expression is none of the browser's. Raises sqlite3.DatabaseError.
    """
    listed = (
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? "
        "AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    named = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
    try:
        if connection.execute(listed, [table]).fetchone() is None:
            return frozenset()
        return frozenset(str(row[0]) for row in connection.execute(named, [table]))
    except UnicodeDecodeError as error:  # the message of an error that quotes a damaged schema
        raise sqlite3.DatabaseError("the schema is damaged") from error


def chosen(alias: str, wanted: str, present: frozenset[str], kind: str = "TEXT") -> str:
    """SQL for a column as text or integer, null where this version has none."""
    if wanted not in present:
        return "NULL"
    return f'CAST({alias}."{wanted}" AS {kind})'


@dataclass
class Reading:
    """One table read in the order of its numbers; ``failure``: the error that ended it."""

    failure: str | None = None
    numbers: set[int] = field(default_factory=set)

    def rows(
        self, connection: sqlite3.Connection, question: str, number: str
    ) -> Iterator[Sequence[Row]]:
        """Rows whose first value is the column ``number``, ``TOGETHER`` at a time.

        Where the database is damaged, the rows behind the damage are read from the end.
        """
        yield from self._ordered(connection, f"{question} ORDER BY {number}")
        if self.failure is not None:
            yield from self._ordered(connection, f"{question} ORDER BY {number} DESC")

    def _ordered(self, connection: sqlite3.Connection, question: str) -> Iterator[Sequence[Row]]:
        rows: list[Row] = []
        try:
            for row in connection.execute(question):
                rows.append(row)
                if len(rows) == TOGETHER:
                    yield self._new(rows)
                    rows = []
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self.failure = str(error)
        if rows:
            yield self._new(rows)

    def _new(self, rows: list[Row]) -> Sequence[Row]:
        new = [row for row in rows if row[0] not in self.numbers]
        self.numbers.update(int(row[0]) for row in new if isinstance(row[0], int))
        return new
