"""Attached pages that build a file out of themselves, or ask for a password.

References: MITRE ATT&CK T1027.006 (HTML smuggling); HTML Living Standard 4.6.5 (download).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.gates.mail.real import plain
from sekisho.gates.mail.signs import Looked, Sign

RULES = ("mail.html_smuggling", "mail.html_form", "mail.html_script")
_MAKES = re.compile(
    rb"msSaveOrOpenBlob|msSaveBlob|createObjectURL|data:application/[^,]{0,80};base64,"
    rb"|\bnew\s+Blob\b|\batob\s*\(|showSaveFilePicker|\bunescape\s*\(|data:;base64,",
    re.IGNORECASE,
)
_LONG = re.compile(rb"[A-Za-z0-9+/=\\x%]{4096,}|(?:\d{1,3},\s*){1024,}")
_DOWNLOAD = re.compile(rb"\bdownload\s*=|\.download\b|\.click\s*\(", re.IGNORECASE)
_SCRIPT = re.compile(
    rb"<script\b|<[^<>]{0,4096}?[\s/\"']on[a-z]{3,30}\s*=|javascript:|vbscript:|\bsrcdoc\s*="
    rb"|<meta\b[^<>]*\brefresh\b|data:text/html",
    re.IGNORECASE,
)
_PASSWORD = re.compile(rb"<input\b[^<>]*type\s*=\s*[\"']?password", re.IGNORECASE)


def check(looked: Looked) -> Iterator[Sign]:
    """Each attached page; the body of the mail itself is shown without scripts by every mailer."""
    for file in looked.mail.files:
        if file.real != "html":
            continue
        place, data = file.where, plain(file.data)
        if _MAKES.search(data) and (_LONG.search(data) or _DOWNLOAD.search(data)):
            yield Sign("mail.html_smuggling", place)
        elif _SCRIPT.search(data):
            yield Sign("mail.html_script", place)
        if _PASSWORD.search(data):
            yield Sign("mail.html_form", place)
