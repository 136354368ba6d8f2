"""Journals of SQLite databases (``-wal``, ``-journal``, ``-shm``): read with their database.

Reference: https://www.sqlite.org/fileformat2.html sections 3 and 4, and the WAL-index format.
By themselves they hold no events; beside their database they are part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import BROWSER
from sekisho.events.table import RAW_LIMIT, unread
from sekisho.sources.contract import Context, Item, Note, Sample, Source, Unread

WAL = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
ROLLBACK = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
INDEX = b"\x18\xe2\x2d\x00\x00\x00\x00\x00"
"""Version 3007000 of the WAL index, written twice, 48 bytes apart (little endian)."""
SUFFIXES = ("-wal", "-journal", "-shm")


def identify(sample: Sample) -> int:
    """By the magic numbers."""
    head = sample.head
    if head.startswith((*WAL, ROLLBACK)):
        return 95
    return 90 if head.startswith(INDEX) and head[48:56] == INDEX else 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """A note that it is read with its database; unread as a whole when that is not there."""
    name = evidence.path.name
    for suffix in SUFFIXES:
        if name.endswith(suffix) and evidence.path.with_name(name.removesuffix(suffix)).is_file():
            database = evidence.name.removesuffix(suffix)
            yield Note("note.sqlite_journal", {"database": database})
            return
    with evidence.path.open("rb") as file:
        head = file.read(RAW_LIMIT)
    batch = unread(evidence.name, "row", [1], "unread.sqlite_journal_alone", [head])
    sizes = pa.array([evidence.size], pa.int64())
    at = batch.schema.get_field_index("raw_size")
    yield Unread(batch.set_column(at, "raw_size", sizes))


SOURCE = Source(
    name="sqlite_journal",
    kinds=(BROWSER,),
    unit="row",
    reference="https://www.sqlite.org/fileformat2.html",
    zone="no_events",
    encoding="binary",
    tried_on="",
    identify=identify,
    read=read,
)
