"""Windows events as exported XML: with a root, without one, in any encoding.

Reference: the ``Event`` schema of Windows (Event Schema, Windows Event Log reference), as
Event Viewer, ``wevtutil qe /f:xml`` and PowerShell's ``ToXml()`` write it. The text is cut at
``<Event`` and ``</Event>``, each event is read by itself, so that a broken one costs no other
and a missing or unclosed root nothing. Times are UTC. Position: ordinal of the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from sekisho.events import unread
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import WINDOWS
from sekisho.sources.contract import Context, Events, Item, Note, Sample, Source, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.reading import sample_of
from sekisho.sources.windows import rendered
from sekisho.sources.windows.element import NotAnEvent, as_json
from sekisho.sources.windows.record import batch

TOGETHER = 4096
"""Events that go through the columns at once."""
LONGEST = 8 * 1024 * 1024
"""Bytes of one event; Windows itself writes none beyond 64 KiB of data."""
TAG = 64
"""Bytes that surely hold the beginning of an event's tag."""
PIECE = 4 * 1024 * 1024
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,30})["']""")
_START = re.compile(rb"<(?:\w+:)?Event(?=[\s>])")
_LIKELY = re.compile(rb"<(?:\w+:)?Event\s[^>]*schemas\.microsoft\.com/win/2004/08/events/event")
_SYSTEM = re.compile(rb"<(?:\w+:)?Event\b[^>]*>\s*<(?:\w+:)?System\b")


@dataclass(frozen=True)
class Raw:
    """The bytes of one event in UTF-8; ``reason`` when they cannot be one."""

    position: int
    text: bytes
    reason: str | None = None


def identify(sample: Sample) -> int:
    """By an ``Event`` element of Windows' namespace, or one that begins with ``System``."""
    head = sample.head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return 0
    if _LIKELY.search(head):
        return 95
    return 70 if _SYSTEM.search(head) else 0


def read(evidence: Evidence, context: Context) -> Iterator[Item]:  # noqa: ARG001
    """The events in the order of the file, and those that are no well-formed XML."""
    encoding = declared_encoding(sample_of(evidence).head)
    if encoding not in {"utf-8", "utf-16"}:
        yield Note("note.encoding", {"encoding": encoding})
    gathered: list[Raw] = []
    for raw in cut(_utf8(evidence, encoding)):
        gathered.append(raw)
        if len(gathered) == TOGETHER:
            yield from _items(gathered, evidence.name)
            gathered = []
    yield from _items(gathered, evidence.name)


def declared_encoding(head: bytes) -> str:
    """What the bytes are in: by byte order mark, by declaration when the bytes bear it out,
    else by the bytes."""
    found = encoding_of(head)
    if found in {"utf-16", "iso2022_jp"} or head.startswith(b"\xef\xbb\xbf"):
        return found
    declared = _DECLARED.search(head[:512])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name in {"shift_jis", "shift-jis", "sjis", "windows-31j", "ms932", "cp932"}:
        return "cp932" if found != "utf-8" or head.isascii() else found
    if name in {"euc-jp", "eucjp"} and found != "utf-8":
        return "euc_jp"
    # a re-encoded copy still declares UTF-16; the bytes know better
    return found


def _utf8(evidence: Evidence, encoding: str) -> Iterator[bytes]:
    """The file in UTF-8, piece after piece; bytes that are no text become ``\\xNN``."""
    if encoding == "utf-8":
        with evidence.path.open("rb") as file:
            while data := file.read(PIECE):
                yield data
        return
    with evidence.path.open(encoding=encoding, errors="backslashreplace", newline="") as text:
        while characters := text.read(PIECE):
            yield characters.encode("utf-8", "backslashreplace")


def cut(pieces: Iterator[bytes]) -> Iterator[Raw]:
    """The events one after another. What stands between them is not an event's."""
    buffer, position = b"", 0
    for piece in pieces:
        buffer += piece
        at = 0
        while (start := _START.search(buffer, at)) is not None:
            at = start.start()
            end = _end(buffer, start)
            if end < 0 and len(buffer) - at <= LONGEST:
                break
            position += 1
            if end < 0:
                yield Raw(position, start.group(), "unread.event_xml_endless")
                at = start.end()
            else:
                yield Raw(position, buffer[at:end])
                at = end
        # an event that goes on, or the beginning of a tag at the end of the piece
        buffer = buffer[at:] if start is not None else buffer[max(at, len(buffer) - TAG) :]
    start = _START.search(buffer)
    if start is not None:
        yield Raw(position + 1, buffer[start.start() :], "unread.event_xml_cut_off")


def _end(buffer: bytes, start: re.Match[bytes]) -> int:
    """Behind the end tag that belongs to the start; -1 when it is not in the buffer yet.

    An event that has begun anew before it ended is cut at the new beginning.
    """
    tag = b"</" + start.group()[1:] + b">"
    end = buffer.find(tag, start.end())
    again = _START.search(buffer, start.end(), end if end >= 0 else len(buffer))
    if again is not None and _SYSTEM.match(buffer, again.start()):
        return again.start()
    return end + len(tag) if end >= 0 else -1


def _items(gathered: list[Raw], evidence: str) -> Iterator[Item]:
    texts: list[str] = []
    positions: list[int] = []
    bad: list[Raw] = []
    for raw in gathered:
        try:
            texts.append(_json(raw))
            positions.append(raw.position)
        except NotAnEvent as error:
            bad.append(Raw(raw.position, raw.text, error.code))
    if texts:
        parts = rendered.take_apart(pa.array(texts, pa.string()))
        numbers = pa.array(positions, pa.int64())
        yield Events(WINDOWS, batch(parts, evidence, numbers, "record", "event_xml.windows"))
    if bad:
        reasons = [raw.reason or "" for raw in bad]
        where, raws = [raw.position for raw in bad], [raw.text for raw in bad]
        yield Unread(unread(evidence, "record", where, reasons, raws))


def _json(raw: Raw) -> str:
    if raw.reason is not None:
        raise NotAnEvent(raw.reason)
    return as_json(raw.text)


SOURCE = Source(
    name="event_xml",
    kinds=(WINDOWS,),
    unit="record",
    reference="https://learn.microsoft.com/windows/win32/wes/eventschema-schema",
    zone="utc_stated",
    encoding="utf8_utf16_cp932_eucjp",
    tried_on="winevent-xml",
    identify=identify,
    read=read,
)
