"""EVTX: the event log files of Windows Vista and later, damaged ones too.

Reference: libevtx, *Windows XML Event Log (EVTX) format*, and [MS-EVEN6] for BinXml; read by
the ``evtx`` parser (Rust), which gives each record as JSON. Times are UTC. Position: the
record's number in its file (``Pointers`` when a number comes twice); the number that the event
itself carries is ``winlog.record_id`` (in exported and forwarded logs they differ).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import IO, Any

import numpy as np
import pyarrow as pa

from sekisho.events import unread
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import WINDOWS
from sekisho.sources.contract import (
    Context,
    Events,
    Item,
    Note,
    NotReadable,
    Sample,
    Source,
    Unread,
)
from sekisho.sources.windows import rendered
from sekisho.sources.windows.chunks import (
    CHUNK_MAGIC,
    FILE_MAGIC,
    HEADER_SIZE,
    Buffer,
    Piece,
    cut_off,
    first_chunk,
    json_records,
    unreached,
    with_header,
)
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.pointers import Pointers
from sekisho.sources.windows.record import batch

TOGETHER = 8192
"""Records that go through the columns at once."""
ERRORS_TOLD = 20
"""So many of the parser's different complaints about one file are told in full."""


def identify(sample: Sample) -> int:
    """By the file's magic, or a chunk's where the header is gone."""
    if sample.head.startswith(FILE_MAGIC):
        return 100
    if sample.head.startswith(CHUNK_MAGIC) or sample.head[HEADER_SIZE:].startswith(CHUNK_MAGIC):
        return 95
    return 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """All readable records, then what could not be read and why.

    Raises NotReadable (``not_read.evtx``) when there is no chunk where one should be.
    """
    first = first_chunk(evidence.path)
    if first is None:
        raise NotReadable("not_read.evtx", file=evidence.name)
    pointers = Pointers()
    errors: Counter[str] = Counter()
    saved = 0
    with with_header(evidence.path, first) as file:
        yield from _one_ahead(_buffers(file, errors), evidence.name, pointers)
    for buffer, pieces in unreached(evidence.path, first, pointers.numbers()):
        saved += len(buffer.numbers)
        yield from _events(buffer, evidence.name, pointers)
        yield from _pieces(evidence.name, pieces)
    lost = cut_off(evidence.path, first)
    yield from _pieces(evidence.name, [lost] if lost else [])
    yield from _notes(errors, pointers.repeated, saved)


def _one_ahead(buffers: Iterator[Buffer], evidence: str, pointers: Pointers) -> Iterator[Events]:
    """The events of each buffer, half made while the parser already fills the next.

    Only the half that is mostly the database's is done beside the parser, which keeps Python to
    itself as it goes from record to record; the other half would only wait.
    """
    with ThreadPoolExecutor(1) as worker:
        before: tuple[Buffer, pa.Array, Future[rendered.Answer]] | None = None
        for buffer in buffers:
            if not buffer.texts:
                continue
            if len(buffer.texts) <= rendered.FEW and before is None:
                yield from _events(buffer, evidence, pointers)
                continue
            raw = pa.array(buffer.texts, pa.string())
            now = (buffer, raw, worker.submit(rendered.asked, raw))
            if before is not None:
                yield _answered(*before, evidence, pointers)
            before = now
        if before is not None:
            yield _answered(*before, evidence, pointers)


def _answered(
    buffer: Buffer,
    raw: pa.Array,
    answer: Future[rendered.Answer],
    evidence: str,
    pointers: Pointers,
) -> Events:
    parts = rendered.taken_apart(raw, answer.result(), pa.array(buffer.stamps, pa.string()))
    return _made(parts, buffer, evidence, pointers)


def _buffers(file: str | IO[bytes], errors: Counter[str]) -> Iterator[Buffer]:
    """The parser's records in buffers of ``TOGETHER``; its complaints are counted."""
    try:
        records = json_records(file)
    except (RuntimeError, OSError) as error:
        errors[str(error)] += 1
        return
    ended = False
    while not ended:
        buffer = Buffer()
        while len(buffer.texts) < TOGETHER and not ended:
            try:
                ended = _fill(buffer, records)
            except RuntimeError as error:  # a broken record or chunk; it goes on behind it
                errors[str(error)] += 1
        yield buffer


def _fill(buffer: Buffer, records: Iterator[dict[str, Any]]) -> bool:
    """Appends records until the buffer is full; True when there are no more."""
    numbers, stamps, texts = buffer.numbers.append, buffer.stamps.append, buffer.texts.append
    for record in islice(records, TOGETHER - len(buffer.texts)):
        numbers(record["event_record_id"])
        stamps(record["timestamp"])
        texts(record["data"])
    return len(buffer.texts) < TOGETHER


def _events(buffer: Buffer, evidence: str, pointers: Pointers) -> Iterator[Events]:
    if not buffer.texts:
        return
    raw = pa.array(buffer.texts, pa.string())
    parts = rendered.take_apart(raw, pa.array(buffer.stamps, pa.string()))
    yield _made(parts, buffer, evidence, pointers)


def _made(parts: Parts, buffer: Buffer, evidence: str, pointers: Pointers) -> Events:
    positions = pa.array(pointers.of(np.array(buffer.numbers, dtype=np.int64)))
    return Events(WINDOWS, batch(parts, evidence, positions, "record", "evtx.windows"))


def _pieces(evidence: str, pieces: list[Piece]) -> Iterator[Unread]:
    if pieces:
        positions, reasons = [p.position for p in pieces], [p.reason for p in pieces]
        yield Unread(unread(evidence, "record", positions, reasons, [p.raw for p in pieces]))


def _notes(errors: Counter[str], repeated: int, saved: int) -> Iterator[Note]:
    for error, count in sorted(errors.items())[:ERRORS_TOLD]:
        yield Note("note.evtx_damaged", {"error": error, "times": str(count)}, doubt=True)
    if len(errors) > ERRORS_TOLD:
        yield Note("note.evtx_more_damage", {"more": str(len(errors) - ERRORS_TOLD)}, doubt=True)
    if saved:
        yield Note("note.evtx_saved", {"records": str(saved)})
    if repeated:
        yield Note("note.evtx_numbers_repeated", {"records": str(repeated)})


SOURCE = Source(
    name="evtx",
    kinds=(WINDOWS,),
    unit="record",
    reference="https://github.com/libyal/libevtx/blob/main/documentation/",
    zone="UTC, stated by the format",
    encoding="UTF-16 inside the format",
    tried_on="evtx-attack, evtx-edge, evtx-sigma-regression",
    identify=identify,
    read=read,
)
