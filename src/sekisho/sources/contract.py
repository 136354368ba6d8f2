"""What every source promises, and what it is told.

A source identifies its format from content, streams, and yields three kinds of items:
``Events`` (a record batch of one kind), ``Unread`` (pieces it could not read, with their
place and first bytes) and ``Note`` (a choice it made that a person should see: the year, the
zone, the encoding). It never raises for bad bytes; it raises ``NotReadable`` when the whole
file turns out not to be what it seemed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal

import pyarrow as pa

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import Kind

Unit = Literal["line", "record", "row", "message"]
"""What ``position`` counts in a source, from 1: lines, records by their own number, rows of a
database by their rowid or of a document in reading order, messages of a mailbox."""

SAMPLE_SIZE = 256 * 1024
"""Bytes of a file that identification may look at."""


@dataclass(frozen=True)
class Sample:
    """The beginning of a file, for identification. ``name`` helps only to break ties. Of a large
    compound file the names in its directory follow the beginning.

    ``hints``: those of the ``Context``, for formats that only a configuration describes.
    """

    name: str
    head: bytes
    size: int
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def lines(self, most: int = 50) -> list[str]:
        """The first complete non-empty lines, decoded for looking at (never for reading)."""
        pieces = self.head.split(b"\n")
        if len(self.head) < self.size:
            pieces = pieces[:-1]
        texts = (piece.decode("utf-8", "replace").strip("\r\ufeff") for piece in pieces)
        return list(islice((text for text in texts if text.strip()), most))


@dataclass(frozen=True)
class Context:
    """What a reader is told besides the bytes.

    ``now``: the moment of the examination (UTC). ``zone``: IANA name of the zone assumed for
    local times that state none. ``hints``: what configuration files among the evidence and the
    rulebook say, e.g. ``squid.logformat``. ``years``: years seen in neighbouring files, the
    most frequent first, for formats that write none. ``passwords``: those the user gave for
    encrypted documents; they are neither shown nor stored.
    """

    now: datetime
    zone: str = "Asia/Tokyo"
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Events:
    """A record batch with the schema of ``kind``."""

    kind: Kind
    batch: pa.RecordBatch


@dataclass(frozen=True)
class Unread:
    """A record batch with the schema ``sekisho.events.UNREAD``; reasons are text codes."""

    batch: pa.RecordBatch


@dataclass(frozen=True)
class Note:
    """A choice or a doubt of the reader: a text code and the values of its places.

    ``doubt`` marks those that belong on the first page of a report (a zone or year guessed).
    """

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    doubt: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        return (Note, (self.code, dict(self.values), self.doubt))


Item = Events | Unread | Note


@dataclass(frozen=True)
class Block:
    """A part of an evidence that can be read by itself: bytes ``offset`` to ``offset + length``,
    the first line or record in them has the number ``first``.

    ``oversized``: the block is one line that is too long to be read.
    """

    offset: int
    length: int
    first: int
    oversized: bool = False


@dataclass(frozen=True)
class Content:
    """A file that lies inside another one (an attachment of a mail): a name unique in it, and
    the bytes."""

    name: str
    data: bytes = field(repr=False)


class NotReadable(Exception):  # noqa: N818  (it is an answer, not a defect)
    """The file is not readable at all; ``code`` is a text code, ``values`` fill its places."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class NotApart(Exception):  # noqa: N818  (it is an answer, not a defect)
    """A block cannot be read by itself after all; the evidence is to be read as a whole."""


@dataclass(frozen=True)
class Apart:
    """How a large evidence is read by several processes.

    ``blocks`` cuts it, and gives none when it must be read as a whole. ``read`` gives what
    reading the whole gives for one block, no more and no less; it may raise NotApart at any time,
    then what it gave does not count.
    """

    blocks: Callable[[Evidence], Sequence[Block]]
    read: Callable[[Evidence, Context, Block], Iterator[Item]]


@dataclass(frozen=True)
class Lines:
    """Decoded lines of one file: ``texts`` (pa.string, without line ends, none empty) and their
    line numbers ``positions`` (pa.int64, from 1)."""

    evidence: str
    positions: pa.Array
    texts: pa.Array


@dataclass(frozen=True)
class Source:
    """A format and its reader. The title for people is the text ``source.<name>``.

    ``identify`` gives 0 (not this format) to 100 (certain): 90 and more for a magic number or
    an explicit header, 50 to 80 when several lines fit, below 20 for what takes anything.
    ``reference``: the description of the format that is followed. ``zone``: how its times are
    placed, ``encoding``: how its letters are, as words of the texts ``placed.zone.…`` and
    ``placed.encoding.…``. ``tried_on``: the real program's bytes it was tried on, empty when only
    on our own. ``read`` yields items in the order of the file. ``hints`` reads settings that other
    sources need (from configuration files). ``contents`` gives the files inside one (the
    attachments of its mails), each to become an evidence of its own; both may raise OSError.
    ``isolated``: those are taken out in a process of its own, since a library does it that broken
    bytes may kill. ``apart``: for formats whose large files can be read in blocks.
    """

    name: str
    kinds: tuple[Kind, ...]
    unit: Unit
    reference: str
    zone: str
    encoding: str
    tried_on: str
    identify: Callable[[Sample], int]
    read: Callable[[Evidence, Context], Iterator[Item]]
    hints: Callable[[Evidence], Mapping[str, tuple[str, ...]]] | None = None
    contents: Callable[[Evidence], Iterator[Content]] | None = None
    isolated: bool = False
    apart: Apart | None = None


@dataclass(frozen=True)
class LineSource:
    """A source whose records are lines that can be read apart from each other.

    ``prepare`` looks over the file once and gives everything ``parse`` needs to know beside the
    lines (a picklable plan: the format string, the year, the field list and from which line it
    holds). ``parse`` is a pure function of lines and plan, so blocks of one file can be read by
    several processes, and any single line can be read again at its pointer. The notes about the
    choices made come from ``notes(plan)``.
    """

    name: str
    kinds: tuple[Kind, ...]
    reference: str
    zone: str
    encoding: str
    tried_on: str
    identify: Callable[[Sample], int]
    prepare: Callable[[Evidence, Context], Any]
    parse: Callable[[Lines, Any], Iterator[Item]]
    notes: Callable[[Any], tuple[Note, ...]] = lambda _plan: ()
    hints: Callable[[Evidence], Mapping[str, tuple[str, ...]]] | None = None
    unit: Unit = "line"


AnySource = Source | LineSource
