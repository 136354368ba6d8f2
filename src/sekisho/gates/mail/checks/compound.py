"""Active content of the older Office documents (compound files): macros, XLM, embedded objects.

References: MS-CFB; MS-OVBA 2.2; MS-XLS 2.4.28 (BoundSheet8); MS-DOC 2.5.2 (FibBase); MS-PPT 2.3.2
(CurrentUserAtom), 2.10.34 (ExOleObjStg); MS-OFFCRYPTO 2.3.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from sekisho.gates.mail.opened import File
from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.macro", "mail.xlm", "mail.embedded", "mail.locked_document", "mail.document_damaged",
)  # fmt: skip
MOST = 256 * 1024 * 1024
"""Bytes of one stream that are looked at."""
_STORED = re.compile(
    rb"[\x00\x10]\x00\x11\x10[\s\S]{4}(?:[\s\S]{4}x[\x01\x9c\xda^]|\xd0\xcf\x11\xe0)"
)
"""The head of a stored object, packed or not, and how it begins."""
LOCKED = "mail.locked_document"
"""No sign of a document whose password is known: what lies behind it is looked at by itself."""
_MACROS = ("_vba_project", "vba/dir", "_vba_project_cur")


def check(looked: Looked) -> Iterator[Sign]:
    """Each compound file of the mail, wherever it lies."""
    for file in looked.mail.files:
        if file.real == "compound":
            yield from (
                sign
                for sign in _compound(file, file.where)
                if not (file.unlocked and sign.code == LOCKED)
            )


def _compound(file: File, place: str) -> Iterator[Sign]:
    if file.data.startswith(b"ActiveMime"):
        yield Sign("mail.macro", place, "ActiveMime")
        return
    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as storage:
            yield from _storage(storage, place)
    except Exception:  # noqa: BLE001  (hostile files; told with its place, and never accepted)
        yield Sign("mail.document_damaged", place)


def _storage(storage: olefile.OleFileIO, place: str) -> Iterator[Sign]:
    names = ["/".join(entry).lower() for entry in storage.listdir(storages=True)]
    if any(name.endswith(_MACROS) for name in names):
        yield Sign("mail.macro", place)
    if any("encryptedpackage" in name for name in names):
        yield Sign(LOCKED, place)
    if any(name.endswith("\x01ole10native") or "objectpool/" in name for name in names):
        yield Sign("mail.embedded", place)
    for name in ("Workbook", "Book"):
        if storage.exists(name):
            yield from _workbook(storage.openstream(name).read(MOST), place)
    yield from _slides(storage, place)
    yield from _locked(storage, place)


def _slides(storage: olefile.OleFileIO, place: str) -> Iterator[Sign]:
    if storage.exists("PowerPoint Document"):
        # an object or macros: ExOleObjStg, VbaProjectStg (MS-PPT 2.10.34, 2.10.40)
        slides = storage.openstream("PowerPoint Document").read(MOST)
        if _STORED.search(slides):
            yield Sign("mail.embedded", place)


def _locked(storage: olefile.OleFileIO, place: str) -> Iterator[Sign]:
    if storage.exists("Current User"):
        token = storage.openstream("Current User").read(16)[12:]
        if token == b"\xdf\xc4\xd1\xf3":
            yield Sign(LOCKED, place)
    if storage.exists("WordDocument"):
        head = storage.openstream("WordDocument").read(12)
        if len(head) == 12 and head[11] & 0x01:
            yield Sign(LOCKED, place)


def _workbook(stream: bytes, place: str) -> Iterator[Sign]:
    """Macro sheets (BoundSheet8, type 1) and a password (FilePass) of a workbook."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0085 and size >= 6 and at + 10 <= len(stream):
            if stream[at + 4 + 5] & 0x0F == 1:
                yield Sign("mail.xlm", place)
        elif kind == 0x002F:
            yield Sign(LOCKED, place)
            return
        at += 4 + size
