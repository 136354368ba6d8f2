"""The frame of a 7z: start, streams, folders and what the header says of files.

Reference: 7-Zip ``DOC/7zFormat.txt`` (public domain). A *folder* is a chain of coders over one or
more packed streams; its files lie one behind the other in what comes out.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import IO

from sekisho.intake.member import NotOpenedError

MARK = b"7z\xbc\xaf\x27\x1c"
START = 32
LARGEST = 32 * 1024**2
"""Bytes of a header: some 300,000 files."""
_CODERS, _STREAMS, _THINGS = 32, 32, 2**20
"""Coders and streams of a folder; folders, packed streams and files of an archive."""
END, HEADER, PROPERTIES, _MORE, MAIN, FILES = range(6)
PACK, UNPACK, SUB, SIZE, CRC, FOLDER, UNPACK_SIZE, COUNTS, EMPTY = range(6, 15)
NAMES, ENCODED = 0x11, 0x17


class FrameError(Exception):
    """What stands there is no frame of a 7z."""


@dataclass(frozen=True)
class Coder:
    """A step of a folder. ``method``: its number; how many streams go in and come out."""

    method: bytes
    ins: int
    outs: int
    properties: bytes


@dataclass(frozen=True)
class Folder:
    """``bonds``: (stream in, stream out) between coders; ``packed``: streams in that come from
    packed streams; ``sizes``: of the streams out; ``crc``: of what comes out; ``packs``: offset
    and size of each packed stream in the file; ``files``: (size, CRC) of its files."""

    coders: tuple[Coder, ...]
    bonds: tuple[tuple[int, int], ...]
    packed: tuple[int, ...]
    sizes: tuple[int, ...] = ()
    crc: int | None = None
    packs: tuple[tuple[int, int], ...] = ()
    files: tuple[tuple[int, int | None], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that come out: of the stream that goes into no coder."""
        bound = {out for _, out in self.bonds}
        free = [at for at in range(len(self.sizes)) if at not in bound]
        if len(free) != 1:
            raise FrameError
        return self.sizes[free[0]]


