"""Files that run, whatever they call themselves, and names that hide what a file is.

References: Microsoft, "Blocked attachments in Outlook"; Unicode 15, U+202E; MITRE ATT&CK T1036.002,
T1036.007, T1204.002, T1553.005.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.gates.mail.opened import File
from sekisho.gates.mail.real import PROGRAMS, SCRIPTS, ending_of
from sekisho.gates.mail.signs import Looked, Sign

RULES = (
    "mail.program", "mail.script", "mail.link", "mail.double_ending", "mail.hidden_name",
    "mail.forbidden_ending", "mail.held_ending", "mail.other_type",
)  # fmt: skip
_DOUBLE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|txt|csv|zip|jtd|htm|html)[\s_.]*\.\w{2,5}$",
    re.IGNORECASE,
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]|[ \u3000_]{12,}\\.\\w{2,5}$")
"""Signs that turn the direction of writing, and an ending pushed out of sight."""
_MEANT = {
    ".pdf": ("pdf",), ".docx": ("zip", "compound"), ".xlsx": ("zip", "compound"),
    ".pptx": ("zip", "compound"), ".doc": ("compound", "rtf", "zip", "html", "text", "mail"),
    ".xls": ("compound", "zip", "html", "text", "mail"), ".ppt": ("compound", "zip"),
    ".jpg": ("image",), ".jpeg": ("image",), ".png": ("image",), ".gif": ("image",),
    ".zip": ("zip",), ".txt": ("text", "empty", "html", "mail"), ".csv": ("text", "empty"),
}  # fmt: skip
"""What a file of this ending may really be; a locked .docx is a compound file (MS-OFFCRYPTO)."""


def check(looked: Looked) -> Iterator[Sign]:
    """Programs, scripts and links at any depth; endings the rulebook forbids or that deceive."""
    forbidden = frozenset(looked.rulebook.mail.forbidden_attachments)
    held = frozenset(looked.rulebook.mail.held_attachments)
    for file in looked.mail.files:
        place = file.where
        ending = ending_of(file.name)
        yield from _kind(file, place, ending)
        if ending in forbidden:
            yield Sign("mail.forbidden_ending", place, ending)
        if ending in held:
            yield Sign("mail.held_ending", place, ending)
        if _TURNING.search(file.name):
            yield Sign("mail.hidden_name", place)
        if _DOUBLE.search(file.name) and ending in PROGRAMS | SCRIPTS:
            yield Sign("mail.double_ending", place, ending)
        meant = _MEANT.get(ending)
        if meant and not file.closed and file.real not in meant and file.real != "empty":
            yield Sign("mail.other_type", place, file.real)


def _kind(file: File, place: str, ending: str) -> Iterator[Sign]:
    if file.real == "link" or ending == ".lnk":
        yield Sign("mail.link", place)
    elif file.real == "program" or ending in PROGRAMS:
        yield Sign("mail.program", place, ending)
    elif file.real == "script" or ending in SCRIPTS:
        yield Sign("mail.script", place, ending)
