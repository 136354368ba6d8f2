"""7z under a password: content, and the header with its names.

Reference: 7-Zip ``DOC/7zFormat.txt`` and ``DOC/Methods.txt``; its coder 06F10701: AES-256 in CBC,
the key by SHA-256 over rounds of salt, password in UTF-16 and a counter. The format keeps nothing
by which a password is known: the right one is that by which the first file of a folder comes out
with its checksum.
"""

from __future__ import annotations

import hashlib
import lzma
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, Any

import numpy as np

from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.seven_frame import (
    ENCODED,
    LARGEST,
    Coder,
    Cursor,
    Folder,
    FrameError,
    header,
    start,
    streams,
)
from sekisho.intake.locks.seven_laid import framed, nameless
from sekisho.intake.locks.spliced import BLOCK, Deciphered, Kept, Made, Segment, Spliced
from sekisho.intake.locks.sums import Entry
from sekisho.intake.locks.tries import Tries
from sekisho.intake.member import NotOpenedError

_AES = b"\x06\xf1\x07\x01"
_COPY, _LZMA, _LZMA2 = b"\0", b"\x03\x01\x01", b"\x21"
_BCJ, _BCJ2 = b"\x03\x03\x01\x03", b"\x03\x03\x01\x1b"
_PACKINGS = frozenset((_COPY, _LZMA, _LZMA2, b"\x03\x04\x01", b"\x04\x02\x02", b"\x04\x01\x08"))
"""Copy, LZMA, LZMA2, PPMd, BZip2, Deflate: what every libarchive 3 opens."""
_FILTERS = frozenset((
    _BCJ, b"\x03", b"\x03\x03\x05\x01", b"\x03\x03\x07\x01", b"\x03\x03\x02\x05",
    b"\x03\x03\x04\x01", b"\x03\x03\x08\x05",
))  # fmt: skip
"""BCJ, delta, ARM, ARM Thumb, PowerPC, IA-64, SPARC: over LZMA or LZMA2."""
_UNHASHED, _DEAREST = 0x3F, 24
_CHUNK = 4096
_NESTED = 4
"""Headers within headers."""


def bare(file: IO[bytes], size: int, tries: Tries) -> Bare:
    """The archive without its locks, as far as the passwords open it. What is no 7z that is
    understood here goes on as it is: libarchive says of it what it has to. Raises
    NotOpenedError."""
    try:
        data = _plain_header(file, start(file, size), tries)
        folders, files, full = header(data)
        locked = any(map(_locks, folders))
        own = [_unlocked(file, one, tries) for one in folders]
    except FrameError:
        return Bare(file)
    entries = tuple(_entries(zip(folders, own, strict=True), full, tries))
    if not locked:
        return Bare(file, entries)
    laid = [one or _stub(folder) for one, folder in zip(own, folders, strict=True)]
    return Bare(_spliced(file, laid, files), entries)


@dataclass(frozen=True)
class _Open:
    """A folder without its locks, and the stretches that are its packed streams."""

    folder: Folder
    segments: tuple[Segment, ...]
    locked: bool


def _entries(
    folders: Iterator[tuple[Folder, _Open | None]], full: Sequence[bool], tries: Tries
) -> Iterator[Entry]:
    """What is known of each file, in the order of the header."""
    inside: list[Entry] = []
    for folder, one in folders:
        plain = one is not None and _known(one.folder)
        why = "not_read.member_damaged" if plain else "not_read.archive_method"
        code = "" if one else _shut(folder, tries)
        inside += [Entry(code, size, crc, why=why) for size, crc in folder.files]
    left = iter(inside)
    for one_ in full:
        yield next(left) if one_ else Entry()


def _shut(folder: Folder, tries: Tries) -> str:
    """Why a locked folder was not opened: what is packed in a way that is not known comes out
    wrong behind the right password, too."""
    methods = [one for one in folder.coders if one.method != _AES]
    known = _known(replace(folder, coders=tuple(methods)))
    return tries.shut if known or not tries.words else "not_read.archive_method"


