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
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMES = {
    "mail.pdf_script": re.compile(rb"/(?:JavaScript|JS)\b"),
    "mail.pdf_launch": re.compile(rb"/Launch\b"),
    "mail.pdf_embedded": re.compile(rb"/EmbeddedFiles?\b|/RichMedia\b"),
    "mail.pdf_action": re.compile(rb"/AA\b|/SubmitForm\b|/ImportData\b"),
}


def check(looked: Looked) -> Iterator[Sign]:
    """Each PDF of the mail. An action on opening that only turns to a page is no sign."""
    for file in looked.mail.files:
        if file.real == "pdf":
            place = "/".join(file.place)
            found = {code for text in _texts(file.data) for code in _seen(text)}
            yield from (Sign(code, place) for code in sorted(found))


def _seen(text: bytes) -> Iterator[str]:
    written = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), text)
    for code, pattern in _NAMES.items():
        if pattern.search(written):
            yield code


def _texts(data: bytes) -> Iterator[bytes]:
    """The file without its streams, then each object stream unpacked."""
    left = MOST
    plain: list[bytes] = []
    at = 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        plain.append(data[at : found.start()])
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        if b"/ObjStm" in data[max(0, found.start() - 512) : found.start()] and left > 0:
            content = _unpacked(data[found.end() : end], left)
            left -= len(content)
            yield content
        at = end
    plain.append(data[at:])
    yield b"".join(plain)


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