class Cursor:
    """Bytes of a header, read one value after the other. Raises FrameError at their end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        """The next so many bytes."""
        if count > len(self.data) - self.at:
            raise FrameError
        self.at += count
        return self.data[self.at - count : self.at]

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """A number of one to nine bytes: its first byte tells how many follow."""
        first = self.byte()
        more = 0
        while more < 8 and first & 0x80 >> more:
            more += 1
        high = first & 0x7F >> more
        return int.from_bytes(self.take(more), "little") | high << 8 * more

    def count(self, most: int) -> int:
        """A number of things that follow, bounded."""
        value = self.number()
        if value > most:
            raise FrameError
        return value

    def bits(self, count: int) -> list[bool]:
        """So many flags, the highest of each byte first."""
        data = self.take((count + 7) // 8)
        return [bool(data[at // 8] & 0x80 >> at % 8) for at in range(count)]

    def sums(self, count: int) -> list[int | None]:
        """CRCs of so many streams, None for those that have none."""
        defined = [True] * count if self.byte() else self.bits(count)
        return [int.from_bytes(self.take(4), "little") if one else None for one in defined]

    def expect(self, kind: int) -> None:
        """The next byte must be this."""
        if self.byte() != kind:
            raise FrameError


def start(file: IO[bytes], size: int) -> bytes:
    """The bytes of the header as they lie at the end of the file. Raises FrameError; NotOpenedError
    where the file ends before it, or where it is too large."""
    file.seek(0)
    head = file.read(START)
    if len(head) < START or zlib.crc32(head[12:]) != int.from_bytes(head[8:12], "little"):
        raise FrameError
    offset, length, crc = struct.unpack("<QQI", head[12:])
    if offset + length > size - START:
        raise NotOpenedError("not_read.archive_part")
    if length > LARGEST:
        raise NotOpenedError("not_read.archive_too_many")
    file.seek(START + offset)
    data = file.read(length)
    if zlib.crc32(data) != crc:
        raise FrameError
    return data


def streams(cursor: Cursor) -> tuple[Folder, ...]:
    """The folders of a list of streams, with where their packed streams and files are."""
    at, kind = 0, cursor.byte()
    packs: list[int] = []
    if kind == PACK:
        at, packs = _packs(cursor)
        kind = cursor.byte()
    folders: list[Folder] = []
    if kind == UNPACK:
        folders = _folders(cursor)
        kind = cursor.byte()
    if sum(len(one.packed) for one in folders) != len(packs):
        raise FrameError
    at += START
    laid, left = [], iter(packs)
    for one in folders:
        own = []
        for _ in one.packed:
            size = next(left)
            own.append((at, size))
            at += size
        laid.append(replace(one, packs=tuple(own), files=((one.size, one.crc),)))
    if kind == SUB:
        laid = _files_of(cursor, laid)
        kind = cursor.byte()
    if kind != END:
        raise FrameError
    return tuple(laid)


def _packs(cursor: Cursor) -> tuple[int, list[int]]:
    at, count = cursor.number(), cursor.count(_THINGS)
    sizes: list[int] = []
    while (kind := cursor.byte()) != END:
        if kind == SIZE:
            sizes = [cursor.number() for _ in range(count)]
        elif kind == CRC:
            cursor.sums(count)
        else:
            raise FrameError
    return at, sizes


def _folders(cursor: Cursor) -> list[Folder]:
    cursor.expect(FOLDER)
    count = cursor.count(_THINGS)
    cursor.expect(0)
    found = [_folder(cursor) for _ in range(count)]
    cursor.expect(UNPACK_SIZE)
    found = [
        replace(one, sizes=tuple(cursor.number() for _ in range(sum(c.outs for c in one.coders))))
        for one in found
    ]
    kind = cursor.byte()
    if kind == CRC:
        sums = cursor.sums(count)
        found = [replace(one, crc=crc) for one, crc in zip(found, sums, strict=True)]
        kind = cursor.byte()
    if kind != END:
        raise FrameError
    return found


def _folder(cursor: Cursor) -> Folder:
    coders = tuple(_coder(cursor) for _ in range(cursor.count(_CODERS)))
    ins, outs = sum(one.ins for one in coders), sum(one.outs for one in coders)
    if not coders or ins > _STREAMS or not 1 <= outs <= _STREAMS or ins < outs - 1:
        raise FrameError
    bonds = tuple((cursor.count(ins - 1), cursor.count(outs - 1)) for _ in range(outs - 1))
    number = ins - len(bonds)
    bound = {one for one, _ in bonds}
    if number == 1:
        packed = tuple(one for one in range(ins) if one not in bound)[:1]
    else:
        packed = tuple(cursor.count(ins - 1) for _ in range(number))
    if {*packed} & bound or len({*packed} | bound) != ins:
        raise FrameError
    return Folder(coders, bonds, packed)


def _coder(cursor: Cursor) -> Coder:
    flags = cursor.byte()
    if flags & 0xC0:
        raise FrameError
    method = cursor.take(flags & 0x0F)
    ins, outs = (cursor.count(_STREAMS), cursor.count(_STREAMS)) if flags & 0x10 else (1, 1)
    properties = cursor.take(cursor.count(LARGEST)) if flags & 0x20 else b""
    return Coder(method, ins, outs, properties)


def _files_of(cursor: Cursor, folders: Sequence[Folder]) -> list[Folder]:
    counts, kind = [1] * len(folders), cursor.byte()
    if kind == COUNTS:
        counts = [cursor.count(_THINGS) for _ in folders]
        kind = cursor.byte()
    if sum(counts) > _THINGS:
        raise FrameError
    sizes = []
    for one, count in zip(folders, counts, strict=True):
        own = [cursor.number() for _ in range(count - 1)] if kind == SIZE else []
        if len(own) != max(0, count - 1) or sum(own) > one.size:
            raise FrameError
        sizes.append([*own, one.size - sum(own)] if count else [])
    if kind == SIZE:
        kind = cursor.byte()
    known = [one.crc is not None and count == 1
             for one, count in zip(folders, counts, strict=True)]  # fmt: skip
    asked = sum(0 if one else count for one, count in zip(known, counts, strict=True))
    sums: list[int | None] = [None] * asked
    if kind == CRC:
        sums = cursor.sums(asked)
        kind = cursor.byte()
    if kind != END:
        raise FrameError
    left = iter(sums)
    return [
        replace(one, files=tuple((size, one.crc if has else next(left)) for size in own))
        for one, own, has in zip(folders, sizes, known, strict=True)
    ]


def header(data: bytes) -> tuple[tuple[Folder, ...], bytes, list[bool]]:
    """Folders, the list of files as it stands, and of each file whether it has bytes. Raises
    FrameError."""
    cursor = Cursor(data)
    cursor.expect(HEADER)
    kind = cursor.byte()
    if kind == PROPERTIES:
        while cursor.byte() != END:
            cursor.take(cursor.number())
        kind = cursor.byte()
    folders: tuple[Folder, ...] = ()
    if kind == MAIN:
        folders = streams(cursor)
        kind = cursor.byte()
    begin = cursor.at - 1
    if kind == END:
        return folders, b"", []
    if kind != FILES:
        raise FrameError
    count = cursor.count(_THINGS)
    full = [True] * count
    while (kind := cursor.byte()) != END:
        inner = Cursor(cursor.take(cursor.number()))
        if kind == EMPTY:
            full = [not one for one in inner.bits(count)]
    files = data[begin : cursor.at]
    if sum(full) != sum(len(one.files) for one in folders):
        raise FrameError
    return folders, files, full
