"""A body taken apart: the files that are sent in it, and what was typed into its fields.

Reference: RFC 7578 (multipart/form-data), RFC 2046 section 5.1; WHATWG URL, *urlencoded*; RFC 8259.
What is no form is one file. Files that a page sends as base64 inside JSON are files, too.
"""

from __future__ import annotations

import binascii
import csv
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import orjson

PARTS = 1000
"""Parts and fields of a body; more are no form that a person fills in."""
_BOUNDARY = re.compile(r'boundary=(?:"([^"]+)"|([^;\s]+))', re.IGNORECASE)
_PARAMETER = re.compile(rb'[;\s](name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_EXTENDED = re.compile(rb"[;\s]filename\*=[\w-]*'[^']*'([^;\s]+)", re.IGNORECASE)
_BASE64 = re.compile(r"(?:data:[^,]{0,200};base64,)?([A-Za-z0-9+/\r\n]{200,}={0,2})")


class BodyError(Exception):
    """A body cannot be taken apart: too large when expanded, too many parts, packed strangely."""


@dataclass(frozen=True)
class Sent:
    """One file of a body."""

    name: str
    data: bytes


def sent(data: bytes, kind: str, packed: str, name: str, most: int) -> Iterator[Sent]:
    """Everything in a body. ``kind``, ``packed``: its Content-Type and -Encoding; ``name``: what
    to call it where it is one file; ``most``: bytes it may have when expanded. Raises BodyError."""
    data = _expanded(data, packed.strip().lower(), most)
    media = kind.partition(";")[0].strip().lower()
    boundary = _BOUNDARY.search(kind)
    if media.startswith("multipart/") and boundary:
        yield from _multipart(data, (boundary[1] or boundary[2]).encode("latin-1", "replace"))
    elif media == "application/x-www-form-urlencoded":
        yield _urlencoded(data)
    elif media == "application/json" or media.endswith("+json"):
        yield from _json(data)
    elif data:
        yield Sent(name, data)


def _expanded(data: bytes, packed: str, most: int) -> bytes:
    if packed in ("", "identity"):
        return data
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise BodyError(packed)
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        found = unpacking.decompress(data, most)
    except zlib.error as error:
        raise BodyError(packed) from error
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise BodyError("too large")
    return found


def _multipart(data: bytes, boundary: bytes) -> Iterator[Sent]:
    parts = (b"\r\n" + data).split(b"\r\n--" + boundary, PARTS + 1)
    if len(parts) < 2 or len(parts) > PARTS + 1:
        raise BodyError("multipart")
    typed = []
    for part in parts[1:]:
        if part.startswith(b"--"):
            break
        head, blank, content = part.partition(b"\r\n\r\n")
        if not blank:
            raise BodyError("multipart")
        if b"base64" in head.lower():
            content = _from_base64(content)
        names = {key.lower(): value for key, value in _PARAMETER.findall(head)}
        extended = _EXTENDED.search(head)
        if extended:
            names[b"filename"] = unquote_to_bytes(extended[1])
        if b"filename" in names:
            if content:
                yield Sent(_text(names[b"filename"]), content)
        else:
            typed.append(f"{_text(names.get(b'name', b''))}: {_text(content)}")
    else:
        raise BodyError("multipart")
    if typed:
        yield _typed(typed)


def _urlencoded(data: bytes) -> Sent:
    try:
        pairs = parse_qsl(
            data.decode("ascii", "replace"), keep_blank_values=True, encoding="latin-1",
            max_num_fields=PARTS * 10,
        )  # fmt: skip
    except ValueError:
        raise BodyError("urlencoded") from None
    words = ((_text(name.encode("latin-1", "replace")), value) for name, value in pairs)
    return _typed([f"{name}: {_text(value.encode('latin-1', 'replace'))}" for name, value in words])


def _json(data: bytes) -> Iterator[Sent]:
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        yield Sent("body.txt", data)
        return
    lines: list[str] = []
    waiting: list[tuple[str, Any]] = [("", content)]
    files = 0
    while waiting:
        name, value = waiting.pop()
        table = _table(value)
        if table:
            yield Sent("table.csv", table)
        elif isinstance(value, dict):
            waiting += reversed([(str(key), inner) for key, inner in value.items()])
        elif isinstance(value, list):
            waiting += reversed([(name, inner) for inner in value])
        elif isinstance(value, str) and (packed := _BASE64.fullmatch(value)):
            files += 1
            if files > PARTS:
                raise BodyError("json")
            yield Sent("file", _from_base64(packed[1].encode()))
        elif value is not None:
            lines.append(f"{name}: {value}" if name else str(value))
    if lines:
        yield _typed(lines)


def _table(value: Any) -> bytes:
    """Entries with the same plain keys as a table; empty for what is none."""
    if not isinstance(value, list) or len(value) < 2 or not all(isinstance(v, dict) for v in value):
        return b""
    heads = list(value[0])
    plain = all(
        list(row) == heads and not any(isinstance(cell, dict | list) for cell in row.values())
        for row in value
    )
    if not plain or not heads:
        return b""
    out = io.StringIO()
    writing = csv.writer(out)
    writing.writerow(heads)
    writing.writerows(row.values() for row in value)
    return out.getvalue().encode("utf-8", "replace")


def _typed(lines: list[str]) -> Sent:
    return Sent("form.txt", "\n".join(lines).encode("utf-8", "replace") + b"\n")


def _from_base64(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except binascii.Error as error:
        raise BodyError("base64") from error


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
