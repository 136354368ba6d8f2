"""What Outlook packs a message into when it sends to Exchange: ``winmail.dat`` (TNEF).

Reference: [MS-OXTNEF] 2.1.3 (attributes), 2.1.3.4 (properties), 2.1.3.3.15 (an attachment begins).
Text is in the code page the stream names, properties of type 0x1F in UTF-16. Times are UTC.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sekisho.sources.contract import NotReadable
from sekisho.sources.mail.mapi import (
    BODY,
    DATA,
    LONG_NAME,
    SHORT_NAME,
    SUBJECT,
    Attached,
    Stored,
    Value,
)  # fmt: skip
from sekisho.sources.mail.msg import narrow

MARK = b"\x78\x9f\x3e\x22"
DEEPEST = 20
_CODE_PAGE, _PROPERTIES, _ATTACHMENT = 0x00069007, 0x00069003, 0x00069005
_BEGINS, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F
_SUBJECT, _BODY = 0x00018004, 0x0002800C
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8,
          0x40: 8, 0x48: 16}  # fmt: skip
"""Bytes of the values of a type ([MS-OXTNEF] 2.1.3.5); those below four are filled up to four."""
_TEXT, _WIDE, _OBJECT, _BYTES = 0x1E, 0x1F, 0x0D, 0x102
_MOST = 65_536
"""Properties, or values of one, of an attribute."""
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
"""IID_IMessage: the object is a message, in TNEF again."""


def stored(data: bytes, depth: int = 0) -> Stored:
    """The message with its attachments. What follows a broken attribute is left out; raises
    NotReadable when not even the first one can be read."""
    if not data.startswith(MARK):
        raise NotReadable("unread.document_broken", why="TNEF")
    attributes = list(_attributes(data))
    if not attributes:
        raise NotReadable("unread.document_broken", why="TNEF")
    pages = (struct.unpack_from("<I", one)[0] for name, one in attributes
             if name == _CODE_PAGE and len(one) >= 4)  # fmt: skip
    page = next(pages, 932)
    message: dict[int, Value] = {}
    attached: list[tuple[dict[int, Value], list[bytes]]] = []
    for name, content in attributes:
        if name == _BEGINS:
            attached.append(({}, []))
        elif name in (_TITLE, _DATA, _ATTACHMENT):
            if not attached:
                attached.append(({}, []))
            _to_attachment(*attached[-1], name, content, page)
        elif name in (_SUBJECT, _BODY):
            message.setdefault(SUBJECT if name == _SUBJECT else BODY, _text(content, page))
        elif name == _PROPERTIES:
            message.update((tag, value) for tag, value, _ in _properties(content, page))
    return Stored(message, (), [_attached(*one, depth) for one in attached])


def _to_attachment(
    found: dict[int, Value], objects: list[bytes], name: int, content: bytes, page: int
) -> None:
    """Takes one attribute of an attachment; embedded messages go to ``objects``."""
    if name == _TITLE:
        found.setdefault(SHORT_NAME, _text(content, page))
    elif name == _DATA:
        found[DATA] = content
    else:
        for tag, value, is_object in _properties(content, page):
            if is_object and isinstance(value, bytes) and value.startswith(_MESSAGE):
                objects.append(value[16:])
            elif tag == DATA and isinstance(value, bytes) and is_object:
                found[DATA] = value[16:]
            elif tag != DATA or value:
                found[tag] = value


def _attached(found: dict[int, Value], objects: list[bytes], depth: int) -> Attached:
    for one in objects:
        if depth >= DEEPEST or not one.startswith(MARK):
            # not followed any further, but never lost
            return Attached({**found, DATA: one, LONG_NAME: "winmail.dat"})
        return Attached(found, stored(one, depth + 1))
    return Attached(found)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each: level, number, length, content, checksum (which packers get
    wrong, so it is not asked)."""
    at = 6
    while at + 9 <= len(data):
        number, size = struct.unpack_from("<II", data, at + 1)
        if data[at] not in (1, 2) or at + 9 + size > len(data):
            return
        yield number, data[at + 9 : at + 9 + size]
        at += 11 + size


def _properties(content: bytes, page: int) -> Iterator[tuple[int, Value, bool]]:
    """Number, value and whether it is an object; ends where the content breaks off."""
    try:
        (count,) = struct.unpack_from("<I", content)
        at = 4
        for _ in range(min(count, _MOST)):
            form, tag = struct.unpack_from("<HH", content, at)
            at = _named(content, at + 4) if tag >= 0x8000 else at + 4
            values, at = _values(content, at, form)
            if tag < 0x8000 and values and not form & 0x1000:
                yield tag, _value(values[0], form, page), form == _OBJECT
    except (struct.error, ValueError):
        return


def _named(content: bytes, at: int) -> int:
    """Behind the name of a property: a set, then a number or a text."""
    kind, size = struct.unpack_from("<II", content, at + 16)
    if kind == 0:
        return at + 24
    return at + 24 + (int(size) + 3 & ~3)


def _values(content: bytes, at: int, form: int) -> tuple[list[bytes], int]:
    """The values of a property, and where the next begins. Raises ValueError, struct.error."""
    plain = form & 0xFFF
    variable = plain in (_TEXT, _WIDE, _OBJECT, _BYTES)
    count = 1
    if variable or form & 0x1000:
        (count,) = struct.unpack_from("<I", content, at)
        at += 4
    if count > _MOST:
        raise ValueError(count)
    values: list[bytes] = []
    for _ in range(count):
        if variable:
            (size,) = struct.unpack_from("<I", content, at)
            at += 4
        else:
            size = _FIXED.get(plain, 0)
            if not size:
                raise ValueError(form)
        if at + size > len(content):
            raise ValueError(size)
        values.append(content[at : at + size])
        at += size + 3 & ~3
    return values, at


def _value(value: bytes, form: int, page: int) -> Value:
    if form == _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if form == _TEXT:
        return _text(value, page)
    if form in (_OBJECT, _BYTES):
        return value
    return int.from_bytes(value[:8], "little")


def _text(value: bytes, page: int) -> str:
    return narrow(value, page).rstrip("\0")
