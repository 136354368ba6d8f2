"""Which encoding a Japanese text file is in: UTF-8, cp932, EUC-JP, ISO-2022-JP or UTF-16."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LEAST = 16
"""Bytes that a text in UTF-16 without a mark must have at least."""
_CONTROL = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f]")
_CANDIDATES = ["cp932", "euc_jp", "utf_8", "iso2022_jp"]


def utf16_of(head: bytes) -> str | None:
    """The codec of a text in UTF-16, with or without a mark; None when it is none.

    Without a mark: it must decode without control characters and be ASCII for the most part, as
    the logs are that Windows programs write so.
    """
    if head.startswith(codecs.BOM_UTF32_LE):
        return None
    if head.startswith(UTF16):
        return "utf-16"
    if len(head) < _LEAST or b"\0" not in head[:_LEAST]:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(head, final=False)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and sum(map(str.isascii, text)) * 2 > len(text):
            return name
    return None


def encoding_of(head: bytes) -> str:
    """The Python codec name for the beginning of a text.

    Order: byte order mark, ISO-2022-JP escapes, valid UTF-8 (in most lines: one odd line must not
    turn the others into rubbish that happens to be valid), then the likelier of cp932 and
    EUC-JP (charset-normalizer decides); cp932 when nothing decides, since Windows writes it.
    A multi-byte character cut off at the end of a ``head`` of several lines does no harm.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith(UTF16):
        return "utf-16"
    if b"\x1b$" in head or b"\x1b(J" in head:
        return "iso2022_jp"
    if _valid(head, "utf-8") or _mostly_utf8(head):
        return "utf-8"
    fits = [name for name in ("cp932", "euc_jp") if _valid(head, name)]
    if len(fits) == 1:
        return fits[0]
    best = from_bytes(_telling(head), cp_isolation=_CANDIDATES).best()
    return "euc_jp" if best is not None and best.encoding == "euc_jp" else "cp932"


def _telling(head: bytes) -> bytes:
    """The lines that hold more than ASCII; of several, without the last, which may be cut."""
    return b"\n".join(line for line in head.split(b"\n")[:-1] if not line.isascii()) or head


def _mostly_utf8(head: bytes) -> bool:
    """Whether most lines with bytes beyond ASCII are UTF-8; Shift_JIS text hardly ever is."""
    lines = [line for line in head.split(b"\n")[:-1] or [head] if not line.isascii()]
    return sum(_valid(line, "utf-8") for line in lines) * 2 > len(lines)


def _valid(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True
