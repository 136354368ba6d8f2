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
document; ``archive``: any other packed form; ``script``: text that Windows runs
by its name."""

_BEGINNINGS: tuple[tuple[bytes, Real], ...] = (
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
    (b"`\xea", "archive"),
    (b"SZDD\x88\xf0", "archive"),
    (b"KWAJ\x88\xf0", "archive"),
    (b"070701", "archive"),
    (b"070702", "archive"),
    (b"070707", "archive"),
    (b"\xc7q", "archive"),
    (b"{\\rt", "rtf"),
    (b"ActiveMime", "compound"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_KINDS = dict(_BEGINNINGS)
_BEGINNING = re.compile(b"|".join(map(re.escape, _KINDS)))
_LHA = re.compile(rb"..-lh[\da-z]-", re.DOTALL)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|svg)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
_ODD = bytes((*range(9), *range(14, 27), *range(28, 32)))
"""Signs that text does not have; 27 begins the escapes of ISO-2022-JP."""
_MOST_READ = 4096
_PAGES = (".htm", ".html", ".xhtml", ".svg", ".shtml")
MAILS = (".eml", ".mht", ".mhtml")
SCRIPTS = frozenset((
    ".js", ".jse", ".vbs", ".vbe", ".vb", ".wsf", ".wsh", ".wsc", ".ws", ".hta", ".ps1", ".psm1",
    ".cmd", ".bat", ".reg", ".inf", ".sct", ".scf", ".url", ".chm", ".hlp", ".jar", ".jnlp", ".py",
    ".iqy", ".slk", ".msc", ".gadget", ".application", ".appref-ms", ".settingcontent-ms",
    ".library-ms", ".search-ms", ".searchconnector-ms", ".rdp",
))  # fmt: skip
"""Endings by which Windows, or what is often installed on it, runs a file."""
PROGRAMS = frozenset((
    ".exe", ".scr", ".com", ".pif", ".dll", ".cpl", ".msi", ".msp", ".appx", ".msix", ".lnk",
    ".iso", ".img", ".vhd", ".vhdx", ".one", ".xll", ".wll",
))  # fmt: skip


def real_type(data: bytes, name: str = "") -> Real:
    """The kind of a file. ``name`` decides where the program that opens it goes by the name:
    scripts, pages and mails have no mark of their own, and one may stand before that of a PDF."""
    if not data:
        return "empty"
    ending = ending_of(name)
    if data[:2] == b"MZ" and _is_binary(data[:_MOST_READ]):
        return "program"
    if ending == ".pdf" and b"%PDF-" in data[:1024]:
        return "pdf"
    return _marked(data) or _read(data[:_MOST_READ], ending)


def _marked(data: bytes) -> Real | None:
    """By the mark that its format has."""
    if beginning := _BEGINNING.match(data):
        return _KINDS[beginning[0]]
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image"
    if data[7:14] == b"**ACE**":
        return "archive"
    if data[257:262] == b"ustar" or _LHA.match(data) or data[0x8001:0x8006] == b"CD001":
        return "archive"
    # a reader of PDF takes the mark anywhere in the first kilobyte
    return "pdf" if b"%PDF-" in data[:1024] else None


def _read(head: bytes, ending: str) -> Real:
    """By what opens it, then by what it reads like."""
    if ending in SCRIPTS:
        return "script"
    if ending in _PAGES:
        return "html"
    if ending in MAILS:
        return "mail"
    text = plain(head)
    if _is_binary(text):
        return "unknown"
    if _HTML.match(text):
        return "html"
    return "mail" if _MAIL.match(text) else "text"


def plain(data: bytes) -> bytes:
    """Text in UTF-16 as UTF-8, without its mark; other bytes as they are."""
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(name, "replace").encode("utf-8", "replace")
    if data[:2] in (b"<\0", b"\0<"):
        order = "utf-16-le" if data[0] else "utf-16-be"
        return data.decode(order, "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def ending_of(name: str) -> str:
    """The last ending of a name with its dot, in small letters; "" for none. Blanks and dots at
    the end, which Windows does not keep, are left out."""
    bare = name.rstrip(" .").lower()
    dot = bare.rfind(".")
    return bare[dot:] if dot > 0 else ""


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _ODD)) > len(head) // 100
