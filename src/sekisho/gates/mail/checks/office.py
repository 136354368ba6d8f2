"""Active content of Office documents: macros, XLM, embedded objects, links that load on opening.

References: ECMA-376 part 2 (relationships) and part 4; MS-OVBA 2.2; MS-XLS 2.4.28 (BoundSheet8);
MS-DOC 2.5.2 (FibBase); MS-CFB; MS-OFFCRYPTO 2.3; MITRE ATT&CK T1137.001, T1221, T1559.002. What a
part is, is told by relationships and content types as well: names are free.
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
from sekisho.gates.mail.real import ending_of, plain
from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.macro", "mail.xlm", "mail.embedded", "mail.external_template", "mail.dde",
    "mail.locked_document", "mail.document_damaged",
)  # fmt: skip
MOST = 256 * 1024 * 1024
"""Bytes of all XML parts of a document that are looked at."""
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_TYPE = re.compile(rb"""\bType\s*=\s*["'][^"'<>]*/(\w+)["']""")
_OUTSIDE = re.compile(rb"""\bTargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_UNC = re.compile(rb"""\bTarget\s*=\s*["'](?:file:|\\\\)""", re.IGNORECASE)
_LOADS = {
    "attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath",
    "xlExternalLinkPath", "xlPathMissing",
}  # fmt: skip
_KINDS = {
    "vbaProject": "mail.macro", "xlMacrosheet": "mail.xlm", "xlIntlMacrosheet": "mail.xlm",
    "oleObject": "mail.embedded", "activeXControlBinary": "mail.embedded",
}  # fmt: skip
_CONTENT = (
    (re.compile(rb"ms-office\.vbaProject\b"), "mail.macro"),
    (re.compile(rb"ms-excel\.(?:intl)?macrosheet\b", re.IGNORECASE), "mail.xlm"),
)
_FIELD = re.compile(rb"<\w+:instrText\b[^<>]*>([^<]*)<|\b\w+:instr\s*=\s*[\"']([^\"'<>]*)")
_DDE = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:embeddings/|activeX/)[^/]+\.(?:bin|ole)$", re.IGNORECASE)
_XLM = re.compile(r"xl/(?:macrosheets|intlMacrosheets)/", re.IGNORECASE)
_OBJECT = re.compile(rb"\\(?:object|objdata|objemb|objlink|objupdate)\b")
_TEMPLATE = re.compile(rb"\\template\b[^{}\\]{0,20}(?:https?:|\\\\\\\\|file:)", re.IGNORECASE)
_NUMBER = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_CELL = re.compile(rb"(?:^|[,\t;\n\r\"])\s*[=+\-@][^,\t;\n\r]{0,200}\|[^,\t;\n\r]{0,2000}!")
_BINARY_WORD = re.compile(rb"mso-application[\s\S]{0,4096}(?:binData|vbaProject|macrosPresent)")
_MACROS = ("_vba_project", "vba/dir", "_vba_project_cur")


def check(looked: Looked) -> Iterator[Sign]:
    """Each document of the mail, wherever it lies."""
    for file in looked.mail.files:
        if file.document:
            yield from _package(file, file.where)
        elif file.real == "compound":
            yield from _compound(file, file.where)
        elif file.real == "rtf":
            yield from _rtf(file)
        elif file.real in ("text", "mail"):
            yield from _text(file)


def _package(file: File, place: str) -> Iterator[Sign]:
    left = MOST
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            for info in package.infolist():
                yield from _by_name(info.filename, place)
                if info.filename.lower().endswith((".rels", ".xml")):
                    with package.open(info) as stream:
                        content = stream.read(left + 1)
                    left -= len(content)
                    if left < 0:
                        yield Sign("mail.document_damaged", place, str(info.file_size))
                        return
                    yield from _part(info.filename, xml(content), place)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error):
        yield Sign("mail.document_damaged", place)


def _by_name(name: str, place: str) -> Iterator[Sign]:
    if name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")):
        yield Sign("mail.macro", place, name)
    if _XLM.match(name):
        yield Sign("mail.xlm", place, name)
    if _EMBEDDED.search(name):
        yield Sign("mail.embedded", place, name)


def xml(content: bytes) -> bytes:
    """A part as UTF-8, characters written by their number as they are."""
    return _NUMBER.sub(_character, plain(content))


def _character(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    return chr(number).encode("utf-8", "replace") if number < 0x110000 else b""


def _part(name: str, content: bytes, place: str) -> Iterator[Sign]:
    if name.lower().endswith(".rels"):
        for relation in _RELATION.findall(content):
            yield from _relation(relation, place)
    elif name == "[Content_Types].xml":
        for pattern, code in _CONTENT:
            if pattern.search(content):
                yield Sign(code, place, name)
    # a field may be cut into runs at will
    elif b"<ddeLink" in content or _DDE.search(
        b"".join(one or other for one, other in _FIELD.findall(content))
    ):
        yield Sign("mail.dde", place)


def _relation(relation: bytes, place: str) -> Iterator[Sign]:
    kind = _TYPE.search(relation)
    name = kind[1].decode() if kind else ""
    outside = _OUTSIDE.search(relation) is not None
    if outside and (name in _LOADS or (name != "hyperlink" and _UNC.search(relation))):
        yield Sign("mail.external_template", place, name)
    elif name in _KINDS:
        yield Sign(_KINDS[name], place, name)


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
        yield Sign("mail.locked_document", place)
    if any(name.endswith("\x01ole10native") or "objectpool/" in name for name in names):
        yield Sign("mail.embedded", place)
    for name in ("Workbook", "Book"):
        if storage.exists(name):
            yield from _workbook(storage.openstream(name).read(MOST), place)
    if storage.exists("WordDocument"):
        head = storage.openstream("WordDocument").read(12)
        if len(head) == 12 and head[11] & 0x01:
            yield Sign("mail.locked_document", place)


def _workbook(stream: bytes, place: str) -> Iterator[Sign]:
    """Macro sheets (BoundSheet8, type 1) and a password (FilePass) of a workbook."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0085 and size >= 6 and at + 10 <= len(stream):
            if stream[at + 4 + 5] & 0x0F == 1:
                yield Sign("mail.xlm", place)
        elif kind == 0x002F:
            yield Sign("mail.locked_document", place)
            return
        at += 4 + size


def _rtf(file: File) -> Iterator[Sign]:
    if _OBJECT.search(file.data):
        yield Sign("mail.embedded", file.where)
    if _TEMPLATE.search(file.data):
        yield Sign("mail.external_template", file.where)


def _text(file: File) -> Iterator[Sign]:
    """Word 2003 in XML with a macro in it, and tables whose cells call a program."""
    text = plain(file.data)
    if _BINARY_WORD.search(text):
        yield Sign("mail.macro", file.where)
    if ending_of(file.name) in (".csv", ".txt", ".xls", ".tsv", ".tab") and _CELL.search(text):
        yield Sign("mail.dde", file.where)
