"""Active content of Office packages: macros, XLM, embedded objects, links that load on opening.

References: ECMA-376 part 2 (relationships) and part 4; MITRE ATT&CK T1137.001, T1221, T1559.002.
What a part is, is told by relationships and content types as well: names are free.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from sekisho.gates.mail.opened import File
from sekisho.gates.mail.real import plain
from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.macro", "mail.xlm", "mail.embedded", "mail.external_template", "mail.dde",
    "mail.document_damaged",
)  # fmt: skip
MOST = 256 * 1024 * 1024
"""Bytes of all XML parts of a document that are looked at."""
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_TYPE = re.compile(rb"""\bType\s*=\s*["'][^"'<>]*/(\w+)["']""")
_OUTSIDE = re.compile(rb"""\bTargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"'<>]*)""")
_LINKS = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")
"""What a link for a person may begin with; others start programs (ms-msdt:, search-ms:, file:)."""
_LOADS = frozenset(("aFChunk", "connections", "queryTable", "extensibility"))
"""Parts that are foreign text, fetch data or give buttons to macros, wherever they lie."""
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
_ACTS = re.compile(rb"\bDDE(?:AUTO)?\b|\bINCLUDE(?:PICTURE|TEXT)\b", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:embeddings/|activeX/)[^/]+\.(?:bin|ole)$|^Object [^/]+$", re.IGNORECASE)
_BINARY_LINK = re.compile(r"/externalLinks/[^/]+\.bin$", re.IGNORECASE)
"""Links of a binary workbook, which may call a program (DDE)."""
_XLM = re.compile(r"xl/(?:macrosheets|intlMacrosheets)/", re.IGNORECASE)
_NUMBER = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def check(looked: Looked) -> Iterator[Sign]:
    """Each document of the mail, wherever it lies."""
    for file in looked.mail.files:
        if file.document:
            yield from _package(file, file.where)


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
    if _BINARY_LINK.search(name):
        yield Sign("mail.external_template", place, name)
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
    elif b"<ddeLink" in content or calls_by_field(content):
        yield Sign("mail.dde", place)
    elif acts_by_field(content):
        yield Sign("mail.external_template", place, name)


def acts_by_field(content: bytes) -> bool:
    """Whether the fields of a text call another program or fetch something from outside."""
    return (
        _ACTS.search(b"".join(one or other for one, other in _FIELD.findall(content))) is not None
    )


def calls_by_field(content: bytes) -> bool:
    """Whether the fields of a text call another program."""
    return _DDE.search(b"".join(one or other for one, other in _FIELD.findall(content))) is not None


def runs(target: str) -> bool:
    """Whether a link leads to something that Windows starts: a path to another computer, or a
    scheme that belongs to a program."""
    bare = "".join(sign for sign in target.lower() if sign.isprintable()).strip()
    if bare.startswith(("\\\\", "//")):
        return True
    scheme, colon, _ = bare.partition(":")
    return bool(colon) and "/" not in scheme and not bare.startswith(_LINKS)


def _relation(relation: bytes, place: str) -> Iterator[Sign]:
    kind = _TYPE.search(relation)
    name = kind[1].decode() if kind else ""
    outside = _OUTSIDE.search(relation) is not None
    target = _TARGET.search(relation)
    # whatever is no link for a person loads by itself when the document is opened
    if name in _LOADS or (
        outside
        and (name != "hyperlink" or runs(target[1].decode("utf-8", "replace") if target else ""))
    ):
        yield Sign("mail.external_template", place, name)
    elif name in _KINDS:
        yield Sign(_KINDS[name], place, name)
