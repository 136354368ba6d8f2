"""RAR 5 under a password: content, and headers with their names.

Reference: RARLAB, "RAR 5.0 archive format" (technote): general block layout, encryption header,
file encryption record, hash record. The key: PBKDF2 with HMAC-SHA-256 (RFC 8018 5.2), 16 rounds
more for the key of the checksums, 32 more for the value by which a password is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import IO

from sekisho.intake.locks.members import Packed, bare_of
from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.rar5_frame import (
    DATA,
    ENCRYPTION,
    END,
    EXTRA,
    FILE,
    MAIN,
    MARK,
    Cursor,
    EndError,
    end_of,
    framed,
    number,
    read_block,
)
from sekisho.intake.locks.spliced import BLOCK, Deciphered, Joined, Kept
from sekisho.intake.locks.sums import UNKNOWN, Entry
from sekisho.intake.locks.tries import Tries
from sekisho.intake.locks.volumes import Block, GoesOnError, begins, following, joined
from sekisho.intake.member import MEMBERS, NotOpenedError

_FROM_BEFORE, _GOES_ON = 8, 16
_MORE = 1
"""Of the end of a volume: another one follows."""
_FOLDER, _TIME, _CRC, _NO_SIZE = 1, 2, 4, 8
_LOCK, _HASH, _ELSEWHERE = 1, 2, 5
_KNOWN_WORD, _CHANGED_SUMS = 1, 2
_COPY_OF = 5
"""A member that is told to be the copy of another one."""
_DEAREST = 24
_WEIGHT = 16
"""Rounds that one of PBKDF2 counts for: it is two HMACs of two blocks each."""


@dataclass(frozen=True)
class _Lock:
    """What a password must fit: of headers or of one member. ``check``: by what it is known, empty
    where nothing tells; ``begin``: the first vector; ``changed``: whether checksums are."""

    power: int
    salt: bytes = field(repr=False)
    check: bytes = field(repr=False)
    begin: bytes = field(default=b"", repr=False)
    changed: bool = False

    def key(self, word: str, tries: Tries, more: int = 0) -> bytes:
        """The key of a password, after ``more`` rounds than the lock says. Raises TooDearError."""
        secret, rounds = word.encode("utf-8", "surrogatepass"), (1 << self.power) + more
        made = partial(hashlib.pbkdf2_hmac, "sha256", secret, self.salt, rounds)
        return tries.derived((self.salt, rounds, secret), rounds * _WEIGHT, made)

    def fits(self, word: str, tries: Tries) -> bool:
        """Whether a password is the right one, or nothing tells. Raises TooDearError."""
        if not self.check:
            return True
        value = self.key(word, tries, 32)
        folded = bytes(
            value[at] ^ value[at + 8] ^ value[at + 16] ^ value[at + 24] for at in range(8)
        )
        return folded == self.check


def bare(file: IO[bytes], size: int, tries: Tries) -> Bare:
    """The archive without its locks, as far as the passwords open it. Raises NotOpenedError."""
    members: list[Packed] = []
    main, code = b"\x00", "not_read.archive_damaged"
    try:
        for block in joined(_blocks(file, size, tries), FILE, _FROM_BEFORE, _GOES_ON):
            if block.kind == MAIN:
                # whether it is solid; volumes and places of further headers are of no use here
                main = number(Cursor(block.fields).number() & 4)
            elif block.kind == FILE:
                members.append(_member(file, block, tries))
                if len(members) > MEMBERS:
                    code = "not_read.archive_too_many"
                    break
        else:
            code = ""
    except EndError:
        pass
    except GoesOnError:
        code = "not_read.archive_part"
    start = MARK + framed(number(MAIN) + b"\0" + main)
    return bare_of(file, (start, framed(number(END) + b"\0\0")), members, tries, code)


def _blocks(file: IO[bytes], size: int, tries: Tries) -> Iterator[Block]:
    """The blocks in their order up to the end of the last volume, those behind an encryption header
    deciphered. Raises EndError where one is damaged, GoesOnError where a further volume is missing,
    NotOpenedError where no password fits."""
    at, key = 0, b""
    while at < size:
        if begins(file, at, MARK):
            at, key = at + len(MARK), b""  # a volume
            continue
        block = read_block(file, at, key)
        cut = block.offset + block.size > size
        if block.kind == ENCRYPTION and not key:
            key = _headers_key(file, block, tries)
        else:
            if block.kind == END:
                if (further := following(file, block.offset, MARK)) is not None:
                    at = further
                    continue
                if Cursor(block.fields).number() & _MORE:
                    raise GoesOnError
                return
            yield replace(block, cut=cut)
        if cut:
            raise EndError
        at = block.offset + block.size


def _headers_key(file: IO[bytes], block: Block, tries: Tries) -> bytes:
    """The key of all further headers. Raises NotOpenedError."""
    cursor = Cursor(block.fields)
    version, flags = cursor.number(), cursor.number()
    lock = _lock(cursor, flags) if version == 0 else None
    if lock is None:
        raise NotOpenedError("not_read.archive_method")

    def opened(word: str) -> bytes | None:
        if not lock.fits(word, tries):
            return None
        key = lock.key(word, tries)
        if not lock.check:
            try:
                read_block(file, block.offset, key)
            except EndError:
                return None
        return key

    key = tries.first(opened)
    if key is None:
        raise NotOpenedError(tries.shut if tries.untried else "not_read.archive_encrypted")
    return key


def _lock(cursor: Cursor, flags: int, begin: int = 0) -> _Lock | None:
    """Rounds, salt, a first vector of ``begin`` bytes, and the check value, which counts only where
    its own checksum holds; None for more rounds than the format has."""
    power, salt = cursor.take(1)[0], cursor.take(16)
    vector, check = cursor.take(begin), b""
    if flags & _KNOWN_WORD:
        check, summed = cursor.take(8), cursor.take(4)
        check = check if hashlib.sha256(check).digest()[:4] == summed else b""
    changed = bool(begin and flags & _CHANGED_SUMS)
    return _Lock(power, salt, check, vector, changed) if power <= _DEAREST else None


@dataclass(frozen=True)
class _File:
    """The header of a member as far as it is written anew. ``rest``: host and name."""

    flags: int
    size: int
    attributes: int
    time: bytes
    crc: bytes
    packing: int
    rest: bytes
    records: tuple[bytes, ...]

    def head(self, count: int | None) -> bytes:
        """The header for so many packed bytes; of an empty stored member for None."""
        folder = self.flags & (_FOLDER | _TIME)
        flags, size, packing, crc = self.flags, self.size, self.packing, self.crc
        if count is None:
            flags, size, packing, crc = folder, 0, 0, b""
        fields = number(flags) + number(size) + number(self.attributes)
        fields += self.time + crc + number(packing) + self.rest
        extra = b"".join(number(len(one)) + one for one in self.records)
        head = number(FILE) + number(DATA | (EXTRA if extra else 0))
        head += (number(len(extra)) if extra else b"") + number(count or 0)
        return framed(head + fields + extra)

    @property
    def stored(self) -> bool:
        """Whether its bytes are packed as they are."""
        return not self.packing >> 7 & 7


def _member(file: IO[bytes], block: Block, tries: Tries) -> Packed:
    cursor = Cursor(block.fields)
    flags, size, attributes = cursor.number(), cursor.number(), cursor.number()
    time = cursor.take(4) if flags & _TIME else b""
    crc = cursor.take(4) if flags & _CRC else b""
    packing = cursor.number()
    rest = block.fields[cursor.at :]
    records = dict(block.extra)
    kept = tuple(one for kind, one in block.extra if kind != _LOCK)
    header = _File(flags, size, attributes, time, crc, packing, rest, kept)
    entry = Entry(
        _code(block, records), UNKNOWN if flags & _NO_SIZE else size,
        int.from_bytes(crc, "little") if crc else None, _blake(records.get(_HASH)),
    )  # fmt: skip
    packed = Packed(entry, header.head, block.content, chained=bool(packing & 0x40))
    if _LOCK not in records:
        return packed
    own = Cursor(records[_LOCK])
    own.number()
    version, flags = own.number(), own.number()
    lock = _lock(own, flags, BLOCK)
    if version or lock is None:
        return replace(packed, entry=replace(entry, code="not_read.archive_method"))
    return replace(
        packed,
        unlocked=partial(_unlocked, file, packed, header, lock, tries),
        sure=bool(lock.check),
        group=bytes([lock.power]) + lock.salt + lock.check,
    )


def _unlocked(
    file: IO[bytes], packed: Packed, header: _File, lock: _Lock, tries: Tries, word: str
) -> Packed | None:
    """The member behind a password; None where the lock says that it is a wrong one."""
    if not lock.fits(word, tries):
        return None
    whole = packed.content.size // BLOCK * BLOCK
    plain = min(whole, header.size) if header.stored else whole
    assert isinstance(packed.content, Kept | Joined)  # noqa: S101  (only such a member has a lock)
    content = Deciphered(packed.content, plain, lock.key(word, tries), lock.begin)
    if not header.stored:
        content = replace(content, size=end_of(file, content))
    entry = packed.entry
    if lock.changed:
        # the sums tell of the content only to who has the key: they are checked here alone
        entry = replace(entry, secret=lock.key(word, tries, 16))
        kept = tuple(one for one in header.records if Cursor(one).number() != _HASH)
        header = replace(header, flags=header.flags & ~_CRC, crc=b"", records=kept)
    return replace(packed, entry=entry, head=header.head, content=content, unlocked=None)


def _code(block: Block, records: Mapping[int, bytes]) -> str:
    if block.flags & (_FROM_BEFORE | _GOES_ON):
        return "not_read.archive_part"
    if block.cut:
        return "not_read.member_damaged"
    if _ELSEWHERE in records:
        cursor = Cursor(records[_ELSEWHERE])
        cursor.number()
        return "not_read.link" if cursor.number() == _COPY_OF else ""
    return ""


def _blake(record: bytes | None) -> bytes | None:
    """The digest of a hash record of the one kind there is."""
    if record is None:
        return None
    cursor = Cursor(record)
    cursor.number()
    return cursor.take(32) if cursor.number() == 0 else None
