"""What lies in an archive or an Outlook message, within bounds.

The readers of ``intake`` and ``sources`` open files by their path, so the archive gets one for that
moment: a file in memory where the system has such (memfd_create(2)), else one in a private
temporary folder. What libarchive takes out of one lies in such a folder for that moment.
"""

from __future__ import annotations

import lzma
import os
import struct
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.intake.member import Member, NotOpenedError
from sekisho.intake.packed import HEAD, opener_for
from sekisho.sources.contract import NotReadable
from sekisho.sources.mail import msg

REST = "?"
"""The name of what an archive holds besides, where that cannot be told."""
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError,
    OSError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Inner:
    """Something inside: ``closed`` says why there are no bytes (``encrypted``, ``damaged``,
    ``limit``, ``format``, ``part`` where parts of a split archive are missing), else it is
    empty."""

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
    with _laid(data, name) as archive:
        try:
            for member in opener(archive, most, keys):
                if member.content is None:
                    continue
                inner = _inner(member, most)
                most -= len(inner.data)
                yield inner
        except NotOpenedError as error:
            yield Inner(REST, 0, closed=_REST.get(error.code, "limit"))
        except (RuntimeError, NotImplementedError):
            yield Inner(REST, 0, closed="format")
        except _BROKEN:
            yield Inner(REST, 0, closed="damaged")


def attached(data: bytes, name: str) -> Iterator[Inner]:
    """The attachments of an Outlook message ([MS-OXMSG])."""
    with _laid(data, name) as message:
        try:
            for one in msg.contents(message):
                yield Inner(one.name, len(one.data), one.data)
        except NotReadable:
            yield Inner(REST, 0, closed="damaged")
        except _BROKEN:
            yield Inner(REST, 0, closed="damaged")


@contextmanager
def _laid(data: bytes, name: str) -> Iterator[Evidence]:
    """The bytes as a file for as long as it lasts."""
    if sys.platform == "linux":
        number = os.memfd_create("packed")
        with open(number, "wb", buffering=0) as file:  # noqa: PTH123  (a number, no path)
            file.write(data)
            # by the number of the process, so that a program started for it finds the file too
            path = Path(f"/proc/{os.getpid()}/fd/{number}")
            yield Evidence(name, path, len(data), "")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "packed"
        path.write_bytes(data)
        yield Evidence(name, path, len(data), "")


_REST = {
    "not_read.archive_format": "format",
    "not_read.archive_method": "format",
    "not_read.archive_encrypted": "encrypted",
    "not_read.encrypted_untried": "encrypted",
    "not_read.archive_damaged": "damaged",
    "not_read.archive_part": "part",
    "not_read.archive_solid": "format",
}
"""Why the rest of an archive is not opened; whatever else it is, is a limit."""
_MEMBER = {
    "not_read.encrypted_member": "encrypted",
    "not_read.encrypted_untried": "encrypted",
    "not_read.member_damaged": "damaged",
    "not_read.archive_part": "part",
}


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
