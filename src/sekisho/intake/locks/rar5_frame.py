"""The frame of a RAR 5: numbers, blocks, records, and where a packed stream ends.

Reference: RARLAB, "RAR 5.0 archive format" (technote): general archive block format, extra area.
The heads of the pieces of a packed stream as implementations have them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from sekisho.intake.locks.spliced import BLOCK, Deciphered, Kept
from sekisho.intake.locks.volumes import Block

MARK = b"Rar!\x1a\x07\x01\0"
MAIN, FILE, _SERVICE, ENCRYPTION, END = range(1, 6)
EXTRA, DATA = 1, 2
HEADER = 2 * 1024**2
"""Bytes of a header at most, by the technote."""
_PIECES = 2**16
"""Pieces of a packed stream that are followed to its end: RAR makes them of some 100 kB."""


class EndError(Exception):
    """Nothing that is understood stands here."""


class Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self.at:
            raise EndError
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self) -> int:
        """Seven bits a byte, the lowest first; the highest bit says that more follow."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise EndError


def read_block(file: IO[bytes], at: int, key: bytes) -> Block:
    """The block at a place of the file, behind a vector of its own where there is a key."""
    stretch = Kept(at, HEADER)
    file.seek(at)
    begin = file.read(BLOCK) if key else b""
    locked = Kept(at + BLOCK, HEADER)
    got = Deciphered(locked, HEADER, key, begin) if len(begin) == BLOCK else stretch
    cursor = Cursor(got.read(file, 0, 7))
    crc = int.from_bytes(cursor.take(4), "little")
    length = cursor.number() + cursor.at
    if length > HEADER:
        raise EndError
    head = got.read(file, 0, length)
    if len(head) < length or zlib.crc32(head[4:]) != crc:
        raise EndError
    end = at + (BLOCK + -(-length // BLOCK) * BLOCK if key else length)
    return _parsed(head, cursor.at, end)


def _parsed(head: bytes, at: int, end: int) -> Block:
    cursor = Cursor(head)
    cursor.at = at
    kind, flags = cursor.number(), cursor.number()
    extra = cursor.number() if flags & EXTRA else 0
    size = cursor.number() if flags & DATA else 0
    fields = cursor.take(len(head) - cursor.at - extra)
    return Block(kind, flags, fields, end, size, tuple(_records(Cursor(cursor.take(extra)))))


def _records(cursor: Cursor) -> Iterator[tuple[int, bytes]]:
    """Kind and bytes of each record, the kind among them."""
    while cursor.at < len(cursor.data):
        record = cursor.take(cursor.number())
        yield Cursor(record).number(), record


def end_of(file: IO[bytes], content: Deciphered) -> int:
    """Bytes of a packed stream without what fills its last block of cipher: it lies in pieces,
    each with its size. All of them where they do not lead to an end."""
    at = 0
    for _ in range(_PIECES):
        head = content.read(file, at, 5)
        if len(head) < 3:
            return content.size
        count = (head[0] >> 3 & 3) + 1
        total = 0x5A ^ head[0]
        for byte in head[2 : 2 + count]:
            total ^= byte
        if count > 3 or total != head[1]:
            return content.size
        at += 2 + count + int.from_bytes(head[2 : 2 + count], "little")
        if at > content.size:
            return content.size
        if head[0] & 0x40:
            return at
    return content.size


def number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def framed(fields: bytes) -> bytes:
    sized = number(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(sized)) + sized
