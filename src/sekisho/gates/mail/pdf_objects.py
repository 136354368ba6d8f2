"""What a PDF holds in packed objects, without believing its table of contents.

Reference: ISO 32000-1 7.5.7 (object streams), 7.3.5 (names may be written with #xx).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST = 64 * 1024 * 1024
_OBJECTS = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
"""Begins with its letters, so that they are looked for as a whole; ``endstream`` is told after."""
_BEFORE = 2048
"""Bytes before a stream in which its dictionary is looked for."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def written(text: bytes) -> bytes:
    """Names in the one way of writing."""
    return _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), text)


def objects(data: bytes) -> Iterator[bytes | None]:
    """Each object stream unpacked; None for one that cannot be (encrypted, damaged, too large)."""
    left = MOST
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _BEFORE) : found.start()]
        if head.endswith(b"end"):
            continue
        head = written(head.rpartition(b"endobj")[2])
        if not _OBJECTS.search(head):
            continue
        if b"/FlateDecode" not in head and b"/Fl" not in head:
            if b"/Filter" in head:
                yield None
            continue
        content = _unpacked(memoryview(data)[found.end() :], left)
        left -= len(content or b"")
        yield content if left > 0 else None


def _unpacked(packed: memoryview, most: int) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(packed, max(1, most))
    except zlib.error:
        return None
