"""The records of an EVTX file as the parser gives them, in pieces.

The parser goes from record to record; nothing is done with a record here but to keep it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any, cast

import orjson
from evtx import PyEvtxParser

PIECE = 4096
"""Records in a piece. Few pieces cost less: each different shape is looked up once in each."""

BEYOND = 2**63 - 1
"""No log ever counts so far: a record's number from here on is damage."""
_ESCAPES = {number: f"\\u{number:04x}" for number in range(32)}


@dataclass
class Buffer:
    """Records as the parser gave them: number, time of writing, JSON.

    No more of them is kept: thousands of small objects would keep the garbage collector busy.
    """

    numbers: list[int] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, record: dict[str, Any]) -> None:
        self.numbers.append(record["event_record_id"])
        self.stamps.append(record["timestamp"])
        self.texts.append(record["data"])

    def readable(self) -> Buffer:
        """Those whose JSON can be read."""
        found = Buffer()
        for number, stamp, text in zip(self.numbers, self.stamps, self.texts, strict=True):
            if (plain := readable(text)) is not None:
                found.add({"event_record_id": number, "timestamp": stamp, "data": plain})
        return found

    def counted(self, errors: Counter[str]) -> Buffer:
        """Those whose number a log may have; the others are counted as damage."""
        if max(self.numbers, default=0) < BEYOND:
            return self
        found = Buffer()
        for number, stamp, text in zip(self.numbers, self.stamps, self.texts, strict=True):
            if number < BEYOND:
                found.add({"event_record_id": number, "timestamp": stamp, "data": text})
            else:
                errors[f"event_record_id >= {BEYOND}"] += 1
        return found


def readable(text: str) -> str | None:
    """A record's JSON; None when it is none. In the names of damaged records the parser leaves
    control characters as they are, which JSON forbids: they are escaped."""
    for candidate in (text, text.translate(_ESCAPES)):
        with suppress(orjson.JSONDecodeError):
            orjson.loads(candidate)
            return candidate
    return None


def json_records(file: str | IO[bytes]) -> Iterator[dict[str, Any]]:
    """The parser's iterator. It raises RuntimeError for what is broken, and may then be asked
    again for what lies behind it."""
    return cast("Iterator[dict[str, Any]]", PyEvtxParser(file).records_json())


def buffers(file: str | IO[bytes], errors: Counter[str]) -> Iterator[Buffer]:
    """The parser's records in buffers of ``PIECE``; its complaints are counted, and numbers that
    are damaged."""
    try:
        records = json_records(file)
    except (RuntimeError, OSError) as error:
        errors[str(error)] += 1
        return
    ended = False
    while not ended:
        buffer = Buffer()
        while len(buffer.texts) < PIECE and not ended:
            try:
                ended = _fill(buffer, records)
            except RuntimeError as error:  # a broken record or chunk; it goes on behind it
                errors[str(error)] += 1
        yield buffer.counted(errors)


def _fill(buffer: Buffer, records: Iterator[dict[str, Any]]) -> bool:
    """Appends records until the buffer is full; True when there are no more."""
    numbers, stamps, texts = buffer.numbers.append, buffer.stamps.append, buffer.texts.append
    for record in islice(records, PIECE - len(buffer.texts)):
        numbers(record["event_record_id"])
        stamps(record["timestamp"])
        texts(record["data"])
    return len(buffer.texts) < PIECE
