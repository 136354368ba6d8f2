"""Opening archives (zip, tar, gz, bz2, xz) to a bounded depth and size.

Members are written as numbered files into the work folder, never under their own names, so no
archive leaves it. Every limit is checked against the bytes actually written, not against what
the archive says of itself.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Literal, cast

from sekisho.events.evidence import INSIDE, Evidence
from sekisho.intake.folder import NotReceived
from sekisho.ledger.digest import sha256_of
from sekisho.sources.contract import Content

PIECE = 1024 * 1024


@dataclass
class Allowance:
    """What opening archives may still take from the disk; shared by a whole intake.

    ``left``: bytes that may still be written in all; ``ratio``: how much larger than the archive
    its contents may be (beyond ``free`` bytes that are always allowed); ``members``: files left;
    ``depth``: archives within archives; ``reserve``: bytes of disk never used.
    """

    left: int = 64 * 1024**3
    ratio: int = 200
    free: int = 256 * 1024**2
    members: int = 200_000
    depth: int = 4
    reserve: int = 2 * 1024**3
    count: int = field(default=0, init=False)


class _TooMuchError(Exception):
    """A limit was reached; the argument is the text code."""


def is_archive(head: bytes) -> bool:
    """Whether the bytes begin like an archive that can be opened here."""
    return _opener(head) is not None


def members(
    archive: Evidence, head: bytes, work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The members of an archive, written to ``work`` and hashed, in the archive's order.

    What cannot be opened (encrypted, damaged, beyond the limits) is answered with its reason.
    """
    opener = _opener(head)
    if opener is None:
        return
    if archive.name.count(INSIDE) >= allowance.depth:
        yield NotReceived(archive.name, "not_read.archive_too_deep", archive.size)
        return
    budget = allowance.free + archive.size * allowance.ratio
    try:
        for name, size, modified, source in opener(archive):
            inside = f"{archive.name}{INSIDE}{name}"
            if source is None:
                yield NotReceived(inside, "not_read.encrypted_member", size)
                continue
            taken = _take(inside, source, modified, work, allowance, budget)
            budget -= taken.size
            yield taken
    except _TooMuchError as limit:
        yield NotReceived(f"{archive.name}{INSIDE}…", str(limit.args[0]))
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error,
            lzma.LZMAError, NotImplementedError, RuntimeError):  # fmt: skip
        yield NotReceived(f"{archive.name}{INSIDE}…", "not_read.archive_damaged")


def inside(
    evidence: Evidence, contents: Iterable[Content], work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The files inside an evidence that its source takes out (the attachments of mails), within
    the same limits as the members of an archive."""
    if evidence.name.count(INSIDE) >= allowance.depth:
        return
    budget = allowance.free + evidence.size * allowance.ratio
    try:
        for content in contents:
            name = f"{evidence.name}{INSIDE}{content.name}"
            yield _take(name, partial(io.BytesIO, content.data), None, work, allowance, budget)
    except _TooMuchError as limit:
        yield NotReceived(f"{evidence.name}{INSIDE}…", str(limit.args[0]))
    except OSError:
        yield NotReceived(f"{evidence.name}{INSIDE}…", "not_read.cannot_open")


_Member = tuple[str, int, datetime | None, Callable[[], IO[bytes]] | None]
_Opener = Callable[[Evidence], Iterator[_Member]]


def _take(
    name: str,
    source: Callable[[], IO[bytes]],
    modified: datetime | None,
    work: Path,
    allowance: Allowance,
    budget: int,
) -> Evidence | NotReceived:
    allowance.count += 1
    if allowance.count > allowance.members:
        raise _TooMuchError("not_read.archive_too_many")
    path = work / f"member-{allowance.count:06d}"
    size = 0
    try:
        with source() as inside, path.open("wb") as outside:
            while piece := inside.read(PIECE):
                size += len(piece)
                allowance.left -= len(piece)
                _check(size, budget, work, allowance)
                outside.write(piece)
    except _TooMuchError:
        allowance.left += size
        path.unlink(missing_ok=True)
        raise
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error,
            lzma.LZMAError, NotImplementedError, RuntimeError):  # fmt: skip
        path.unlink(missing_ok=True)
        return NotReceived(name, "not_read.member_damaged", size)
    return Evidence(name, path, size, sha256_of(path), modified)


def _check(size: int, budget: int, work: Path, allowance: Allowance) -> None:
    full = shutil.disk_usage(work).free < allowance.reserve
    if size > budget or allowance.left < 0 or full:
        raise _TooMuchError("not_read.archive_too_large")


def _opener(head: bytes) -> _Opener | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip
    if len(head) > 262 and head[257:262] == b"ustar":
        return _tar
    for magic, opener in _COMPRESSED.items():
        if head.startswith(magic):
            return opener
    return None


def _zip(archive: Evidence) -> Iterator[_Member]:
    with zipfile.ZipFile(archive.path) as file:
        for info in file.infolist():
            if info.is_dir():
                continue
            reader = None if info.flag_bits & 0x1 else _zip_reader(file, info)
            yield _zip_name(info), info.file_size, _zip_time(info), reader


def _zip_reader(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: file.open(info)


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
    return _inner_name(name)


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """Zip times are local and have no zone: only the day is worth keeping, as UTC midnight."""
    try:
        return datetime(*info.date_time[:3], tzinfo=UTC)
    except ValueError:
        return None


_TarMode = Literal["r:", "r:gz", "r:bz2", "r:xz"]


def _tar(archive: Evidence, mode: _TarMode = "r:") -> Iterator[_Member]:
    with tarfile.open(archive.path, mode) as file:
        for info in file:
            if not info.isreg():
                continue
            modified = datetime.fromtimestamp(max(0, info.mtime), UTC)
            yield _inner_name(info.name), info.size, modified, _tar_reader(file, info)


def _tar_reader(file: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        member = file.extractfile(info)
        if member is None:
            raise tarfile.ReadError(info.name)
        return member

    return opened


def _compressed(mode: _TarMode, open_: Callable[[Path], IO[bytes]]) -> _Opener:
    def opener(archive: Evidence) -> Iterator[_Member]:
        with open_(archive.path) as file:
            beginning = file.read(512)
        if len(beginning) > 262 and beginning[257:262] == b"ustar":
            yield from _tar(archive, mode)
            return
        name = archive.parts[-1]
        stem, _, suffix = name.rpartition(".")
        inner = stem if suffix.lower() in ("gz", "bz2", "xz", "z") and stem else name
        yield inner, 0, archive.modified, lambda: open_(archive.path)

    return opener


def _gzip(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb"))


def _bzip2(path: Path) -> IO[bytes]:
    return bz2.open(path, "rb")


def _xz(path: Path) -> IO[bytes]:
    return lzma.open(path, "rb")


_COMPRESSED: dict[bytes, _Opener] = {
    b"\x1f\x8b": _compressed("r:gz", _gzip),
    b"BZh": _compressed("r:bz2", _bzip2),
    b"\xfd7zXZ\x00": _compressed("r:xz", _xz),
}


def _inner_name(name: str) -> str:
    """A member's name without the steps that would lead out of its archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    readable = "/".join(part.encode("utf-8", "backslashreplace").decode() for part in parts)
    return readable or "_"
