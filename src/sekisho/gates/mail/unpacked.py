"""What lies in an archive or an Outlook message, within bounds.

The readers of ``intake`` and ``sources`` open files by their path, so the archive lies for that
moment in a private temporary folder, and so does what libarchive takes out of one.
"""

from __future__ import annotations

import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.intake.member import Member, NotOpenedError
from sekisho.intake.packed import HEAD, opener_for
from sekisho.sources.contract import NotReadable
from sekisho.sources.mail import msg

_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError,
    OSError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Inner:
    """Something inside: ``closed`` says why there are no bytes (``encrypted``, ``damaged``,
    ``limit``, ``format``), else it is empty."""

    name: str
    size: int
    data: bytes = field(repr=False, default=b"")
    closed: str = ""


def can_open(data: bytes) -> bool:
    """Whether it is an archive of a form that is opened here."""
    return opener_for(data[:HEAD]) is not None


def members(data: bytes, name: str, most: int, keys: tuple[str, ...]) -> Iterator[Inner]:
    """The files in an archive. ``most``: bytes that may come out of it in all. An archive that
    breaks on the way ends with a closed file without a name of its own."""
    opener = opener_for(data[:HEAD])
    if opener is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            for member in opener(_laid(folder, data, name), most, keys):
                if member.content is None:
                    continue
                inner = _inner(member, most)
                most -= len(inner.data)
                yield inner
        except NotOpenedError as error:
            yield Inner("?", 0, closed=_REST.get(error.code, "limit"))
        except (RuntimeError, NotImplementedError):
            yield Inner("?", 0, closed="format")
        except _BROKEN:
            yield Inner("?", 0, closed="damaged")


def attached(data: bytes, name: str) -> Iterator[Inner]:
    """The attachments of an Outlook message ([MS-OXMSG])."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            for one in msg.contents(_laid(folder, data, name)):
                yield Inner(one.name, len(one.data), one.data)
        except NotReadable:
            yield Inner("?", 0, closed="damaged")
        except _BROKEN:
            yield Inner("?", 0, closed="damaged")


def _laid(folder: str, data: bytes, name: str) -> Evidence:
    path = Path(folder) / "packed"
    path.write_bytes(data)
    return Evidence(name, path, len(data), "")


_REST = {
    "not_read.archive_format": "format",
    "not_read.archive_encrypted": "encrypted",
    "not_read.archive_damaged": "damaged",
}
"""Why the rest of an archive is not opened; whatever else it is, is a limit."""
_MEMBER = {"not_read.encrypted_member": "encrypted", "not_read.member_damaged": "damaged"}


def _inner(member: Member, most: int) -> Inner:
    if isinstance(member.content, str):
        why = _MEMBER.get(member.content, "format")
        return Inner(member.name, member.size, closed=why)
    if member.content is None or member.size > most:
        return Inner(member.name, member.size, closed="limit")
    try:
        with member.content() as stream:
            content = stream.read(most + 1)
    except (RuntimeError, NotImplementedError):
        return Inner(member.name, member.size, closed="format")
    except _BROKEN:
        return Inner(member.name, member.size, closed="damaged")
    if len(content) > most:
        return Inner(member.name, member.size, closed="limit")
    return Inner(member.name, len(content), content)
