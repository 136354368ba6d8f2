"""libarchive through its binding: an archive opened as the form whose mark it bears, its members,
and their bytes.

References: archive_read(3), archive_read_data(3) of libarchive 3.x.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from typing import IO, Any

PIECE = 256 * 1024


def library() -> Any:
    """The binding, None where it or the library is missing (it says so in several ways)."""
    try:
        import libarchive  # noqa: PLC0415
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    return libarchive


@contextmanager
def reading(
    given: Any, form: str, stream: IO[bytes] | RawIOBase, letters: str = ""
) -> Iterator[Any]:
    """The members of an archive that is read from a stream (one that can be sought in), by one form
    and without filters. ``letters``: those of its names, where the form does not tell. Raises the
    binding's ArchiveError."""
    ffi = given.ffi
    room = ctypes.create_string_buffer(PIECE)

    def read(_archive: Any, _context: Any, place: Any) -> int:
        piece = stream.read(PIECE) or b""
        ctypes.memmove(room, piece, len(piece))
        place[0] = ctypes.cast(room, ctypes.c_void_p)
        return len(piece)

    def seek(_archive: Any, _context: Any, offset: int, whence: int) -> int:
        return stream.seek(offset, whence)

    # kept in names of their own: libarchive knows no more of them than an address
    asked, sought = ffi.READ_CALLBACK(read), ffi.SEEK_CALLBACK(seek)
    with given.read.new_archive_read(form, "none") as archive:
        if letters:
            told = ffi.ffi(
                "read_set_options", [ffi.c_archive_p, ffi.c_char_p], ffi.c_int, ffi.check_int
            )
            told(archive, f"hdrcharset={letters}".encode())
        ffi.read_set_seek_callback(archive, sought)
        ffi.read_open(archive, None, ffi.NO_OPEN_CB, asked, ffi.NO_CLOSE_CB)
        yield given.read.ArchiveRead(archive)


def pieces(given: Any, entry: Any) -> Iterator[bytes]:
    """The bytes of a member. Raises the binding's ArchiveError, also for what libarchive only
    warns of: of a checksum that is wrong it gives the bytes first."""
    archive = entry._archive_p  # noqa: SLF001
    # a function of our own: the binding's writes warnings to the log
    read = given.ffi.libarchive["archive_read_data"]
    read.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
    read.restype = ctypes.c_ssize_t
    room = ctypes.create_string_buffer(PIECE)
    while count := read(archive, room, PIECE):
        if count < 0:
            told = given.ffi._error_string(archive)  # noqa: SLF001
            raise given.exception.ArchiveError(told, archive_p=archive)
        yield room.raw[:count]


def is_encrypted(given: Any, entry: Any) -> bool:
    """Whether libarchive takes a member's bytes for encrypted."""
    asked = given.ffi.ffi("entry_is_data_encrypted", [given.ffi.c_archive_entry_p], given.ffi.c_int)
    return bool(asked(entry._entry_p))  # noqa: SLF001
