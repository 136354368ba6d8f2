"""Active content of documents that are text to the eye: RTF, Office 2003 in XML, tables as CSV.

References: RTF 1.9.1 (objects, \\*\\template); MITRE ATT&CK T1221, T1559.002.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.gates.mail.checks.office import calls_by_field
from sekisho.gates.mail.opened import File
from sekisho.gates.mail.real import ending_of, plain
from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.macro", "mail.embedded", "mail.external_template", "mail.dde")
_OBJECT = re.compile(rb"\\(?:object|objdata|objemb|objlink|objupdate)\b")
_TEMPLATE = re.compile(rb"\\template\b[^{}\\]{0,20}(?:https?:|\\\\\\\\|file:)", re.IGNORECASE)
_CELL = re.compile(rb"(?:^|[,\t;\n\r\"])\s*[=+\-@][^,\t;\n\r]{0,200}\|[^,\t;\n\r]{0,2000}!")
_BINARY_WORD = re.compile(rb"<(?:\w+:)?binData\b|\bmacrosPresent\b|vbaProject")
_CALLS = re.compile(rb"<Path>[^<>|]{1,200}\|")


def check(looked: Looked) -> Iterator[Sign]:
    """Each such file of the mail, wherever it lies."""
    for file in looked.mail.files:
        if file.real == "rtf":
            yield from _rtf(file)
        elif file.real in ("text", "mail"):
            yield from _text(file)


def _rtf(file: File) -> Iterator[Sign]:
    if _OBJECT.search(file.data):
        yield Sign("mail.embedded", file.where)
    if _TEMPLATE.search(file.data):
        yield Sign("mail.external_template", file.where)


def _text(file: File) -> Iterator[Sign]:
    """Office 2003 in XML with a macro or a call in it, and tables whose cells call a program."""
    text = plain(file.data)
    if b"mso-application" in text[:4096]:
        if _BINARY_WORD.search(text):
            yield Sign("mail.macro", file.where)
        if _CALLS.search(text) or calls_by_field(text):
            yield Sign("mail.dde", file.where)
    table = ending_of(file.name) in (".csv", ".txt", ".xls", ".tsv", ".tab")
    if table and b"|" in text and b"!" in text and _CELL.search(text):
        yield Sign("mail.dde", file.where)
