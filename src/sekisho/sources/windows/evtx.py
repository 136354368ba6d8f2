"""EVTX: the event log files of Windows Vista and later, damaged ones too.

Reference: libevtx, *Windows XML Event Log (EVTX) format*, and [MS-EVEN6] for BinXml; read by
the ``evtx`` parser (Rust), which gives each record as JSON. Times are UTC. Position: the
record's number in its file (``Pointers`` when a number comes twice); the number that the event
itself carries is ``winlog.record_id`` (in exported and forwarded logs they differ).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from sekisho.events import unread
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import WINDOWS
from sekisho.sources.contract import (
    Apart,
    Block,
    Context,
    Events,
    Item,
    NotApart,
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
    Piece,
    cut_off,
    first_chunk,
    unreached,
    with_header,
)
from sekisho.sources.windows.evtx_blocks import blocks, log_of
from sekisho.sources.windows.parsed import Buffer, buffers
from sekisho.sources.windows.pointers import Numbers, Pointers
from sekisho.sources.windows.record import batch

PIECES = 4
"""Pieces of the parser's records that go through the columns at once, at most."""
BYTES = 32 * 1024 * 1024
"""Bytes of values after which no further piece is added: scripts fill events of 60 kB."""
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
        yield from _events(buffers(file, errors), evidence.name, pointers)
    for buffer, pieces in unreached(evidence.path, first, pointers.numbers()):
        saved += len(buffer.numbers)
        yield from _events(iter([buffer]), evidence.name, pointers)
        yield from _pieces(evidence.name, pieces)
    lost = cut_off(evidence.path, first)
    yield from _pieces(evidence.name, [lost] if lost else [])
    yield from _notes(errors, pointers.repeated, saved)


def _read_block(evidence: Evidence, context: Context, block: Block) -> Iterator[Item]:  # noqa: ARG001
    """The records of a block. Raises NotApart when it holds others than its chunks state, or
    what the parser complains of."""
    log, stated = log_of(evidence, block)
    pointers = Pointers()
    errors: Counter[str] = Counter()
    yield from _events(buffers(log, errors), evidence.name, pointers)
    if errors or not np.array_equal(pointers.numbers(), stated):
        raise NotApart


def _events(parsed: Iterator[Buffer], evidence: str, pointers: Pointers) -> Iterator[Events]:
    for pieces in _gathered(chain.from_iterable(map(_shaped, parsed))):
        stamps = pa.concat_arrays([piece.stamps for piece in pieces])
        parts = rendered.parts([piece.events for piece in pieces], stamps)
        positions = pa.array(pointers.of(np.concatenate([piece.numbers for piece in pieces])))
        yield Events(WINDOWS, batch(parts, evidence, positions, "record", "evtx.windows"))


@dataclass(frozen=True)
class _Shaped:
    """A piece of the parser's records, cut while it lies in the processor's cache."""

    numbers: Numbers
    stamps: pa.Array
    events: rendered.Shaped


def _shaped(buffer: Buffer) -> Iterator[_Shaped]:
    """The piece; nothing when no record of it can be read."""
    if not buffer.texts:
        return
    try:
        events = rendered.shaped(pa.array(buffer.texts, pa.string()))
    except rendered.NotJson:  # what is left out is unread: its chunk is looked at again
        yield from _shaped(buffer.readable())
        return
    stamps = pa.array(buffer.stamps, pa.string())
    yield _Shaped(np.array(buffer.numbers, dtype=np.int64), stamps, events)


def _gathered(shaped: Iterator[_Shaped]) -> Iterator[list[_Shaped]]:
    gathered: list[_Shaped] = []
    for piece in shaped:
        gathered.append(piece)
        size = sum(one.events.cut.store[0].nbytes for one in gathered)
        if len(gathered) == PIECES or size > BYTES:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


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
    zone="utc_stated",
    encoding="utf16_inside",
    tried_on="evtx-attack, evtx-edge, evtx-sigma-regression",
    identify=identify,
    read=read,
    apart=Apart(blocks, _read_block),
)
