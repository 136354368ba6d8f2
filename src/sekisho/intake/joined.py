"""The parts of a split archive put together again.

Reference: APPNOTE.TXT 4.3.12 (central directory), 4.3.16 (its end), 8 (splitting): in a split zip
places count from the beginning of the part they lie in; here from that of the whole.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import IO

from sekisho.intake.member import PIECE, NotOpenedError

_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_SIZE, _ENTRY_SIZE = 22, 46
_LARGEST = 32 * 1024**2
"""Bytes of a table of contents."""


def join(
    way: str, parts: Sequence[Callable[[], AbstractContextManager[IO[bytes]]]], out: IO[bytes]
) -> None:
    """Writes the archive of these parts to a file that is written and read. Raises OSError;
    NotOpenedError where they do not make one."""
    ends = []
    for part in parts:
        with part() as file:
            shutil.copyfileobj(file, out, PIECE)
        ends.append(out.tell())
    size = ends[-1] if ends else 0
    if way == "zip":
        _mend(out, [0, *ends[:-1]], size)
    out.seek(0)
    if out.read(4) == b"PK\x03\x04" and _end(out, size) is None:
        raise NotOpenedError("not_read.archive_part")


def _end(out: IO[bytes], size: int) -> bytes | None:
    """The end of the table of contents, with what follows; None where there is none."""
    out.seek(max(0, size - _END_SIZE - 65535))
    tail = out.read()
    at = tail.rfind(_END)
    return tail[at:] if at >= 0 and len(tail) - at >= _END_SIZE else None


def _mend(out: IO[bytes], starts: Sequence[int], size: int) -> None:
    """The places of a split zip as those of the whole."""
    end = _end(out, size)
    if end is None:
        raise NotOpenedError("not_read.archive_part")
    last, disk, _, count, length, offset, _ = struct.unpack("<HHHHIIH", end[4:_END_SIZE])
    if 0xFFFF in (last, disk, count) or 0xFFFFFFFF in (length, offset):
        raise NotOpenedError("not_read.archive_method")  # zip64 over several parts
    if last != len(starts) - 1 or disk > last:
        raise NotOpenedError("not_read.archive_part")
    begin = starts[disk] + offset
    if length > _LARGEST:
        raise NotOpenedError("not_read.archive_too_many")
    out.seek(begin)
    table = _absolute(bytearray(out.read(length)), starts)
    if len(table) != length or max(begin, size) >= 0xFFFFFFFF:
        raise NotOpenedError("not_read.archive_method")
    out.seek(begin)
    out.write(table)
    out.write(end[:4] + struct.pack("<HHHHII", 0, 0, count, count, length, begin) + end[20:])
    out.truncate()


def _absolute(table: bytearray, starts: Sequence[int]) -> bytes:
    at = 0
    while table[at : at + 4] == _ENTRY and len(table) - at >= _ENTRY_SIZE:
        (disk,) = struct.unpack_from("<H", table, at + 34)
        (offset,) = struct.unpack_from("<I", table, at + 42)
        if disk >= len(starts) or offset == 0xFFFFFFFF:
            raise NotOpenedError("not_read.archive_method")
        struct.pack_into("<H", table, at + 34, 0)
        struct.pack_into("<I", table, at + 42, starts[disk] + offset)
        at += _ENTRY_SIZE + sum(struct.unpack_from("<HHH", table, at + 28))
    return bytes(table)
