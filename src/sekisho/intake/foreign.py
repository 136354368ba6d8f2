"""Archives that libarchive opens: 7z, RAR (4 and 5), LZH, CAB, ISO 9660 and cpio.

libarchive (BSD, Debian: ``libarchive13``) and its binding are optional; without them the archive is
told as one that nothing here opens. It reads in C what strangers made: so it does that in a process
beside this one, with bounds of time, memory, bytes and members, and only the form whose mark the
file bears is tried. Members lie in a private temporary folder until they have been taken.

References: 7-Zip ``7zFormat.txt``; RAR 5.0 technote; [MS-CAB]; ECMA-119 (ISO 9660);
LHa for UNIX ``header.doc``. Names: 7z and Joliet in UTF-16, LZH and CAB in what the packer used
(in Japan cp932).
"""

from __future__ import annotations

import errno
import locale
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost
from sekisho.events.evidence import Evidence
from sekisho.intake.binding import library, pieces, reading
from sekisho.intake.folder import moment
from sekisho.intake.locks import rar4, rar5, seven
from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.spliced import Spliced
from sekisho.intake.locks.sums import Entry, Sum
from sekisho.intake.locks.tries import Tries
from sekisho.intake.member import (
    MEMBERS,
    Member,
    NotOpenedError,
    Opener,
    Reader,
    inner_name,
)
from sekisho.intake.taken import OTHER_LETTERS, Out, taken, why_of

SECONDS = 60.0
BYTES_A_SECOND = 1_000_000
"""Bytes of an archive for which there is one second more."""
MEMORY = 1536 * 1024**2
"""Bytes the process may hold: a 7z may ask for a dictionary of a gigabyte."""


def available() -> bool:
    """Whether libarchive and its binding are installed."""
    return library() is not None


def opener(form: str) -> Opener:
    """How an archive of a form of libarchive (``7zip``, ``rar``, ``rar5``, ``lha``, ``cab``,
    ``iso9660``, ``cpio``) is opened."""
    return partial(_members, form)


@dataclass(frozen=True)
class _Task:
    form: str
    path: str
    folder: str
    most: int
    passwords: tuple[str, ...] = field(default=(), repr=False)


def _members(
    form: str, archive: Evidence, most: int, passwords: tuple[str, ...] = ()
) -> Iterator[Member]:
    if not available():
        raise NotOpenedError("not_read.archive_format")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        task = _Task(form, str(archive.path.absolute()), folder, most, passwords)
        limits = Limits(SECONDS + archive.size / BYTES_A_SECOND, MEMORY, AWAITED)
        result = aside(_unpacked, task, limits)
        if isinstance(result, Lost):
            raise NotOpenedError(_LOST[result.why])
        found, code = result
        for one in found:
            yield _member(one, Path(folder))
        if code:
            raise NotOpenedError(code)


_LOST = {
    "died": "not_read.archive_damaged",
    "too_long": "not_read.too_long",
    "too_much_work": "not_read.too_much_work",
    "too_much_memory": "not_read.archive_too_large",
}


def _member(one: Out, folder: Path) -> Member:
    name = inner_name(one.name)
    modified: datetime | None = None
    if one.seconds is not None:
        with suppress(ValueError, OverflowError, OSError):
            modified = moment(one.seconds)
    if one.code:
        return Member(name, one.size, modified, one.code)
    return Member(name, one.size, modified, _reader(folder / one.content) if one.content else None)


def _reader(path: Path) -> Reader:
    return lambda: path.open("rb")


def _unpacked(task: _Task) -> tuple[list[Out], str]:
    """Runs beside: writes the members out. The code says why the rest is missing, "" if none is."""
    given = library()
    assert given is not None  # noqa: S101  (asked before)
    _with_letters()
    found: list[Out] = []
    code = ""
    for letters in _LETTERS.get(task.form, ("",)):
        found, code = _tried(given, task, letters)
        if code != OTHER_LETTERS:
            return found, code
    return found, "not_read.archive_damaged"


_LETTERS = {"lha": ("UTF-8", "CP932", "ISO-8859-1")}
"""Of an LZH libarchive must be told the letters of the names, or it gives up on all of it; what is
no valid UTF-8 was packed on Japanese Windows, and the last takes any byte."""


def _tried(given: Any, task: _Task, letters: str) -> tuple[list[Out], str]:
    found: list[Out] = []
    try:
        with Path(task.path).open("rb") as file:
            return found, _each(given, task, file, letters, found)
    except given.exception.ArchiveError as error:
        return found, why_of(str(error))
    except NotOpenedError as error:
        return found, error.code
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return found, "not_read.disk_full" if full else "not_read.archive_damaged"


def _each(given: Any, task: _Task, file: IO[bytes], letters: str, found: list[Out]) -> str:
    """Adds the members to ``found``; why the rest is missing, "" if none is."""
    bare = _bare(given, task, file)
    left = task.most
    bare.stream.seek(0)
    with reading(given, task.form, bare.stream, letters) as archive:
        try:
            for entry in archive:
                if len(found) >= MEMBERS:
                    return "not_read.archive_too_many"
                if bare.entries is not None and len(found) >= len(bare.entries):
                    return "not_read.archive_damaged"
                said = None if bare.entries is None else bare.entries[len(found)]
                out = taken(given, entry, said, Path(task.folder), len(found), left)
                found.append(out)
                if out.content:
                    left -= (Path(task.folder) / out.content).stat().st_size
        except given.exception.ArchiveError as error:
            # of what broke with the last member nothing is to be told once more
            if bare.entries is not None and len(found) == len(bare.entries):
                return bare.code
            unknown = bool(found) and found[-1].code == "not_read.archive_method"
            return found[-1].code if unknown else why_of(str(error))
    missing = bare.entries is not None and len(found) < len(bare.entries)
    return bare.code or ("not_read.archive_damaged" if missing else "")


def _bare(given: Any, task: _Task, file: IO[bytes]) -> Bare:
    """The archive as libarchive reads it: as it is, or with its locks opened."""
    unlocked = _LOCKS.get(task.form)
    if unlocked is None:
        return Bare(file)
    tries = Tries(list(task.passwords), partial(_comes_out, given, task.form))
    return unlocked(file, Path(task.path).stat().st_size, tries)


_LOCKS = {"7zip": seven.bare, "rar": rar4.bare, "rar5": rar5.bare}


def _comes_out(given: Any, form: str, stream: Spliced, entry: Entry, most: int) -> tuple[bool, int]:
    """Whether the first member comes out as it was packed, and the bytes it took to know."""
    total, count = Sum(entry), 0
    with suppress(given.exception.ArchiveError), reading(given, form, stream) as archive:
        for one in archive:
            for piece in pieces(given, one):
                count += len(piece)
                total.add(piece)
                if count > most:
                    return False, count
            return total.right(), max(count, stream.taken)
    return False, max(count, stream.taken)


def _with_letters() -> None:
    """libarchive turns names into the locale's letters: it must have all of them."""
    for name in ("C.UTF-8", "en_US.UTF-8", "ja_JP.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return
