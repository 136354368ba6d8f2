"""What is left of a package whose table of contents is gone: the parts that still stand whole.

A file cut off in copying, or damaged at its end, has its first parts untouched; each has a header
of its own (APPNOTE 4.3.7). A part that is cut itself is kept as far as it goes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

_HEADER = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is searched for parts."""


def salvaged(file: Path | io.BytesIO, limit: int, most_parts: int) -> zipfile.ZipFile | None:
    """A new archive of the parts found, within ``limit`` bytes; None when there is none."""
    data = _bytes(file)
    parts: dict[str, bytes] = {}
    left = limit
    at = data.find(_HEADER)
    while at >= 0 and left > 0 and len(parts) < most_parts:
        name, content, end = _part(data, at, left)
        if name and name not in parts:
            parts[name] = content
            left -= len(content)
        at = data.find(_HEADER, end)
    if not parts:
        return None
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    held.seek(0)
    return zipfile.ZipFile(held)


def _bytes(file: Path | io.BytesIO) -> bytes:
    if isinstance(file, io.BytesIO):
        return file.getvalue()
    if file.stat().st_size > _LARGEST:
        return b""
    return file.read_bytes()


def _part(data: bytes, at: int, left: int) -> tuple[str, bytes, int]:
    """Name and content of the part whose header lies at a place, and where to look on."""
    try:
        method, packed, names, extra = struct.unpack_from("<8xH8xI4xHH", data, at)
    except struct.error:
        return "", b"", at + 4
    start = at + 30 + names + extra
    name = data[at + 30 : at + 30 + names].decode("utf-8", "replace").lstrip("/")
    if method == _STORED and packed:
        return name, data[start : start + min(packed, left)], start + packed
    if method != _DEFLATED:
        return "", b"", start
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(data[start:], left)
    except zlib.error:
        content = _until_damage(data[start:], left)
        return name, content, start
    rest = len(unpacker.unused_data) or len(unpacker.unconsumed_tail)
    return name, content, len(data) - rest if unpacker.eof else start


def _until_damage(packed: bytes, left: int) -> bytes:
    """What can be unpacked before the first damaged byte."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    found = bytearray()
    try:
        for at in range(0, len(packed), 1024):
            found += unpacker.decompress(packed[at : at + 1024], left - len(found))
            if unpacker.eof or len(found) >= left:
                break
    except zlib.error:
        pass
    return bytes(found)
