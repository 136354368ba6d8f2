"""Records of a PowerPoint 97 to 2003 stream, and which of them are valid after the last save.

Reference: [MS-PPT] 2.3.1 (RecordHeader), 2.1.2 (reading persist objects), 2.3.3, 2.3.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from sekisho.sources.contract import NotReadable

DEEPEST = 40
_CONTAINER = 0xF
_MOST_EDITS = 10_000


@dataclass(frozen=True)
class Record:
    """One record: its type, its instance, whether it holds others, and where its data lie."""

    type: int
    instance: int
    container: bool
    start: int
    end: int


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """The records that lie one after the other between two places."""
    while start + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", data, start)
        stop = min(start + 8 + size, end)
        yield Record(kind, head >> 4, head & _CONTAINER == _CONTAINER, start + 8, stop)
        start = start + 8 + size


def record_at(data: bytes, place: int) -> Record:
    """The record at a place. Raises NotReadable when there is none."""
    found = next(records(data, place, len(data)), None)
    if found is None:
        raise NotReadable("unread.document_broken", why=f"record at {place}")
    return found


def inside(data: bytes, record: Record, *kinds: int, depth: int = 0) -> Iterator[Record]:
    """All records of some types below one, at whatever depth, in their order."""
    for each in records(data, record.start, record.end):
        if each.type in kinds:
            yield each
        elif each.container and depth < DEEPEST:
            yield from inside(data, each, *kinds, depth=depth + 1)


def persisted(data: bytes, current_user: bytes) -> tuple[int, dict[int, int]]:
    """The number of the document's record, and the place of each numbered record.

    Raises NotReadable.
    """
    places: dict[int, int] = {}
    document = 0
    try:
        (edit,) = struct.unpack_from("<I", current_user, 16)
        for _ in range(_MOST_EDITS):
            before, directory, number = struct.unpack_from("<8xIII", data, edit + 8)
            document = document or number
            _directory(data, directory, places)
            if before == 0 or before >= edit:
                break
            edit = before
    except struct.error as error:
        raise NotReadable("unread.document_broken", why=str(error)) from error
    return document, places


def _directory(data: bytes, place: int, places: dict[int, int]) -> None:
    """One directory of persist objects; what a later save wrote stands already."""
    record = record_at(data, place)
    at = record.start
    while at + 4 <= record.end:
        (head,) = struct.unpack_from("<I", data, at)
        first, count = head & 0xFFFFF, head >> 20
        at += 4
        for number in range(first, first + count):
            if at + 4 > record.end:
                return
            places.setdefault(number, struct.unpack_from("<I", data, at)[0])
            at += 4
