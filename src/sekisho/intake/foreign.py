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
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost
from sekisho.events.evidence import Evidence
from sekisho.intake.folder import moment
from sekisho.intake.member import LARGEST, Member, NotOpenedError, Opener, Reader, inner_name

SECONDS = 60.0
BYTES_A_SECOND = 1_000_000
"""Bytes of an archive for which there is one second more."""
MEMORY = 1536 * 1024**2
"""Bytes the process may hold: a 7z may ask for a dictionary of a gigabyte."""
MEMBERS = 50_000
RESERVE = 256 * 1024**2
"""Bytes of disk never used."""
_PIECE = 256 * 1024
_LINKS = (0o120000,)
_FILE, _FOLDER = 0o100000, 0o040000


def available() -> bool:
    """Whether libarchive and its binding are installed."""
    return _library() is not None


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


@dataclass(frozen=True)
class _Out:
    """``content``: the name of the file in the folder, "" for a folder; ``code``: why there is
    none."""

    name: str
    size: int
    seconds: float | None
    content: str
    code: str = ""


def _members(
    form: str, archive: Evidence, most: int, _passwords: tuple[str, ...] = ()
) -> Iterator[Member]:
    if not available():
        raise NotOpenedError("not_read.archive_format")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        task = _Task(form, str(archive.path.absolute()), folder, most)
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


def _member(one: _Out, folder: Path) -> Member:
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


def _unpacked(task: _Task) -> tuple[list[_Out], str]:
    """Runs beside: writes the members out. The code says why the rest is missing, "" if none is."""
    library = _library()
    assert library is not None  # noqa: S101  (asked before)
    _with_letters()
    found: list[_Out] = []
    code = ""
    for letters in _LETTERS.get(task.form, ("",)):
        found, code = _tried(library, task, letters)
        if code != _OTHER_LETTERS:
            return found, code
    return found, "not_read.archive_damaged"


_LETTERS = {"lha": ("UTF-8", "CP932", "ISO-8859-1")}
"""Of an LZH libarchive must be told the letters of the names, or it gives up on all of it; what is
no valid UTF-8 was packed on Japanese Windows, and the last takes any byte."""
_OTHER_LETTERS = "letters"


def _tried(library: Any, task: _Task, letters: str) -> tuple[list[_Out], str]:
    found: list[_Out] = []
    left = task.most
    try:
        with _reading(library, task, letters) as archive:
            for entry in library.read.ArchiveRead(archive):
                if len(found) >= MEMBERS:
                    return found, "not_read.archive_too_many"
                out = _written(library, entry, Path(task.folder), len(found), left)
                found.append(out)
                if out.content:
                    left -= (Path(task.folder) / out.content).stat().st_size
    except library.exception.ArchiveError as error:
        return found, _why(str(error))
    except NotOpenedError as error:
        return found, error.code
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return found, "not_read.disk_full" if full else "not_read.archive_damaged"
    return found, ""


def _written(library: Any, entry: Any, folder: Path, number: int, left: int) -> _Out:
    """One member on the disk. Raises NotOpenedError at a limit, ArchiveError where no further
    member can be read either."""
    name, size = _name(library, entry), min(max(0, entry.size or 0), LARGEST)
    out = partial(_Out, name, size, entry.mtime)
    kind = entry.filetype & 0o170000
    if kind == _FOLDER:
        return out("")
    if kind in _LINKS or entry.linkname:
        return out("", "not_read.link")
    if kind != _FILE:
        return out("", "not_read.not_a_file")
    if _encrypted(library, entry):
        return out("", "not_read.encrypted_member")
    path = folder / f"member-{number:06d}"
    written = 0
    try:
        with path.open("wb") as file:
            for piece in entry.get_blocks(_PIECE):
                written += len(piece)
                if written > left:
                    raise NotOpenedError("not_read.archive_too_large")
                if shutil.disk_usage(folder).free < RESERVE:
                    raise NotOpenedError("not_read.disk_full")
                file.write(piece)
    except library.exception.ArchiveError as error:
        path.unlink(missing_ok=True)
        why = _why(str(error))
        return out("", _OF_MEMBER.get(why, why))
    return out(path.name)


_OF_MEMBER = {
    "not_read.archive_damaged": "not_read.member_damaged",
    "not_read.archive_encrypted": "not_read.encrypted_member",
}


def _why(told: str) -> str:
    """libarchive has no codes for this; its sentences are those of version 3.x."""
    lower = told.lower()
    if "cannot be converted" in lower:
        return _OTHER_LETTERS
    if "encrypt" in lower or "passphrase" in lower or "password" in lower:
        return "not_read.archive_encrypted"
    if "unsupported" in lower or "not supported" in lower or "not implemented" in lower:
        return "not_read.archive_format"
    return "not_read.archive_damaged"


def _name(library: Any, entry: Any) -> str:
    """In the letters the archive keeps, or in those its packer used."""
    wide = library.ffi.entry_pathname_w(entry._entry_p)  # noqa: SLF001
    raw = b"" if wide else library.ffi.entry_pathname(entry._entry_p) or b""  # noqa: SLF001
    if wide:
        return str(wide)
    for encoding, given in (("utf-8", raw), ("cp932", _with_second_bytes(raw))):
        with suppress(UnicodeDecodeError):
            return str(given.decode(encoding))
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


def _encrypted(library: Any, entry: Any) -> bool:
    asked = library.ffi.ffi(
        "entry_is_data_encrypted", [library.ffi.c_archive_entry_p], library.ffi.c_int
    )
    return bool(asked(entry._entry_p))  # noqa: SLF001


@contextmanager
def _reading(library: Any, task: _Task, letters: str) -> Iterator[Any]:
    with (
        Path(task.path).open("rb") as file,
        library.read.new_archive_read(task.form, "none") as archive,
    ):
        if letters:
            asked = library.ffi.ffi(
                "read_set_options", [library.ffi.c_archive_p, library.ffi.c_char_p],
                library.ffi.c_int, library.ffi.check_int,
            )  # fmt: skip
            asked(archive, f"hdrcharset={letters}".encode())
        library.ffi.read_open_fd(archive, file.fileno(), _PIECE)
        yield archive


def _with_letters() -> None:
    """libarchive turns names into the locale's letters: it must have all of them."""
    for name in ("C.UTF-8", "en_US.UTF-8", "ja_JP.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return


def _library() -> Any:
    """The binding, None where it or the library is missing (it says so in several ways)."""
    try:
        import libarchive  # noqa: PLC0415
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    return libarchive
