"""An archive laid out anew without being written: bytes made here, stretches of a file as they are,
and stretches deciphered while they are read.

Reference: AES in the mode CBC (NIST SP 800-38A 6.2): a block needs only the cipher text before it,
so that reading may begin anywhere.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 16


@dataclass(frozen=True)
class Made:
    """Bytes made here."""

    data: bytes

    @property
    def size(self) -> int:
        """Bytes of it."""
        return len(self.data)

    def read(self, _file: IO[bytes], at: int, count: int) -> bytes:
        """``count`` bytes from ``at`` on."""
        return self.data[at : at + count]


@dataclass(frozen=True)
class Kept:
    """A stretch of the file as it is."""

    offset: int
    size: int

    def read(self, file: IO[bytes], at: int, count: int) -> bytes:
        """``count`` bytes from ``at`` on; fewer where the file ends."""
        file.seek(self.offset + at)
        return file.read(count)


@dataclass(frozen=True)
class Joined:
    """Stretches of the file that belong together: a member of several volumes."""

    stretches: tuple[Kept, ...]

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(one.size for one in self.stretches)

    def read(self, file: IO[bytes], at: int, count: int) -> bytes:
        """``count`` bytes from ``at`` on; fewer where they end."""
        out = bytearray()
        for one in self.stretches:
            if 0 <= at < one.size and len(out) < count:
                out += one.read(file, at, min(one.size - at, count - len(out)))
            at = max(0, at - one.size)
        return bytes(out)


@dataclass(frozen=True)
class Deciphered:
    """What stands behind AES-CBC in a stretch, or in several; ``size``: bytes of it, the padding of
    the last block left out."""

    locked: Kept | Joined
    size: int
    key: bytes = field(repr=False)
    start: bytes = field(repr=False)

    def read(self, file: IO[bytes], at: int, count: int) -> bytes:
        """``count`` bytes from ``at`` on; fewer where the file ends."""
        first = at // BLOCK * BLOCK
        wanted = -(-(at + count - first) // BLOCK) * BLOCK
        before = self.locked.read(file, first - BLOCK, BLOCK) if first else self.start
        plain = deciphered(self.locked.read(file, first, wanted), self.key, before)
        return plain[at - first : at - first + count]


Segment = Made | Kept | Joined | Deciphered


def deciphered(data: bytes, key: bytes, start: bytes) -> bytes:
    """Whole blocks of cipher text in the clear; what is no whole block is left out."""
    whole = len(data) // BLOCK * BLOCK
    if not whole or len(start) != BLOCK:
        return b""
    ending = Cipher(AES(key), CBC(start)).decryptor()
    return ending.update(data[:whole]) + ending.finalize()


class Spliced(io.RawIOBase):
    """Segments one behind the other, read as one file."""

    def __init__(self, file: IO[bytes], segments: Sequence[Segment]) -> None:
        super().__init__()
        self._file = file
        self._segments = [one for one in segments if one.size > 0]
        self._ends = list(accumulate(one.size for one in self._segments))
        self._at = 0
        self.taken = 0
        """Bytes that were read of it."""

    @property
    def size(self) -> int:
        """Bytes of all segments."""
        return self._ends[-1] if self._ends else 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Goes to a place, not before the beginning."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, room: object, /) -> int:
        """Fills what it is given, up to the end; 0 there."""
        view = memoryview(room).cast("B")  # type: ignore[arg-type]
        number = bisect_right(self._ends, self._at)
        if number == len(self._segments) or not len(view):
            return 0
        segment = self._segments[number]
        inside = self._at - (self._ends[number] - segment.size)
        piece = segment.read(self._file, inside, min(len(view), segment.size - inside))
        view[: len(piece)] = piece
        self._at += len(piece)
        self.taken += len(piece)
        return len(piece)
