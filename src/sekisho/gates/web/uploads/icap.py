"""ICAP as a proxy speaks it to us: heads, encapsulated parts, bodies in chunks.

Reference: RFC 3507, sections 4.3 (heads), 4.4 (encapsulation), 4.5 (preview), 4.6 (204).
Whatever comes, reading ends with a message, the end of the stream, or IcapError; no more than
``HEAD`` bytes of heads and ``PIECE`` bytes of a body are held at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

HEAD = 1 << 18
"""Bytes of a head, ICAP's or the request's own."""
PIECE = 1 << 16
_LINE = 1 << 10
"""Bytes of a chunk's first line, or of a line behind the last."""


class IcapError(Exception):
    """What came is no ICAP message that this service takes; ``status`` answers it."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Message:
    """The head of an ICAP request. ``headers`` in small letters; ``http``: the head of the
    request inside, as it came; ``has_body``: whether a body follows; ``preview``: how many bytes
    of it come before we are asked to say whether we want the rest (None: all of it comes)."""

    method: str
    headers: Mapping[str, str]
    http: bytes = b""
    has_body: bool = False
    preview: int | None = None

    @property
    def takes_204(self) -> bool:
        """Whether *unchanged* may be answered whenever we like."""
        return "204" in self.headers.get("allow", "")


async def message(stream: asyncio.StreamReader) -> Message | None:
    """The next message's head; None at the end of the stream. Raises IcapError."""
    head = await _until(stream, b"\r\n\r\n", HEAD)
    if head is None:
        return None
    first, _, rest = head.decode("latin-1").lstrip("\r\n").partition("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("ICAP/1."):
        raise IcapError("400 Bad request")
    headers = fields(rest)
    if words[0] != "REQMOD":
        return Message(words[0], headers)
    length, has_body = _encapsulated(headers.get("encapsulated", ""))
    try:
        http = await stream.readexactly(length)
    except asyncio.IncompleteReadError:
        raise IcapError("400 Bad request") from None
    preview = headers.get("preview")
    if preview is not None and not (preview.isascii() and preview.isdecimal()):
        raise IcapError("400 Bad request")
    return Message(words[0], headers, http, has_body, None if preview is None else int(preview))


def fields(text: str) -> dict[str, str]:
    """The fields of a head by name in small letters; of two of a name the last."""
    lines = (line.partition(":") for line in text.split("\r\n"))
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


def _encapsulated(text: str) -> tuple[int, bool]:
    """Bytes of the request's head, and whether its body follows."""
    parts = [part.strip().partition("=") for part in text.split(",")]
    offsets = [value for _, _, value in parts if value.isascii() and value.isdecimal()]
    names = [name for name, _, _ in parts]
    if len(offsets) != 2 or names not in (["req-hdr", "req-body"], ["req-hdr", "null-body"]):
        raise IcapError("400 Bad request")
    length = int(offsets[1]) if len(offsets[1]) < len(str(HEAD)) + 1 else HEAD + 1
    if int(offsets[0]) != 0 or not 0 < length <= HEAD:
        raise IcapError("400 Bad request")
    return length, names[1] == "req-body"


async def _until(stream: asyncio.StreamReader, end: bytes, most: int) -> bytes | None:
    """Bytes up to an end; None where the stream ends before the first of them."""
    try:
        found = await stream.readuntil(end)
    except asyncio.IncompleteReadError as error:
        if error.partial.strip():
            raise IcapError("400 Bad request") from None
        return None
    except asyncio.LimitOverrunError:
        raise IcapError("400 Bad request") from None
    if len(found) > most:
        raise IcapError("400 Bad request")
    return found


class Body:
    """The chunks of a body, piece by piece. ``whole``: whether the preview was all there is."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        self._stream = stream
        self.whole = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """Pieces up to the next chunk of no bytes. Raises IcapError."""
        while size := await self._size():
            while size:
                piece = await self._stream.read(min(size, PIECE))
                if not piece:
                    raise IcapError("400 Bad request")
                size -= len(piece)
                yield piece
            if await self._line():
                raise IcapError("400 Bad request")
        while await self._line():
            pass

    async def _size(self) -> int:
        number, _, extension = (await self._line()).partition(b";")
        try:
            size = int(number.strip(), 16)
        except ValueError:
            raise IcapError("400 Bad request") from None
        if size < 0:
            raise IcapError("400 Bad request")
        self.whole = size == 0 and extension.strip() == b"ieof"
        return size

    async def _line(self) -> bytes:
        line = await _until(self._stream, b"\r\n", _LINE)
        if line is None:
            raise IcapError("400 Bad request")
        return line[:-2]


def answer(status: str, headers: Mapping[str, str], http: bytes = b"", body: str = "") -> bytes:
    """The head of an ICAP answer with what it encapsulates. ``body``: the name of the body that
    follows (``req-body``, ``res-body``), empty where none does."""
    kind = "res-hdr" if http.startswith(b"HTTP/") else "req-hdr"
    inside = f"{body or 'null-body'}={len(http)}"
    lines = [f"ICAP/1.0 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    lines.append(f"Encapsulated: {kind}=0, {inside}" if http else "Encapsulated: null-body=0")
    return "\r\n".join((*lines, "", "")).encode("latin-1", "replace") + http


def chunk(piece: bytes) -> bytes:
    """A piece of a body as a chunk; of no bytes: the last one."""
    return b"%x\r\n%s\r\n" % (len(piece), piece)
