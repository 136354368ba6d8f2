"""Bodies that Outlook keeps as packed RTF.

Reference: [MS-OXRTFCP] 2.1 and 3.1.1 (the dictionary and its first contents), 3.1.3 (unpacking).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096
LARGEST = 64 * 1024 * 1024
"""Bytes that may come out."""


def uncompressed(packed: bytes) -> bytes:
    """The RTF in a packed body; what can be unpacked of a damaged one, b"" of anything else."""
    if len(packed) < 16:
        return b""
    _, size, kind = struct.unpack_from("<III", packed)
    if kind == _PLAIN:
        return packed[16 : 16 + size]
    if kind != _PACKED:
        return b""
    return _unpacked(packed, min(size, LARGEST))


def _unpacked(packed: bytes, size: int) -> bytes:
    dictionary = bytearray(_FIRST.ljust(_SIZE, b"\0"))
    write, found = len(_FIRST), bytearray()
    for is_reference, token in _tokens(packed):
        if is_reference and token >> 4 == write:
            break  # the end is marked by a reference to the place that is written next
        for step in range((token & 0xF) + 2 if is_reference else 1):
            sign = dictionary[((token >> 4) + step) % _SIZE] if is_reference else token
            dictionary[write] = sign
            write = (write + 1) % _SIZE
            found.append(sign)
        if len(found) >= size:
            break
    return bytes(found[:size])


def _tokens(packed: bytes) -> Iterator[tuple[bool, int]]:
    """References into the dictionary and single signs, eight behind each control byte."""
    at = 16
    while at < len(packed):
        control = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                return
            is_reference = bool(control >> bit & 1)
            width = 2 if is_reference else 1
            yield is_reference, int.from_bytes(packed[at : at + width], "big")
            at += width
