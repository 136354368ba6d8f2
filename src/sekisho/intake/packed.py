"""The formats of archives: which opener takes what, and what lies in a zip, tar, gz, bz2 or xz,
without unpacking it yet.

Nothing here trusts what an archive says of itself: tables of contents and headers are bounded
before they are read, and a reader gives at most the bytes it is asked for.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, cast

import pyzipper

from sekisho.events.evidence import Evidence
from sekisho.intake import foreign, tnef
from sekisho.intake.folder import moment
from sekisho.intake.member import LARGEST, PIECE, Member, NotOpenedError, Opener, Reader, inner_name

HEADER = 4 * PIECE
"""Bytes one header of a tar may have (a long name, extended attributes)."""
_CHECKED = 64
"""Pieces of a member that are unpacked to see whether a password is the right one."""
CONTENTS = 32 * PIECE
"""Bytes the table of contents of a zip may have: some 300,000 files."""

HEAD = 0x8006
"""Bytes of a file by which every form here is known; ISO 9660 has its mark behind 16 sectors."""
_ISO = 0x8001


def opener_for(head: bytes) -> Opener | None:
    """How a file with this beginning is opened; None when it is no archive known here."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip
    if head[257:262] == b"ustar":
        return _tar
    if head[2:5] == b"-lh" and head[6:7] == b"-":
        return foreign.opener("lha")
    if head[_ISO : _ISO + 5] == b"CD001":
        return foreign.opener("iso9660")
    for magic, opener in _MARKS.items():
        if head.startswith(magic):
            return opener
    return None


def _zip(archive: Evidence, _most: int, passwords: tuple[str, ...] = ()) -> Iterator[Member]:
    with archive.path.open("rb") as raw:
        if _contents_size(raw, archive.path.stat().st_size) > CONTENTS:
            raise NotOpenedError("not_read.archive_too_many")
        with zipfile.ZipFile(raw) as file:
            forms = (one.encode(how, "replace") for one in passwords for how in _LETTERS)
            keys = _Keys(list(dict.fromkeys(forms)))
            for info in file.infolist():
                name, moment_ = _zip_name(info), _zip_time(info)
                content = _zip_content(archive.path, file, info, keys)
                yield Member(name, info.file_size, moment_, content)


def _contents_size(file: IO[bytes], size: int) -> int:
    """Bytes of the table of contents by the end record, of zip64 where there is one."""
    file.seek(max(0, size - 65536 - 22))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    wide = tail.rfind(b"PK\x06\x06")
    claimed = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if wide >= 0:
        claimed = max(claimed % 0xFFFFFFFF, int.from_bytes(tail[wide + 40 : wide + 48], "little"))
    return min(claimed, size)


def _zip_content(
    path: Path, file: zipfile.ZipFile, info: zipfile.ZipInfo, keys: _Keys
) -> Reader | str | None:
    if info.is_dir():
        return None
    if info.flag_bits & 0x1:
        opened: Callable[[bytes], AbstractContextManager[IO[bytes]]] = (
            partial(_aes_inside, path, info.header_offset)
            if info.compress_type == _AES
            else lambda key: file.open(info, pwd=key)
        )
        key = keys.that_opens(opened)
        return "not_read.encrypted_member" if key is None else partial(opened, key)
    if info.compress_type == zipfile.ZIP_BZIP2:
        return lambda: _bzip2_inside(path, info.header_offset)
    return lambda: file.open(info)


_AES = 99
"""The method under which WinZip and 7-Zip keep a member in AES (APPNOTE 7, AE-x)."""
_LETTERS = ("utf-8", "cp932")
"""How packers turn a password into bytes (APPNOTE 6.1 names no encoding)."""
_IN_VAIN = 20
"""Members for which all passwords are tried in vain before no more are."""


@dataclass
class _Keys:
    """Passwords of an archive; the one that opened a member is the first for the next."""

    keys: list[bytes]
    in_vain: int = 0

    def that_opens(
        self, opened: Callable[[bytes], AbstractContextManager[IO[bytes]]]
    ) -> bytes | None:
        """The password that opens a member, None if none does."""
        if self.in_vain >= _IN_VAIN:
            return None
        for key in self.keys:
            try:
                with opened(key) as member:
                    # one key in 256 passes the first check; the sum at the end decides
                    for _ in range(_CHECKED):
                        if not member.read(PIECE):
                            break
            except _WRONG:
                continue
            self.keys.remove(key)
            self.keys.insert(0, key)
            self.in_vain = 0
            return key
        self.in_vain += 1
        return None


