"""The chunks of an EVTX file: finding the records that the parser did not reach, and saving them.

Reference: libevtx, *Windows XML Event Log (EVTX) format*. After a header of 4,096 bytes come
chunks of 64 KiB; a record stands at a multiple of 8 bytes as a rule, of 4 in some, begins with
``2a 2a 00 00``, its size (32 bit) and its number (64 bit), and ends with its size again. The
parser stops at what it cannot follow within a chunk; bridged over its gaps it can follow.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from sekisho.sources.windows.parsed import BEYOND, Buffer, json_records, readable

FILE_MAGIC = b"ElfFile\x00"
CHUNK_MAGIC = b"ElfChnk\x00"
HEADER_SIZE = 4096
CHUNK_SIZE = 65536
CHUNK_HEADER = 512
RECORD_MAGIC = 0x00002A2A
_HEAD = np.dtype(
    {"names": ["magic", "low", "high"], "formats": ["<u8", "<u8", "<u8"], "offsets": [0, 24, 32]}
)
"""The part of a chunk's header that is looked at, 40 bytes."""
_CHUNK_MARK = int.from_bytes(CHUNK_MAGIC, "little")
_MARK = struct.pack("<I", RECORD_MAGIC)
SMALLEST_RECORD = 28

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Piece:
    """Bytes that could not be read: a record (``position``: its number) or a chunk
    (``position``: its offset in the file)."""

    reason: str
    position: int
    raw: bytes


@dataclass(frozen=True)
class Found:
    """Where the records of a chunk stand, how long they are, and their numbers."""

    offsets: Numbers
    sizes: Numbers
    numbers: Numbers


def file_header(chunks: int = 1) -> bytes:
    """A header under which the parser takes any chunks."""
    head = struct.pack(
        "<8sQQQIHHHH", FILE_MAGIC, 0, chunks, 0, 128, 1, 3, HEADER_SIZE, min(chunks, 0xFFFF)
    )
    return head.ljust(HEADER_SIZE, b"\x00")


def first_chunk(path: Path) -> int | None:
    """Offset of the first chunk; None when there is no chunk where one should be."""
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE + len(CHUNK_MAGIC))
    if head.startswith(CHUNK_MAGIC):
        return 0
    if head.startswith(FILE_MAGIC) or head[HEADER_SIZE:] == CHUNK_MAGIC:
        return HEADER_SIZE
    return None


def counted(head: bytes) -> int:
    """The chunks that a file's header counts; 0 when it is no header."""
    if not head.startswith(FILE_MAGIC) or len(head) < 44:
        return 0
    count: int = struct.unpack_from("<H", head, 42)[0]
    return count


