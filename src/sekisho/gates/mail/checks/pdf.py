"""Active content of PDF files: scripts, actions on opening, programs started, files inside.

Reference: ISO 32000-1 7.7.2 (OpenAction), 12.6.3 (AA), 12.6.4.5 (Launch), 12.6.4.16 (JavaScript),
7.11.4 (EmbeddedFiles), 7.3.5 (names may be written with #xx). Compressed objects are unpacked
within bounds, for names in object streams are else not seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.pdf_script", "mail.pdf_launch", "mail.pdf_embedded", "mail.pdf_action")
MOST = 64 * 1024 * 1024
_OBJECTS = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_BEFORE = 2048
"""Bytes before a stream in which its dictionary is looked for."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMES = {
    "mail.pdf_script": re.compile(rb"/JavaScript\b|/JS\s*(?:[(<]|\d+\s+\d+\s+R\b)"),
    "mail.pdf_launch": re.compile(rb"/Launch\b"),
    "mail.pdf_embedded": re.compile(rb"/EmbeddedFiles?\b|/RichMedia\b"),
    "mail.pdf_action": re.compile(
        rb"/AA\s*<<|/AA\s+\d+\s+\d+\s+R\b|/SubmitForm\b|/ImportData\b|/GoTo[RE]\b|/XFA\b"
    ),
}
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R\b)")


def check(looked: Looked) -> Iterator[Sign]:
    """Each PDF of the mail. An action on opening that only turns to a page is no sign."""
    for file in looked.mail.files:
        if file.real == "pdf":
            found = _found(file.data)
            if file.unlocked:
                # what could not be unpacked is looked at behind the password
                found -= {"mail.locked_document", "mail.document_damaged"}
            yield from (Sign(code, file.where) for code in sorted(found))


def _found(data: bytes) -> set[str]:
    """The whole file is searched, its streams too: where one begins and ends is for the reader to
    believe, and by chance these names hardly stand in packed bytes."""
    found = set(_seen(data))
    hidden = False
    for content in _objects(data):
        hidden = hidden or content is None
        found |= set(_seen(content or b""))
    if hidden:
        # objects that cannot be unpacked: encrypted, or made so that only a reader finds them
        locked = _ENCRYPTED.search(data)
        found.add("mail.locked_document" if locked else "mail.document_damaged")
    return found


def _seen(text: bytes) -> Iterator[str]:
    written = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), text)
    for code, pattern in _NAMES.items():
        if pattern.search(written):
            yield code


def _objects(data: bytes) -> Iterator[bytes | None]:
    """Each object stream unpacked; None for one that cannot be."""
    left = MOST
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _BEFORE) : found.start()]
        head = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), head.rpartition(b"endobj")[2])
        if not _OBJECTS.search(head):
            continue
        if b"/FlateDecode" not in head and b"/Fl" not in head:
            if b"/Filter" in head:
                yield None
            continue
        content = _unpacked(memoryview(data)[found.end() :], left)
        left -= len(content or b"")
        yield content if left > 0 else None


def _unpacked(packed: memoryview, most: int) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(packed, max(1, most))
    except zlib.error:
        return None