_WRONG = (
    RuntimeError, NotImplementedError, zipfile.BadZipFile, pyzipper.BadZipFile, zlib.error,
    EOFError, OSError, ValueError, struct.error, lzma.LZMAError,
)  # fmt: skip


@contextmanager
def _aes_inside(path: Path, offset: int, key: bytes) -> Iterator[IO[bytes]]:
    with pyzipper.AESZipFile(path) as file:
        info = next(one for one in file.infolist() if one.header_offset == offset)
        with file.open(info, pwd=key) as inside:
            yield inside


@contextmanager
def _bzip2_inside(path: Path, offset: int) -> Iterator[IO[bytes]]:
    """A bzip2 member read in pieces: zipfile would unpack 4 KiB of it to gigabytes at once."""
    with path.open("rb") as file:
        file.seek(offset)
        name, extra = struct.unpack("<26xHH", file.read(30))
        file.seek(offset + 30 + name + extra)
        with bz2.BZ2File(file) as inside:
            yield cast("IO[bytes]", inside)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are cp932 on Japanese Windows, whatever the standard says."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return inner_name(name)


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """Zip times are local and have no zone: only the day is worth keeping, as UTC midnight."""
    try:
        return datetime(*info.date_time[:3], tzinfo=UTC)
    except ValueError:
        return None


def _tar(archive: Evidence, most: int, _passwords: tuple[str, ...] = ()) -> Iterator[Member]:
    with archive.path.open("rb") as file:
        yield from _tar_members(file, max(most, archive.size))


def _tar_members(file: IO[bytes], most: int) -> Iterator[Member]:
    bounded = cast("IO[bytes]", _Bounded(file, most))
    with tarfile.open(fileobj=bounded, mode="r:") as tar:
        while (info := tar.next()) is not None:
            tar.members = []  # type: ignore[attr-defined]  # else every member passed is kept
            name, modified = inner_name(info.name), moment(info.mtime)
            size = min(max(0, info.size), LARGEST)
            yield Member(name, size, modified, _tar_content(tar, info))


def _tar_content(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Reader | str | None:
    if info.isdir():
        return None
    if info.issym() or info.islnk():
        return "not_read.link"
    if not info.isreg():
        return "not_read.not_a_file"

    def opened() -> IO[bytes]:
        content = tar.extractfile(info)
        if content is None:
            raise tarfile.ReadError(info.name)
        return content

    return opened


class _Bounded(io.RawIOBase):
    """What a tar is read through: no header, however long it says it is, fills the memory, and
    no more than ``most`` bytes are unpacked on the way to the members."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        super().__init__()
        self._file = file
        self._most = most

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= HEADER:
            raise tarfile.ReadError("a header without end")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if offset > self._most:
            raise NotOpenedError("not_read.archive_too_large")
        if offset < 0 or whence != io.SEEK_SET:
            raise tarfile.ReadError("a place before the beginning")
        return self._file.seek(offset)

    def tell(self) -> int:
        return self._file.tell()


def _compressed(open_: Callable[[Path], IO[bytes]]) -> Opener:
    def opener(archive: Evidence, most: int, _passwords: tuple[str, ...] = ()) -> Iterator[Member]:
        with ExitStack() as stack:
            file = stack.enter_context(open_(archive.path))
            if file.read(512)[257:262] == b"ustar":
                file.seek(0)
                yield from _tar_members(file, most)
                return
        name = archive.parts[-1]
        stem, _, suffix = name.rpartition(".")
        inner = stem if suffix.lower() in ("gz", "bz2", "xz", "z") and stem else name
        yield Member(inner, 0, archive.modified, lambda: open_(archive.path))

    return opener


def _gzip(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb"))


def _bzip2(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", bz2.open(path, "rb"))


def _xz(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", lzma.open(path, "rb"))


_MARKS: dict[bytes, Opener] = {
    b"\x1f\x8b": _compressed(_gzip),
    b"BZh": _compressed(_bzip2),
    b"\xfd7zXZ\x00": _compressed(_xz),
    b"x\x9f>\x22": tnef.members,
    b"7z\xbc\xaf\x27\x1c": foreign.opener("7zip"),
    b"Rar!\x1a\x07\x00": foreign.opener("rar"),
    b"Rar!\x1a\x07\x01\x00": foreign.opener("rar5"),
    b"MSCF": foreign.opener("cab"),
    **dict.fromkeys((b"070701", b"070702", b"070707", b"\xc7q"), foreign.opener("cpio")),
}
