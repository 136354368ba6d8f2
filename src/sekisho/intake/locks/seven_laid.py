"""The frame of a 7z, written.

Reference: 7-Zip ``DOC/7zFormat.txt`` (public domain).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

from sekisho.intake.locks.seven_frame import (
    COUNTS,
    CRC,
    END,
    FILES,
    FOLDER,
    HEADER,
    MAIN,
    MARK,
    NAMES,
    PACK,
    SIZE,
    SUB,
    UNPACK,
    UNPACK_SIZE,
    Folder,
)


def number(value: int) -> bytes:
    """A number as a header has it."""
    for more in range(8):
        if value < 1 << 7 * (more + 1):
            mask = 0xFF00 >> more & 0xFF
            first = mask | value >> 8 * more
            return bytes([first]) + (value & (1 << 8 * more) - 1).to_bytes(more, "little")
    return b"\xff" + value.to_bytes(8, "little")


def framed(folders: Sequence[Folder], files: bytes) -> tuple[bytes, bytes]:
    """The start and the header of an archive whose packed streams follow the start in order."""
    packs = [size for one in folders for _, size in one.packs]
    main = bytes([MAIN]) + _written(folders, packs) if folders else b""
    made = bytes([HEADER]) + main + files + bytes([END])
    rest = struct.pack("<QQI", sum(packs), len(made), zlib.crc32(made))
    return MARK + b"\0\x04" + struct.pack("<I", zlib.crc32(rest)) + rest, made


def nameless(count: int) -> bytes:
    """A list of so many files that have nothing but numbers for names."""
    names = b"\0" + b"".join(f"{one}\0".encode("utf-16-le") for one in range(count))
    return b"".join((
        bytes([FILES]), number(count), bytes([NAMES]), number(len(names)), names, bytes([END])
    ))  # fmt: skip


def _written(folders: Sequence[Folder], packs: Sequence[int]) -> bytes:
    sizes = b"".join(map(number, packs))
    pack = bytes([PACK, 0]) + number(len(packs)) + bytes([SIZE]) + sizes + bytes([END])
    unpack = bytes([UNPACK, FOLDER]) + number(len(folders)) + b"\0"
    unpack += b"".join(map(_folder_written, folders)) + bytes([UNPACK_SIZE])
    unpack += b"".join(number(size) for one in folders for size in one.sizes)
    unpack += bytes([END])
    sub = bytes([SUB, COUNTS]) + b"".join(number(len(one.files)) for one in folders)
    sub += bytes([SIZE])
    sub += b"".join(number(size) for one in folders for size, _ in one.files[:-1])
    sub += bytes([CRC]) + _sums_written([crc for one in folders for _, crc in one.files])
    return pack + unpack + sub + bytes([END, END])


def _folder_written(folder: Folder) -> bytes:
    out = number(len(folder.coders))
    for one in folder.coders:
        wide = one.ins != 1 or one.outs != 1
        out += bytes([len(one.method) | wide << 4 | bool(one.properties) << 5]) + one.method
        out += number(one.ins) + number(one.outs) if wide else b""
        out += number(len(one.properties)) + one.properties if one.properties else b""
    out += b"".join(number(one) + number(other) for one, other in folder.bonds)
    return out + (b"".join(map(number, folder.packed)) if len(folder.packed) > 1 else b"")


def _sums_written(sums: Iterable[int | None]) -> bytes:
    given = list(sums)
    flags = bytearray((len(given) + 7) // 8)
    for at, one in enumerate(given):
        flags[at // 8] |= (one is not None) << 7 - at % 8
    defined = b"".join(one.to_bytes(4, "little") for one in given if one is not None)
    return b"\0" + bytes(flags) + defined
