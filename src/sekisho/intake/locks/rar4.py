"""RAR 4 under a password: content, and headers with their names.

Reference: RARLAB, "RAR archive format" (``technote.txt`` of RAR 3 and 4): blocks, the salt of a
member or a header. The key, which that paper leaves out, as implementations have it: SHA-1 over
2^18 times password in UTF-16, salt and a counter of three bytes; each byte of the first vector from
what comes out after a sixteenth more; AES-128 in CBC. Nothing tells a wrong password but that what
comes out has another checksum.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, Any

import numpy as np

from sekisho.intake.locks.members import Packed, bare_of
from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.spliced import BLOCK, Deciphered, Joined, Kept
from sekisho.intake.locks.sums import Entry
from sekisho.intake.locks.tries import TooDearError, Tries
from sekisho.intake.locks.volumes import Block, GoesOnError, begins, following, joined
from sekisho.intake.member import MEMBERS, NotOpenedError

MARK = b"Rar!\x1a\x07\0"
_MAIN, _FILE, _END = 0x73, 0x74, 0x7B
_SOLID, _HEADERS_LOCKED = 0x08, 0x80
_FROM_BEFORE, _GOES_ON = 0x01, 0x02
_LOCKED, _CHAINED, _WIDE, _SALTED, _LONG = 0x04, 0x10, 0x100, 0x400, 0x8000
_PART = _FROM_BEFORE | _GOES_ON
_MORE = 0x01
"""Of the end of a volume: another one follows."""
_COMMENTS = {_MAIN: 0x02, _FILE: 0x08}
_FOLDER = 0xE0
_OLD = range(0x75, 0x7A)
_STORED = 0x30
_SINCE = 29
"""The version of RAR 3; what came before packed in another way and had ciphers of its own."""
_SALT, _CHUNKS, _CHUNK = 8, 16, 2**14
LONGEST = 28
"""Letters of a password that are tried: of longer ones RAR's own SHA-1 spoils its input."""


class _EndError(Exception):
    """Nothing that is understood stands here."""


def bare(file: IO[bytes], size: int, tries: Tries) -> Bare:
    """The archive without its locks, as far as the passwords open it. Raises NotOpenedError."""
    tries.words = [one for one in tries.words if _units(one) <= LONGEST]
    members: list[Packed] = []
    code = "not_read.archive_damaged"
    try:
        for block in joined(_blocks(file, size, tries), _FILE, _FROM_BEFORE, _GOES_ON):
            if block.kind == _FILE:
                members.append(_member(block, tries))
                if len(members) > MEMBERS:
                    code = "not_read.archive_too_many"
                    break
        else:
            code = ""
    except (_EndError, struct.error):
        pass
    except GoesOnError:
        code = "not_read.archive_part"
    except TooDearError:
        code = "not_read.encrypted_untried"
    start = MARK + _framed(_MAIN, 0, bytes(6))
    return bare_of(file, (start, _framed(_END, 0x4000, b"")), members, tries, code)


def _units(word: str) -> int:
    return len(word.encode("utf-16-le", "surrogatepass")) // 2


def _blocks(file: IO[bytes], size: int, tries: Tries) -> Iterator[Block]:
    """The blocks up to the end of the last volume. Raises _EndError where one is damaged,
    GoesOnError where a further volume is missing, NotOpenedError where no password fits."""
    at, locked, word = 0, False, ""
    while at < size:
        if begins(file, at, MARK):
            at, locked = at + len(MARK), False  # a volume
            continue
        if locked and not word:
            word = _headers_word(file, at, tries)
        block = _block(file, at, _opened(file, at, word, tries) if locked else None)
        if block.kind == _END:
            if (further := following(file, block.offset, MARK)) is not None:
                at = further
                continue
            if block.flags & _MORE:
                raise GoesOnError
            return
        cut = block.offset + block.size > size
        yield replace(block, cut=cut)
        if cut:
            raise _EndError
        locked = locked or (block.kind == _MAIN and bool(block.flags & _HEADERS_LOCKED))
        at = block.offset + block.size


def _headers_word(file: IO[bytes], at: int, tries: Tries) -> str:
    """The password by which the header there is one. Raises NotOpenedError."""

    def opens(word: str) -> str | None:
        try:
            block = _block(file, at, _opened(file, at, word, tries))
        except (_EndError, struct.error):
            return None
        return word if _FILE <= block.kind <= _END else None

    word = tries.first(opens)
    if word is None:
        raise NotOpenedError(tries.shut if tries.untried else "not_read.archive_encrypted")
    return word


def _opened(file: IO[bytes], at: int, word: str, tries: Tries) -> Deciphered:
    """A header behind its salt. Raises TooDearError."""
    file.seek(at)
    salt = file.read(_SALT)
    if len(salt) < _SALT:
        raise _EndError
    key, begin = _key(word, salt, tries)
    return Deciphered(Kept(at + _SALT, 2**16 + BLOCK), 2**16 + BLOCK, key, begin)


