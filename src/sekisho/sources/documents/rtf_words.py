"""The words of Rich Text Format: control words, signs in whatever encoding, groups.

Reference: Rich Text Format Specification 1.9.1 (Microsoft).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)|\\"
)
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Encodings of the charsets that fonts name."""
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
}  # fmt: skip
_BESIDE = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
           "footnote", "annotation"}  # fmt: skip
_SILENT = {
    "colortbl", "stylesheet", "info", "pict", "listtable", "listoverridetable", "revtbl",
    "rsidtbl", "themedata", "datastore", "generator", "xmlnstbl", "nonshppict", "objdata",
    "filetbl", "template", "bkmkstart", "bkmkend", "fldtype", "listtext", "pntext", "latentstyles",
    "mmathPr", "fontemb", "datafield", "atnid", "atnauthor", "atrfstart", "atrfend", "sp", "sn",
    "sv",
}  # fmt: skip
_STARRED = {"shptxt", "shpinst", "fldinst", "annotation", "result", "nesttableprops"}
"""Destinations that old readers may pass over, but that hold text or structure."""


_STATES = {"ansicpg", "f", "fcharset", "uc", "v", "deleted", "plain"}
_STRUCTURE = {
    "par", "sect", "page", "cell", "nestcell", "row", "nestrow", "pard", "intbl", "itap", "trowd",
    "trleft", "clmrg", "clvmrg", "cellx", "objemb",
}  # fmt: skip
_KNOWN = {
    name.encode()
    for name in {"u", "fonttbl"}
    | _SIGNS.keys()
    | _BESIDE
    | _SILENT
    | _STARRED
    | _STATES
    | _STRUCTURE
}
"""Words that mean something here; all others are about looks."""


@dataclass(frozen=True)
class Group:
    """What holds within a pair of braces: where text goes, and how its bytes are read.

    ``place``: "" for the body, the name of a part beside it, ``fonts``, ``code`` or ``silent``.
    """

    place: str = ""
    codec: str = "cp1252"
    skipped: int = 1
    hidden: bool = False


@dataclass(frozen=True)
class Word:
    """A control word with its number, text of a place, or the end of a group (name "")."""

    name: str
    number: int | None = None
    text: str = ""
    place: str = ""


class Words:
    """Goes through the bytes of a document once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._stack: list[Group] = []
        self._group = Group()
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._raw = bytearray()
        self._skip = 0
        self._starred = False
        self._half = ""

    @property
    def complete(self) -> bool:
        """Whether every group that was opened was closed again."""
        return not self._stack

    def words(self) -> Iterator[Word]:
        """Text and control words in their order."""
        at = 0
        size = len(self._data)
        while at < size:
            found = _TOKEN.match(self._data, at)
            if found is None:
                break
            at = found.end()
            name, number, hexed, symbol, brace, plain = found.groups()
            if name == b"bin":
                at += max(0, int(number or 0))
            elif brace is not None:
                yield from self._flush()
                yield from self._brace(brace)
            elif hexed is not None:
                self._byte(int(hexed, 16))
            elif plain is not None:
                self._bytes(plain)
            elif symbol is not None:
                yield from self._symbol(symbol)
            elif name is not None and (name in _KNOWN or self._starred or self._skip):
                yield from self._word(name.decode(), int(number) if number is not None else None)
        yield from self._flush()

    def _flush(self) -> Iterator[Word]:
        if self._raw:
            text = bytes(self._raw).decode(self._group.codec, "replace")
            self._raw.clear()
            yield from self._text(text)

    def _text(self, text: str) -> Iterator[Word]:
        if self._group.place not in ("silent", "fonts") and not self._group.hidden and text:
            yield Word("text", text=text, place=self._group.place)

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._raw.append(value)

    def _bytes(self, plain: bytes) -> None:
        self._starred = False
        taken = min(self._skip, len(plain))
        self._skip -= taken
        self._raw += plain[taken:]

    def _brace(self, brace: bytes) -> Iterator[Word]:
        self._skip, self._starred = 0, False
        if brace == b"{":
            self._stack.append(self._group)
        elif self._stack:
            ended, self._group = self._group.place, self._stack.pop()
            if ended != self._group.place:
                yield Word("", place=ended)

    def _symbol(self, symbol: bytes) -> Iterator[Word]:
        if symbol == b"*":
            self._starred = True
        elif symbol in b"{}\\":
            self._byte(symbol[0])
        elif symbol in (b"~", b"_"):
            yield from self._flush()
            yield from self._text(" " if symbol == b"~" else "-")
        elif symbol in b"\r\n":
            yield from self._flush()
            yield Word("par", place=self._group.place)

    def _word(self, name: str, number: int | None) -> Iterator[Word]:
        if name == "u":
            yield from self._flush()
            yield from self._unicode((number or 0) & 0xFFFF)
            return
        if self._skip and name not in ("par", "cell", "row"):
            self._skip -= 1
            return
        yield from self._flush()
        starred, self._starred = self._starred, False
        if name in _SIGNS:
            yield from self._text(_SIGNS[name])
        elif not self._destination(name, starred=starred):
            self._state(name, number)
            if self._group.place not in ("silent", "fonts"):
                yield Word(name, number, place=self._group.place)

    def _unicode(self, unit: int) -> Iterator[Word]:
        self._skip = self._group.skipped
        if 0xD800 <= unit < 0xDC00:
            self._half = chr(unit)
        elif 0xDC00 <= unit < 0xE000:
            pair, self._half = self._half + chr(unit), ""
            yield from self._text(
                pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            )
        else:
            yield from self._text(chr(unit))

    def _destination(self, name: str, *, starred: bool) -> bool:
        """Turns to another place where a word begins one."""
        place = self._group.place
        if place == "silent":
            return True
        if name == "fonttbl":
            place = "fonts"
        elif name == "fldinst":
            place = "code"
        elif name in _BESIDE:
            place = name
        elif name in _SILENT or (starred and name not in _STARRED):
            place = "silent"
        else:
            return False
        self._group = replace(self._group, place=place)
        return True

    def _state(self, name: str, number: int | None) -> None:
        group = self._group
        if name == "ansicpg" and number:
            self._default = _codec(f"cp{number}")
            group = replace(group, codec=self._default)
        elif name == "f" and number is not None:
            self._font = number
            if group.place != "fonts":
                group = replace(group, codec=self._fonts.get(number, self._default))
        elif name == "fcharset" and group.place == "fonts":
            self._fonts[self._font] = CHARSETS.get(number or 0, self._default)
        elif name == "uc":
            group = replace(group, skipped=max(0, number or 0))
        elif name in ("v", "deleted"):
            group = replace(group, hidden=number != 0)
        elif name == "plain":
            group = replace(group, hidden=False, codec=self._default)
        self._group = group


def _codec(name: str) -> str:
    try:
        b"a".decode(name)
    except (LookupError, UnicodeError):
        return "cp1252"
    return name