def _known(folder: Folder) -> bool:
    """Whether every libarchive 3 knows the way it is packed, so that what fails is damaged."""
    methods = [one.method for one in folder.coders]
    if len(methods) < 2:
        return not methods or methods[0] in _PACKINGS
    if len(methods) == 2:
        return any(
            packing in (_LZMA, _LZMA2) and one in _FILTERS
            for packing, one in (methods, methods[::-1])
        )
    return len(methods) == 4 and max(methods) == _BCJ2


def _locks(folder: Folder) -> tuple[int, ...]:
    return tuple(at for at, one in enumerate(folder.coders) if one.method == _AES)


def _unlocked(file: IO[bytes], folder: Folder, tries: Tries) -> _Open | None:
    """A folder without its locks; None where no password opens it, or nothing would tell the right
    one."""
    if not _locks(folder):
        kept = tuple(Kept(offset, size) for offset, size in folder.packs)
        return _Open(folder, kept, locked=False)
    if not folder.files or folder.files[0][1] is None or not folder.files[0][0]:
        return None

    def opened(word: str) -> _Open | None:
        one = _with(folder, word, tries)
        size, crc = folder.files[0]
        stream = _spliced(file, [one], nameless(len(folder.files)))
        return one if tries.opens(stream, Entry("", size, crc)) else None

    return tries.first(opened)


