"""What a file really is, by its bytes.

References: Microsoft PE/COFF; MS-CFB 2.2; MS-SHLLINK 2.1; APPNOTE.TXT 4.3; ISO 32000-1 7.5.2;
RFC 1952; 7-Zip ``7zFormat.txt``; RAR 5.0 technote. What begins like none of them is text when it
decodes as such, else unknown.
"""

from __future__ import annotations

import re
from typing import Literal

Real = Literal[
    "program", "link", "compound", "zip", "archive", "pdf", "html", "script", "rtf", "image",
    "mail", "text", "empty", "unknown",
]  # fmt: skip
"""``compound``: an OLE2 file (doc, xls, ppt, msg, msi); ``zip``: also every OOXML and ODF
document; ``archive``: a packed form that is not opened here; ``script``: text that Windows runs
by its name."""

_BEGINNINGS: tuple[tuple[bytes, Real], ...] = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"dex\n", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"MSCF", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"x\x9f>\x22", "archive"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_LHA = re.compile(rb"..-lh[\da-z]-", re.DOTALL)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|svg)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
_PAGES = (".htm", ".html", ".xhtml", ".svg", ".shtml")
SCRIPTS = frozenset(
    [
        ".js",
        ".jse",
        ".vbs",
        ".vbe",
        ".wsf",
        ".wsh",
        ".hta",
        ".ps1",
        ".psm1",
        ".cmd",
        ".bat",
        ".reg",
        ".sct",
        ".scf",
        ".url",
        ".chm",
        ".jar",
        ".py",
    ]
)
"""Endings by which Windows, or what is often installed on it, runs a file."""
PROGRAMS = frozenset(
    [
        ".exe",
        ".scr",
        ".com",
        ".pif",
        ".dll",
        ".cpl",
        ".msi",
        ".msp",
        ".appx",
        ".msix",
        ".lnk",
        ".iso",
        ".img",
        ".vhd",
        ".vhdx",
        ".one",
        ".xll",
    ]
)


def real_type(data: bytes, name: str = "") -> Real:
    """The kind of a file. ``name`` decides only between text and a script, which has no mark of
    its own."""
    if not data:
        return "empty"
    return _marked(data) or _read(data[:4096], ending_of(name))


def _marked(data: bytes) -> Real | None:
    """By the mark that its format has."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[257:262] == b"ustar" or _LHA.match(data) or data[0x8001:0x8006] == b"CD001":
        return "archive"
    # a reader of PDF takes the mark anywhere in the first kilobyte
    return "pdf" if b"%PDF-" in data[:1024] else None


def _read(head: bytes, ending: str) -> Real:
    """By what it reads like."""
    if _is_binary(head):
        return "unknown"
    if ending in SCRIPTS:
        return "script"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) or ending in _PAGES:
        return "html"
    return "mail" if _MAIL.match(head) else "text"


def ending_of(name: str) -> str:
    """The last ending of a name with its dot, in small letters; "" for none. Blanks and dots at
    the end, which Windows does not keep, are left out."""
    bare = name.rstrip(" .").lower()
    dot = bare.rfind(".")
    return bare[dot:] if dot > 0 else ""


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return odd > len(head) // 100
