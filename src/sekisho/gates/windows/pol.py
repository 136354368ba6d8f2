"""``registry.pol``: the settings of a policy that live in the registry.

Reference: [MS-GPREG] 2.2.1 (message syntax) and 3.2.5.1 (the ``**`` names that delete). All
settings here are those of the computer (``HKEY_LOCAL_MACHINE``); key names do not name the hive.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME = "registry.pol"
_HEAD = b"PReg" + struct.pack("<I", 1)
_OPEN, _NEXT, _CLOSE = ("[".encode("utf-16-le"), ";".encode("utf-16-le"), "]".encode("utf-16-le"))
_SZ, _DWORD = 1, 4


class NotPolError(ValueError):
    """Bytes that are no registry.pol; the argument says at which offset."""


@dataclass(frozen=True)
class Setting:
    """One value of the registry: a number (REG_DWORD) or a text (REG_SZ)."""

    key: str
    name: str
    value: int | str


def emptied(key: str) -> Setting:
    """Removes every value of a key before the settings after it are written."""
    return Setting(key, "**delvals.", " ")


def removed(key: str, name: str) -> Setting:
    """Removes one value."""
    return Setting(key, f"**del.{name}", " ")


def listed(key: str, values: Iterable[str]) -> Iterator[Setting]:
    """A list as administrative templates write it: the key emptied, then ``1``, ``2`` …"""
    yield emptied(key)
    for number, value in enumerate(values, start=1):
        yield Setting(key, str(number), value)


def undone(settings: Iterable[Setting]) -> Iterator[Setting]:
    """What takes these settings back to *not configured*."""
    seen = set()
    for one in settings:
        back = one if one.name.startswith("**") else removed(one.key, one.name)
        if (back.key, back.name) not in seen:
            seen.add((back.key, back.name))
            yield back


def written(settings: Iterable[Setting]) -> bytes:
    """The file's bytes. Raises ValueError for a number that is no REG_DWORD."""
    return _HEAD + b"".join(map(_entry, settings))


def _entry(one: Setting) -> bytes:
    if isinstance(one.value, int):
        if not 0 <= one.value < 1 << 32:
            raise ValueError(f"{one.name}: {one.value} is no REG_DWORD")
        kind, data = _DWORD, struct.pack("<I", one.value)
    else:
        kind, data = _SZ, _text(one.value)
    parts = (_text(one.key), _text(one.name), struct.pack("<I", kind), struct.pack("<I", len(data)))
    return _OPEN + _NEXT.join((*parts, data)) + _CLOSE


def _text(text: str) -> bytes:
    return f"{text}\0".encode("utf-16-le")


def read(content: bytes) -> tuple[Setting, ...]:
    """The settings of a file. Raises NotPolError."""
    if not content.startswith(_HEAD):
        raise NotPolError(0)
    found, at = [], len(_HEAD)
    while at < len(content):
        one, at = _read_entry(content, at)
        found.append(one)
    return tuple(found)


def _read_entry(content: bytes, start: int) -> tuple[Setting, int]:
    at = _past(content, start, _OPEN)
    key, at = _read_text(content, at)
    name, at = _read_text(content, _past(content, at, _NEXT))
    at = _past(content, at, _NEXT)
    kind, at = _number(content, at), _past(content, at + 4, _NEXT)
    size, at = _number(content, at), _past(content, at + 4, _NEXT)
    data, end = content[at : at + size], at + size
    if len(data) != size or (kind == _DWORD and size != 4) or kind not in (_SZ, _DWORD):
        raise NotPolError(at)
    value = _number(data, 0) if kind == _DWORD else _decoded(data, at).removesuffix("\0")
    return Setting(key, name, value), _past(content, end, _CLOSE)


def _past(content: bytes, at: int, sign: bytes) -> int:
    if content[at : at + len(sign)] != sign:
        raise NotPolError(at)
    return at + len(sign)


def _read_text(content: bytes, at: int) -> tuple[str, int]:
    end = at
    while content[end : end + 2] != b"\0\0":
        if end >= len(content):
            raise NotPolError(at)
        end += 2
    return _decoded(content[at:end], at), end + 2


def _decoded(data: bytes, at: int) -> str:
    try:
        return data.decode("utf-16-le")
    except UnicodeDecodeError:
        raise NotPolError(at) from None


def _number(content: bytes, at: int) -> int:
    if at + 4 > len(content):
        raise NotPolError(at)
    return int(struct.unpack_from("<I", content, at)[0])
