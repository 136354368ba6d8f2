"""Compound files ([MS-CFB]): their streams, the password that opens them, what else lies inside."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

import msoffcrypto
import olefile
from msoffcrypto.exceptions import (
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
    ParseError,
)

from sekisho.sources.contract import Note, NotReadable
from sekisho.sources.documents.container import OLE
from sekisho.sources.documents.rows import Missed

LARGEST = 512 * 1024 * 1024
"""Bytes of a compound file that is read; its streams are held in memory."""
STANDARD = "VelvetSweatshop"
"""The password of Excel files that Excel opens without asking ([MS-OFFCRYPTO] 2.3.7.1)."""
_FAILURES = (
    OSError,
    EOFError,
    AssertionError,
    ExpatError,
    FileFormatError,
    ParseError,
    struct.error,
    zlib.error,
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What olefile and msoffcrypto let through when a file is damaged."""
_MACROS = ("macros/vba", "_vba_project_cur/vba", "vba")
_OBJECTS = "objectpool"


class Compound:
    """The streams of a compound file by path, in whatever letters its writer chose."""

    def __init__(self, ole: Any) -> None:
        self._ole = ole
        self.names = ["/".join(parts) for parts in ole.listdir(streams=True, storages=False)]

    def read(self, name: str) -> bytes:
        """The bytes of a stream. Raises NotReadable when it is absent or damaged."""
        try:
            return bytes(self._ole.openstream(name).read())
        except _FAILURES as error:
            raise NotReadable("unread.document_broken", why=f"{name}: {error}") from error

    def __contains__(self, name: str) -> bool:
        lowered = name.lower()
        return any(each.lower() == lowered for each in self.names)

    def beside(self) -> Iterator[Missed | Note]:
        """Objects embedded in the document, which are not read, and macros, which are not run."""
        below = {name.split("/")[1] for name in self.names if name.lower().startswith(_OBJECTS)}
        for each in sorted(below):
            yield Missed("unread.document_embedded", each.encode())
        if any(name.lower().startswith(_MACROS) for name in self.names):
            yield Note("note.document_macros")


@contextmanager
def compound(file: Path | BinaryIO) -> Iterator[Compound]:
    """A compound file within its bounds. Raises NotReadable, OSError."""
    size = file.stat().st_size if isinstance(file, Path) else 0
    if size > LARGEST:
        raise NotReadable("unread.document_too_large", size=str(size))
    try:
        ole = olefile.OleFileIO(str(file) if isinstance(file, Path) else file)
        found = Compound(ole)
    except _FAILURES as error:
        raise NotReadable("unread.document_broken", why=str(error)[:200]) from error
    try:
        yield found
    finally:
        ole.close()


def unlocked(path: Path, passwords: tuple[str, ...]) -> Path | io.BytesIO:
    """The file itself, or its decrypted bytes where it is encrypted and a password fits.

    Raises NotReadable (``unread.encrypted`` when none does), OSError.
    """
    with path.open("rb") as file:
        if file.read(len(OLE)) != OLE:
            return path
        file.seek(0)
        locked = _locked(file)
        if locked is None:
            return path
        for password in (STANDARD, *passwords):
            opened = _decrypted(locked, password)
            if opened is not None:
                return opened
    raise NotReadable("unread.encrypted")


def _locked(file: BinaryIO) -> Any:
    """The file as msoffcrypto knows it, when it is encrypted."""
    try:
        office = msoffcrypto.OfficeFile(file)
        return office if office.is_encrypted() else None
    except _FAILURES:
        return None  # none of the formats that can be encrypted, or too damaged to say


def _decrypted(locked: Any, password: str) -> io.BytesIO | None:
    opened = io.BytesIO()
    with suppress(DecryptionError, InvalidKeyError, *_FAILURES):
        locked.load_key(password=password)
        locked.decrypt(opened)
        opened.seek(0)
        return opened
    return None