def _with(folder: Folder, word: str, tries: Tries) -> _Open:
    """A folder as it is behind a password, whether it is the right one or not."""
    segments: list[Segment] = [Kept(offset, size) for offset, size in folder.packs]
    for lock in reversed(_locks(folder)):
        coder = folder.coders[lock]
        ins, outs = _first(folder.coders, lock)
        if (coder.ins, coder.outs) != (1, 1) or ins not in folder.packed:
            raise FrameError  # a lock over something else than a packed stream
        place = folder.packed.index(ins)
        offset, size = folder.packs[place]
        plain = min(folder.sizes[outs], size // BLOCK * BLOCK)
        key, begin = _key(coder.properties, word, tries)
        segments[place] = Deciphered(Kept(offset, size), plain, key, begin)
        folder = _without(folder, lock, ins, outs, place, (offset, plain))
    return _Open(folder, tuple(segments), locked=True)


def _first(coders: Sequence[Coder], at: int) -> tuple[int, int]:
    """The numbers of a coder's first stream in and out."""
    return sum(one.ins for one in coders[:at]), sum(one.outs for one in coders[:at])


def _without(
    folder: Folder, lock: int, ins: int, outs: int, place: int, pack: tuple[int, int]
) -> Folder:
    """The folder with what fed on the lock fed by the packed stream itself."""
    packs = (*folder.packs[:place], pack, *folder.packs[place + 1 :])
    fed = next((one for one, other in folder.bonds if other == outs), None)
    if fed is None:  # nothing but the lock, or a lock around all: a copy in its place
        copy = Coder(_COPY, 1, 1, b"")
        coders = (*folder.coders[:lock], copy, *folder.coders[lock + 1 :])
        return replace(folder, coders=coders, packs=packs)
    packed = (*folder.packed[:place], fed, *folder.packed[place + 1 :])
    return replace(
        folder,
        coders=(*folder.coders[:lock], *folder.coders[lock + 1 :]),
        bonds=tuple(
            (one - (one > ins), other - (other > outs))
            for one, other in folder.bonds if other != outs
        ),
        packed=tuple(one - (one > ins) for one in packed),
        sizes=(*folder.sizes[:outs], *folder.sizes[outs + 1 :]),
        packs=packs,
    )  # fmt: skip


def _stub(folder: Folder) -> _Open:
    """A folder that stays locked, in the simplest form that libarchive tells as encrypted: it gives
    up on a whole archive for a chain that is longer than it knows."""
    offset = min((at for at, _ in folder.packs), default=0)
    size = sum(size for _, size in folder.packs)
    coder = Coder(_AES, 1, 1, b"\x13\0")
    one = replace(
        folder,
        coders=(coder,),
        bonds=(),
        packed=(0,),
        sizes=(folder.size,),
        packs=((offset, size),),
    )
    return _Open(one, (Kept(offset, size),), locked=True)


def _spliced(file: IO[bytes], laid: Sequence[_Open], files: bytes) -> Spliced:
    head, tail = framed([one.folder for one in laid], files)
    return Spliced(file, [Made(head), *(one for each in laid for one in each.segments), Made(tail)])


def _key(properties: bytes, word: str, tries: Tries) -> tuple[bytes, bytes]:
    """Key and first vector of the coder 06F10701. Raises TooDearError, FrameError."""
    cursor = Cursor(properties)
    flags, sizes = cursor.byte(), 0
    power = flags & 0x3F
    if flags & 0xC0:
        sizes = cursor.byte()
    salt = cursor.take((flags >> 7) + (sizes >> 4))
    begin = cursor.take((flags >> 6 & 1) + (sizes & 0x0F)).ljust(BLOCK, b"\0")
    secret = salt + word.encode("utf-16-le", "surrogatepass")
    if power == _UNHASHED:
        return secret[:32].ljust(32, b"\0"), begin
    if power > _DEAREST:
        raise FrameError
    rounds = (1 << power) * (1 + len(secret) // 64)
    return tries.derived((power, secret), rounds, partial(_hashed, secret, power)), begin


def _hashed(secret: bytes, power: int) -> bytes:
    """SHA-256 over 2^power times secret and counter, many rounds at a time."""
    chunk = min(_CHUNK, 1 << power)
    rows = np.empty((chunk, len(secret) + 8), np.uint8)
    rows[:, : len(secret)] = np.frombuffer(secret, np.uint8)
    digest = hashlib.sha256()
    for first in range(0, 1 << power, chunk):
        counters: Any = np.arange(first, first + chunk, dtype="<u8")
        rows[:, len(secret) :] = counters.view(np.uint8).reshape(chunk, 8)
        digest.update(rows.tobytes())
    return digest.digest()


def _plain_header(file: IO[bytes], data: bytes, tries: Tries) -> bytes:
    """The header itself, out of those that are packed or locked. Raises FrameError and
    NotOpenedError."""
    for _ in range(_NESTED):
        cursor = Cursor(data)
        if cursor.byte() != ENCODED:
            return data
        folders = streams(cursor)
        if len(folders) != 1 or folders[0].size > LARGEST:
            raise FrameError
        (folder,) = folders
        if _locks(folder):
            found = tries.first(partial(_behind, file, folder, tries))
            if found is None:
                open_ = tries.untried
                raise NotOpenedError(tries.shut if open_ else "not_read.archive_encrypted")
        else:
            kept = tuple(Kept(offset, size) for offset, size in folder.packs)
            found = _unpacked(file, _Open(folder, kept, locked=False))
            if found is None:
                raise FrameError
        data = found
    raise FrameError


def _behind(file: IO[bytes], folder: Folder, tries: Tries, word: str) -> bytes | None:
    """What a locked header is with this password, None with a wrong one. Some packers give it no
    checksum: then it must be a header from end to end."""
    found = _unpacked(file, _with(folder, word, tries))
    if found is None or folder.crc is not None:
        return found
    try:
        header(found)
    except FrameError:
        return None
    return found


def _unpacked(file: IO[bytes], one: _Open) -> bytes | None:
    """A packed header; None where it does not come out with its checksum."""
    folder = one.folder
    if len(folder.coders) != 1:
        return None
    stream = Spliced(file, one.segments)
    if stream.size > LARGEST:
        return None
    packed = stream.readall()
    method, properties = folder.coders[0].method, folder.coders[0].properties
    try:
        data = packed[: folder.size]
        if method in (_LZMA, _LZMA2):
            data = _lzma(packed, method, properties, folder.size)
        elif method != _COPY:
            return None
    except (lzma.LZMAError, ValueError, IndexError, EOFError):
        return None
    wrong = len(data) != folder.size or folder.crc not in (None, zlib.crc32(data))
    return None if wrong else data


def _lzma(packed: bytes, method: bytes, properties: bytes, size: int) -> bytes:
    """LZMA without its head; the dictionary is never larger than what comes out."""
    chain: dict[str, int] = {"id": lzma.FILTER_LZMA2, "dict_size": max(4096, size)}
    if method == _LZMA:
        bits, dictionary = properties[0], int.from_bytes(properties[1:5], "little")
        chain = {
            "id": lzma.FILTER_LZMA1, "lc": bits % 9, "lp": bits // 9 % 5, "pb": bits // 45,
            "dict_size": max(4096, min(dictionary, size)),
        }  # fmt: skip
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain]).decompress(packed, size)