def _block(file: IO[bytes], at: int, behind: Deciphered | None) -> Block:
    got = behind or Kept(at, 2**16)
    crc, kind, flags, length = struct.unpack("<HBHH", _whole(got.read(file, 0, 7), 7))
    if length < 7:
        raise _EndError
    head = _whole(got.read(file, 0, length), length)
    # the sums of blocks that RAR 2 wrote cover less where a comment lies in them
    old = kind in _OLD or (kind, flags & _COMMENTS.get(kind, 0)) in _COMMENTS.items()
    if not old and zlib.crc32(head[2:]) & 0xFFFF != crc:
        raise _EndError
    end = at + (_SALT + -(-length // BLOCK) * BLOCK if behind else length)
    size = int.from_bytes(head[7:11], "little") if flags & _LONG or kind == _FILE else 0
    if kind == _FILE and flags & _WIDE:
        size |= int.from_bytes(head[32:36], "little") << 32
    return Block(kind, flags, head[7:], end, size)


def _whole(data: bytes, count: int) -> bytes:
    if len(data) < count:
        raise _EndError
    return data


@dataclass(frozen=True)
class _File:
    """The header of a member as far as it is written anew; ``rest``: from its name on."""

    flags: int
    size: int
    host: int
    crc: int
    time: int
    version: int
    packing: int
    attributes: int
    name: bytes
    rest: bytes

    def head(self, count: int | None) -> bytes:
        """The header for so many packed bytes; of an empty stored member for None."""
        flags = self.flags & ~(_PART | _LOCKED | _SALTED | _CHAINED) | _LONG | _WIDE
        size, crc, packing = self.size, self.crc, self.packing
        if count is None:
            size, crc, packing = 0, 0, _STORED
        packed = count or 0
        fields = struct.pack(
            "<IIBIIBBHI", packed & 0xFFFFFFFF, size & 0xFFFFFFFF, self.host, crc, self.time,
            self.version, packing, len(self.name), self.attributes,
        )  # fmt: skip
        wide = struct.pack("<II", packed >> 32, size >> 32)
        return _framed(_FILE, flags, fields + wide + self.name + self.rest)


def _member(block: Block, tries: Tries) -> Packed:
    fields, flags = block.fields, block.flags
    _, size, host, crc, time, version, packing, length, attributes = struct.unpack(
        "<IIBIIBBHI", fields[:25]
    )
    at = 25
    if flags & _WIDE:
        size |= int.from_bytes(fields[29:33], "little") << 32
        at = 33
    name = _whole(fields[at : at + length], length)
    at += length
    salt = fields[at : at + _SALT] if flags & _SALTED else b""
    rest = fields[at + len(salt) :]
    header = _File(flags, size, host, crc, time, version, packing, attributes, name, rest)
    folder = flags & _FOLDER == _FOLDER
    # words of members before matter only to what is packed
    chained = bool(flags & _CHAINED) and packing != _STORED and size > 0
    code = ""
    if flags & _PART:
        code = "not_read.archive_part"
    elif block.cut:
        code = "not_read.member_damaged"
    elif version < _SINCE and (flags & _LOCKED or packing != _STORED):
        code = "not_read.archive_method"
    elif chained:
        code = "not_read.archive_solid"  # libarchive gives up on it
    entry = Entry(code, size, None if folder else crc)
    packed = Packed(entry, header.head, block.content, chained)
    if not flags & _LOCKED or code or not size:
        return packed
    return replace(packed, unlocked=partial(_unlocked, packed, header, salt, tries), group=salt)


def _unlocked(packed: Packed, header: _File, salt: bytes, tries: Tries, word: str) -> Packed:
    """The member behind a password, whether it is the right one or not. Raises TooDearError."""
    key, begin = _key(word, salt, tries)
    assert isinstance(packed.content, Kept | Joined)  # noqa: S101  (only such a member has a lock)
    whole = packed.content.size // BLOCK * BLOCK
    plain = min(whole, header.size) if header.packing == _STORED else whole
    content = Deciphered(packed.content, plain, key, begin)
    return replace(packed, content=content, unlocked=None)


def _key(word: str, salt: bytes, tries: Tries) -> tuple[bytes, bytes]:
    """Key and first vector. Raises TooDearError."""
    secret = word.encode("utf-16-le", "surrogatepass") + salt
    rounds = _CHUNKS * _CHUNK * (1 + len(secret) // 64)
    both = tries.derived((b"rar4", secret), rounds, partial(_hashed, secret))
    return both[:BLOCK], both[BLOCK:]


def _hashed(secret: bytes) -> bytes:
    rows = np.empty((_CHUNK, len(secret) + 3), np.uint8)
    rows[:, : len(secret)] = np.frombuffer(secret, np.uint8)
    digest, begin = hashlib.sha1(usedforsecurity=False), bytearray()
    for first in range(0, _CHUNKS * _CHUNK, _CHUNK):
        counters: Any = np.arange(first, first + _CHUNK, dtype="<u4")
        rows[:, len(secret) :] = counters.view(np.uint8).reshape(_CHUNK, 4)[:, :3]
        # a byte of the vector is taken after the first round of each chunk
        digest.update(rows[0].tobytes())
        begin.append(digest.digest()[-1])
        digest.update(rows[1:].tobytes())
    key = b"".join(
        struct.pack("<I", word) for word in struct.unpack(">4I", digest.digest()[:BLOCK])
    )
    return key + bytes(begin)


def _framed(kind: int, flags: int, fields: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest
