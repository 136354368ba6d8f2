"""A member of an archive taken out to the disk by libarchive, with its name in Japanese.

libarchive gives no codes for why it could not: its sentences are those of version 3.x.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sekisho.intake.binding import is_encrypted, pieces
from sekisho.intake.locks.sums import UNKNOWN, Entry, Sum
from sekisho.intake.member import LARGEST, NotOpenedError

RESERVE = 256 * 1024**2
"""Bytes of disk never used."""
OTHER_LETTERS = "letters"
"""The names are in other letters than libarchive was told."""
_LINKS = (0o120000,)
_FILE, _FOLDER = 0o100000, 0o040000


@dataclass(frozen=True)
class Out:
    """A member. ``content``: the name of the file in the folder, "" for a folder; ``code``:
    why there is none."""

    name: str
    size: int
    seconds: float | None
    content: str
    code: str = ""


def taken(given: Any, entry: Any, said: Entry | None, folder: Path, number: int, left: int) -> Out:
    """One member on the disk, or why it is not. Raises NotOpenedError at a limit, ArchiveError
    where no further member can be read either."""
    size = said.size if said else entry.size or 0
    out = partial(Out, _name(given, entry), min(max(0, size), LARGEST), entry.mtime)
    kind = entry.filetype & 0o170000
    if kind == _FOLDER:
        return out("")
    code = _closed(given, entry, kind, said)
    if code:
        return out("", code)
    path = folder / f"member-{number:06d}"
    try:
        right = _written(given, entry, said, path, left)
    except given.exception.ArchiveError as error:
        code = _OF_MEMBER.get(why := why_of(str(error)), why)
        right = False
    if right:
        return out(path.name)
    path.unlink(missing_ok=True)
    damaged = said.why if said else "not_read.member_damaged"
    return out("", damaged if code in ("", "not_read.member_damaged") else code)


def _closed(given: Any, entry: Any, kind: int, said: Entry | None) -> str:
    """Why a member is not taken out at all, "" where it is."""
    if kind in _LINKS or entry.linkname:
        return "not_read.link"
    if said is not None and said.code:
        return said.code
    if kind != _FILE:
        return "not_read.not_a_file"
    return "not_read.encrypted_member" if is_encrypted(given, entry) else ""


def _written(given: Any, entry: Any, said: Entry | None, path: Path, left: int) -> bool:
    """Whether the bytes that were written are those that were packed."""
    count, total = 0, Sum(said or Entry(size=UNKNOWN))
    with path.open("wb") as file:
        for piece in pieces(given, entry):
            count += len(piece)
            if count > left:
                raise NotOpenedError("not_read.archive_too_large")
            if shutil.disk_usage(path.parent).free < RESERVE:
                raise NotOpenedError("not_read.disk_full")
            file.write(piece)
            total.add(piece)
    return total.right()


_OF_MEMBER = {
    "not_read.archive_damaged": "not_read.member_damaged",
    "not_read.archive_encrypted": "not_read.encrypted_member",
}


_UNKNOWN = ("unsupported", "not supported", "not implemented", "codec id", "unavailable")


def why_of(told: str) -> str:
    """libarchive has no codes for this; its sentences are those of version 3.x."""
    lower = told.lower()
    if "cannot be converted" in lower:
        return OTHER_LETTERS
    if "encrypt" in lower or "passphrase" in lower or "password" in lower:
        return "not_read.archive_encrypted"
    if any(one in lower for one in _UNKNOWN):
        return "not_read.archive_method"
    return "not_read.archive_damaged"


def _name(given: Any, entry: Any) -> str:
    """In the letters the archive keeps, or in those its packer used."""
    wide = given.ffi.entry_pathname_w(entry._entry_p)  # noqa: SLF001
    raw = b"" if wide else given.ffi.entry_pathname(entry._entry_p) or b""  # noqa: SLF001
    if wide:
        return str(wide)
    for encoding, told in (("utf-8", raw), ("cp932", _with_second_bytes(raw))):
        with suppress(UnicodeDecodeError):
            return str(told.decode(encoding))
    return str(raw.decode("utf-8", "backslashreplace"))


def _with_second_bytes(raw: bytes) -> bytes:
    """Names in cp932 as they were: libarchive takes each 0x5C of a RAR 4 for a step between
    folders, also one that is the second byte of a letter, which 0x2F never is (JIS X 0208)."""
    out = bytearray(raw)
    at = 0
    while at < len(out):
        lead = 0x81 <= out[at] <= 0x9F or 0xE0 <= out[at] <= 0xFC
        if lead and out[at + 1 : at + 2] == b"/":
            out[at + 1] = 0x5C
        at += 2 if lead else 1
    return bytes(out)
