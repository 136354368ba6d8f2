"""Active content of Office documents: macros, XLM, embedded objects, links that load on opening.

References: ECMA-376 part 2 (relationships) and part 4; MS-OVBA 2.2; MS-XLS 2.4.28 (BoundSheet8);
MS-CFB; MS-OFFCRYPTO 2.3; MITRE ATT&CK T1137.001, T1221, T1559.002.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

import olefile

from sekisho.gates.mail.opened import File
from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.macro", "mail.xlm", "mail.embedded", "mail.external_template", "mail.dde",
    "mail.locked_document", "mail.document_damaged",
)  # fmt: skip
MOST = 64 * 1024 * 1024
"""Bytes of one part of a document that are looked at."""
_EXTERNAL = re.compile(
    rb'<Relationship\b(?=[^>]*TargetMode\s*=\s*["\']External)[^>]*Type\s*=\s*["\'][^"\']*/'
    rb"(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|xlExternalLinkPath)",
    re.IGNORECASE,
)
_DDE = re.compile(
    rb"(?:instrText|w:instr|fldSimple)[^<>]*?>?[^<]*?\bDDE(?:AUTO)?\b|<ddeLink\b", re.IGNORECASE
)
_EMBEDDED = re.compile(r"(?:embeddings/|activeX/)[^/]+\.(?:bin|ole)$", re.IGNORECASE)
_XLM = re.compile(r"xl/(?:macrosheets|intlMacrosheets)/", re.IGNORECASE)
_OBJECT = re.compile(rb"\\(?:object|objdata|objemb|objlink|objupdate)\b")


def check(looked: Looked) -> Iterator[Sign]:
    """Each document of the mail, wherever it lies."""
    for file in looked.mail.files:
        place = "/".join(file.place)
        if file.document:
            yield from _package(file, place)
        elif file.real == "compound":
            yield from _compound(file, place)
        elif file.real == "rtf" and _OBJECT.search(file.data):
            yield Sign("mail.embedded", place)


def _package(file: File, place: str) -> Iterator[Sign]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            for info in package.infolist():
                yield from _part(package, info, place)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        yield Sign("mail.document_damaged", place)


def _part(package: zipfile.ZipFile, info: zipfile.ZipInfo, place: str) -> Iterator[Sign]:
    name = info.filename
    if name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")):
        yield Sign("mail.macro", place, name)
    if _XLM.match(name):
        yield Sign("mail.xlm", place, name)
    if _EMBEDDED.search(name):
        yield Sign("mail.embedded", place, name)
    if not name.lower().endswith((".rels", ".xml")):
        return
    with package.open(info) as stream:
        content = stream.read(MOST)
    if name.lower().endswith(".rels"):
        for found in set(_EXTERNAL.findall(content)):
            yield Sign("mail.external_template", place, found.decode())
    elif _DDE.search(content):
        yield Sign("mail.dde", place)


def _compound(file: File, place: str) -> Iterator[Sign]:
    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as storage:
            names = ["/".join(entry) for entry in storage.listdir(storages=True)]
            lowered = [name.lower() for name in names]
            if any(
                name.endswith(("_vba_project", "vba/dir", "_vba_project_cur")) for name in lowered
            ):
                yield Sign("mail.macro", place)
            if any("encryptedpackage" in name for name in lowered):
                yield Sign("mail.locked_document", place)
            if any(name.endswith("\x01ole10native") or "objectpool/" in name for name in lowered):
                yield Sign("mail.embedded", place)
            for name in ("Workbook", "Book"):
                if storage.exists(name):
                    yield from _workbook(storage.openstream(name).read(MOST), place)
    except Exception:  # noqa: BLE001  (hostile files; told with its place, and never accepted)
        yield Sign("mail.document_damaged", place)


def _workbook(stream: bytes, place: str) -> Iterator[Sign]:
    """Macro sheets (BoundSheet8, type 1) and a password (FilePass) of a workbook."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0085 and size >= 6 and stream[at + 4 + 5] & 0x0F == 1:
            yield Sign("mail.xlm", place)
        if kind == 0x002F:
            yield Sign("mail.locked_document", place)
            return
        at += 4 + size
