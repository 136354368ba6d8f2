"""A mail taken apart: headers, texts, and every file in it to a bounded depth.

Nothing is written to disk and nothing is run. Zip archives are opened in memory within limits;
every other packed form, and what lies beyond a limit, is named and left closed.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser

from sekisho.gates.mail.real import Real, real_type
from sekisho.sources.mail.headers import header_text
from sekisho.sources.mail.parts import AS_WRITTEN, parts_of

_WORD = re.compile(
    r"(?:パスワード|ﾊﾟｽﾜｰﾄﾞ|暗証|解凍|password|pass|pw)\s*(?:は|[:：=])?\s*[「『\"]?([!-~]{4,32})",
    re.IGNORECASE,
)
_DOCUMENT = ("[Content_Types].xml", "mimetype")
"""Names by which a zip is a document and no archive."""


@dataclass(frozen=True)
class Limits:
    """``depth``: archives within archives; ``files``: of one mail; ``size``: bytes unpacked in
    all; ``ratio``: how much larger than its archive what comes out may be."""

    depth: int = 4
    files: int = 2_000
    size: int = 256 * 1024**2
    ratio: int = 200


@dataclass(frozen=True)
class File:
    """One file of a mail. ``place``: its names from the attachment inwards; ``data`` is empty for
    one that could not be opened, ``closed`` then says why (``encrypted``, ``damaged``, ``limit``,
    ``format``)."""

    place: tuple[str, ...]
    real: Real
    size: int
    sha256: str
    data: bytes = field(repr=False, default=b"")
    closed: str = ""
    document: bool = False

    @property
    def name(self) -> str:
        """Its own name."""
        return self.place[-1]


@dataclass(frozen=True)
class Opened:
    """A mail. ``texts``: bodies as read; ``files``: attachments and what lies in them, in the
    order of the mail; ``too_deep``: parts lie deeper than they are followed."""

    message: Message = field(repr=False)
    subject: str
    texts: tuple[str, ...] = field(repr=False)
    files: tuple[File, ...]
    too_deep: bool
    size: int


def opened(data: bytes, limits: Limits = Limits(), passwords: tuple[str, ...] = ()) -> Opened:
    """A mail from its bytes. Passwords that its own text names are tried, too."""
    message = BytesParser(policy=AS_WRITTEN).parsebytes(data)
    parts = parts_of(message)
    told = [word for text in parts.texts for word in _WORD.findall(text)]
    budget = _Budget(limits, limits.files, limits.size)
    keys = tuple(dict.fromkeys([*passwords, *told]))
    files: list[File] = []
    for attachment in parts.attachments:
        name = attachment.name or attachment.mime_type
        files += _file((name,), attachment.data, budget, keys, 0)
    return Opened(
        message=message,
        subject=header_text(str(message.get("Subject", ""))),
        texts=tuple(parts.texts),
        files=tuple(files),
        too_deep=parts.too_deep,
        size=len(data),
    )


@dataclass
class _Budget:
    limits: Limits
    files: int
    size: int


def _file(
    place: tuple[str, ...], data: bytes, budget: _Budget, keys: tuple[str, ...], depth: int
) -> Iterator[File]:
    real = real_type(data, place[-1])
    digest = hashlib.sha256(data).hexdigest()
    names = _names(data) if real == "zip" else []
    document = any(name in names for name in _DOCUMENT)
    closed = "format" if real == "archive" else ""
    if real == "zip" and not names and not data.startswith(b"PK\x05\x06"):
        closed = "damaged"
    if real == "zip" and not document and depth >= budget.limits.depth:
        closed = "limit"
    yield File(place, real, len(data), digest, data, closed, document)
    if real == "zip" and not document and not closed:
        yield from _members(place, data, budget, keys, depth)


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _members(
    place: tuple[str, ...], data: bytes, budget: _Budget, keys: tuple[str, ...], depth: int
) -> Iterator[File]:
    room = len(data) * budget.limits.ratio + 1024 * 1024
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            inner = (*place, _name(info))
            budget.files -= 1
            most = min(room, budget.size)
            if budget.files < 0 or info.file_size > most:
                yield _closed(inner, info.file_size, "limit")
                continue
            content = _content(archive, info, most, keys)
            if isinstance(content, str):
                yield _closed(inner, info.file_size, content)
                continue
            room -= len(content)
            budget.size -= len(content)
            yield from _file(inner, content, budget, keys, depth + 1)


def _closed(place: tuple[str, ...], size: int, why: str) -> File:
    # what it would be is told by its name alone
    return File(place, real_type(b" ", place[-1]), size, "", b"", why)


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are cp932 in Japan (APPNOTE 4.4.4, appendix D)."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("cp932")
    except UnicodeDecodeError:
        return info.filename


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, keys: tuple[str, ...]
) -> bytes | str:
    """The bytes of a member, or why there are none."""
    encrypted = bool(info.flag_bits & 0x1)
    for key in keys if encrypted else ("",):
        try:
            with archive.open(info, pwd=key.encode("utf-8", "replace") or None) as stream:
                content = stream.read(most + 1)
        except (zipfile.BadZipFile, OSError, EOFError, zlib.error, ValueError):
            if not encrypted:
                return "damaged"
            continue
        except (RuntimeError, NotImplementedError):
            if not encrypted:
                return "format"
            continue
        return "limit" if len(content) > most else content
    return "encrypted" if encrypted else "damaged"
