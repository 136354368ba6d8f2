"""Active content of PDF files: scripts, actions on opening, programs started, files inside.

Reference: ISO 32000-1 7.7.2 (OpenAction), 12.6.3 (AA), 12.6.4.5 (Launch), 12.6.4.16 (JavaScript),
7.11.4 (EmbeddedFiles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.gates.mail.pdf_objects import objects, written
from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.pdf_script", "mail.pdf_launch", "mail.pdf_embedded", "mail.pdf_action")
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
    for content in objects(data):
        hidden = hidden or content is None
        found |= set(_seen(content or b""))
    if hidden:
        # objects that cannot be unpacked: encrypted, or made so that only a reader finds them
        locked = _ENCRYPTED.search(data)
        found.add("mail.locked_document" if locked else "mail.document_damaged")
    return found


def _seen(text: bytes) -> Iterator[str]:
    plain = written(text)
    for code, pattern in _NAMES.items():
        if pattern.search(plain):
            yield code