def cut_off(path: Path, first: int) -> Piece | None:
    """The end of a file that is shorter than its header counts chunks, or ends inside one."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEADER_SIZE)
        last = size - max(0, size - first) % CHUNK_SIZE
        file.seek(last)
        begun = file.read(len(CHUNK_MAGIC)) == CHUNK_MAGIC
    if begun or size < HEADER_SIZE + counted(head) * CHUNK_SIZE:
        return Piece("unread.evtx_cut_off", size, b"")
    return None


@contextmanager
def with_header(path: Path, first: int) -> Iterator[str | IO[bytes]]:
    """What to give the parser: the file's own path, or a copy with a header put right."""
    with path.open("rb") as file:
        if file.read(len(FILE_MAGIC)) == FILE_MAGIC:
            yield str(path)
            return
        file.seek(first)
        with tempfile.TemporaryFile() as copy:
            copy.write(file_header(-(-(path.stat().st_size - first) // CHUNK_SIZE)))
            while data := file.read(16 * CHUNK_SIZE):
                copy.write(data)
            copy.seek(0)
            yield copy


def unreached(path: Path, first: int, read: Numbers) -> Iterator[tuple[Buffer, list[Piece]]]:
    """By chunk with losses: the records saved beyond those ``read``, and what stays unread."""
    known = np.sort(read)
    with path.open("rb") as file:
        complete = headers(file, first).complete(known)
        for offset in (first + np.flatnonzero(~complete) * CHUNK_SIZE).tolist():
            file.seek(offset)
            chunk = file.read(CHUNK_SIZE)
            found = records_in(chunk)
            missing = ~_is_in(found.numbers, known)
            if missing.any():
                yield _saved(chunk, found, set(found.numbers[missing].tolist()))
            elif not chunk.startswith(CHUNK_MAGIC) and chunk.count(0) != len(chunk):
                yield Buffer(), [Piece("unread.evtx_chunk", offset, chunk)]


@dataclass(frozen=True)
class Headers:
    """Of each chunk of a file, whether it has a sound header, and the first and the last number
    of its records that this states."""

    sound: Flags
    low: Numbers
    high: Numbers

    def complete(self, known: Numbers) -> Flags:
        """Which headers are sound and state only numbers that are known (rising), none left
        out."""
        start = np.searchsorted(known, self.low)
        end = np.searchsorted(known, self.high)
        there = np.append(known, -1)[end] == self.high
        whole: Flags = self.sound & there & (end - start == self.high - self.low)
        return whole


def headers(file: IO[bytes], first: int) -> Headers:
    """The headers of all chunks that begin in a file, the cut-off one too."""
    begun = []
    size = file.seek(0, SEEK_END)
    for offset in range(first, size, CHUNK_SIZE):
        file.seek(offset)
        begun.append(file.read(_HEAD.itemsize).ljust(_HEAD.itemsize, b"\x00"))
    read = np.frombuffer(b"".join(begun), _HEAD)
    room = size - first - np.arange(len(read)) * CHUNK_SIZE >= CHUNK_HEADER
    low, high = read["low"], read["high"]
    sound = (read["magic"] == _CHUNK_MARK) & room
    sound &= (low > 0) & (low <= high) & (high < BEYOND) & (high - low <= CHUNK_SIZE)
    numbers = (np.where(sound, each, 0).astype(np.int64) for each in (low, high))
    return Headers(sound, *numbers)


def _is_in(numbers: Numbers, known: Numbers) -> Flags:
    if len(known) == 0:
        return np.zeros(len(numbers), dtype=np.bool_)
    nearest = known[np.searchsorted(known, numbers).clip(max=len(known) - 1)]
    same: Flags = nearest == numbers
    return same


def records_in(chunk: bytes) -> Found:
    """The records that stand in a chunk by their own marks, whatever its header says.

    Each leads to the next; behind a gap the next is looked for by its mark and both its sizes
    (within a record its data may look like one). Behind the end that a sound header states lie
    remains of older records; they are left out.
    """
    end = min(_end(chunk), len(chunk))
    places: list[tuple[int, int, int]] = []
    position, led = CHUNK_HEADER, True
    while (position := position if led else chunk.find(_MARK, position, end)) >= 0:
        size, number = _head(chunk, position, end)
        closed = size and chunk[position + size - 4 : position + size] == struct.pack("<I", size)
        if closed or (led and size and _leads(chunk, position + size, end)):
            places.append((position, size, number))
            position, led = position + size, True
        elif position >= end:
            break
        else:
            position, led = position + (0 if led else 4), False
    offsets, sizes, numbers = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return Found(offsets, sizes, numbers)


def _head(chunk: bytes, position: int, end: int) -> tuple[int, int]:
    """Size and number of the record at a position; size 0 when there is none.

    It begins before the end of the chunk's records; in a copy of a live log it may reach over.
    """
    if position >= end or position + SMALLEST_RECORD > len(chunk):
        return 0, 0
    if chunk[position : position + 4] != _MARK:
        return 0, 0
    size, number = struct.unpack_from("<IQ", chunk, position + 4)
    fits = SMALLEST_RECORD <= size <= len(chunk) - position and number < BEYOND
    return (size, number) if fits else (0, 0)


def _leads(chunk: bytes, position: int, end: int) -> bool:
    """Whether a record ends where another begins or the chunk's records end."""
    return position >= end or chunk[position : position + 4] == _MARK


def _end(chunk: bytes) -> int:
    """Where the chunk's free space begins, by its header when that is sound."""
    if len(chunk) < CHUNK_HEADER or not chunk.startswith(CHUNK_MAGIC):
        return CHUNK_SIZE
    free: int = struct.unpack_from("<I", chunk, 48)[0]
    return free if CHUNK_HEADER < free <= CHUNK_SIZE else CHUNK_SIZE


def _saved(chunk: bytes, found: Found, missing: set[int]) -> tuple[Buffer, list[Piece]]:
    """Reads the chunk once more, its header and gaps put right in memory."""
    buffer = Buffer()
    records = json_records(BytesIO(file_header() + bridged(chunk, found)))
    wanted = set(missing)
    for _ in range(CHUNK_SIZE // SMALLEST_RECORD):  # more records a chunk cannot hold
        try:
            record = next(records)
        except StopIteration:
            break
        except RuntimeError:
            continue
        if record["event_record_id"] in wanted and readable(record["data"]) is not None:
            wanted.discard(record["event_record_id"])
            buffer.add(record)
    pieces = [
        Piece("unread.evtx_record", int(number), chunk[offset : offset + size])
        for offset, size, number in zip(found.offsets, found.sizes, found.numbers, strict=True)
        if int(number) in wanted
    ]
    return buffer, pieces


def bridged(chunk: bytes, found: Found) -> bytes:
    """A whole chunk with a sound header in which every record leads to the next.

    Over bytes that belong to no record an empty record is laid; where there is no room for
    one, the record before is made longer (what it says ends before its size does).
    """
    whole = bytearray(chunk.ljust(CHUNK_SIZE, b"\x00"))
    position, before = CHUNK_HEADER, -1
    for offset, size in zip(found.offsets.tolist(), found.sizes.tolist(), strict=True):
        gap = offset - position
        if gap >= SMALLEST_RECORD:
            _lay_record(whole, position, gap)
        elif gap and before >= 0:
            struct.pack_into("<I", whole, before + 4, offset - before)
        position, before = offset + size, offset
    last = before if before >= 0 else CHUNK_HEADER
    numbers = (int(found.numbers.min()), int(found.numbers.max()))
    struct.pack_into("<8sQQQQIII", whole, 0, CHUNK_MAGIC, *numbers, *numbers, 128, last, position)
    return bytes(whole)


def _lay_record(chunk: bytearray, offset: int, size: int) -> None:
    # its number is none that a log has: it is taken for no record of the log
    chunk[offset : offset + size] = bytes(size)
    struct.pack_into("<IIQQ", chunk, offset, RECORD_MAGIC, size, BEYOND, 0)
    struct.pack_into("<I", chunk, offset + size - 4, size)
