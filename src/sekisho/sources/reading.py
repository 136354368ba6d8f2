"""Reading a whole evidence, a block of it, or the one record at a pointer."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, BinaryIO

import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.sources.blocks import blocks, lines_in
from sekisho.sources.contract import (
    SAMPLE_SIZE,
    AnySource,
    Block,
    Context,
    Events,
    Item,
    Lines,
    LineSource,
    Sample,
)
from sekisho.sources.encoding import encoding_of

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = 16 * 1024
"""Bytes of a directory that are looked at: 128 names."""


def sample_of(evidence: Evidence) -> Sample:
    """The beginning of an evidence. Raises OSError when it cannot be opened."""
    with evidence.path.open("rb") as file:
        head = file.read(SAMPLE_SIZE)
        if head.startswith(_COMPOUND) and len(head) == SAMPLE_SIZE:
            head += _directory(file, head)
        return Sample(evidence.name, head, evidence.size)


def _directory(file: BinaryIO, head: bytes) -> bytes:
    """The first names in the directory of a compound file, which may lie at its end ([MS-CFB]
    2.2): without them nobody can say what it is."""
    shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    if shift not in (9, 12):
        return b""
    file.seek((first + 1) << shift)
    return file.read(_NAMES)


def read(source: AnySource, evidence: Evidence, context: Context) -> Iterator[Item]:
    """All items of an evidence in the order of the file. Raises OSError, NotReadable."""
    if not isinstance(source, LineSource):
        yield from source.read(evidence, context)
        return
    plan = source.prepare(evidence, context)
    yield from source.notes(plan)
    encoding = encoding_of(sample_of(evidence).head)
    for block in blocks(evidence.path):
        yield from read_block(source, evidence, plan, block, encoding)


def read_block(
    source: LineSource, evidence: Evidence, plan: Any, block: Block, encoding: str
) -> Iterator[Item]:
    """The items of one block of a file of lines (without the notes about the plan)."""
    lines, items = lines_in(evidence.path, block, evidence.name, encoding)
    yield from items
    if len(lines.texts):
        yield from source.parse(lines, plan)


def reread(
    source: AnySource, evidence: Evidence, context: Context, position: int
) -> Iterator[Events]:
    """The events at one pointer, from the evidence alone."""
    if isinstance(source, LineSource):
        items = _read_line(source, evidence, context, position)
    else:
        items = source.read(evidence, context)
    for item in items:
        if isinstance(item, Events):
            batch = item.batch.filter(pc.equal(item.batch["position"], position))
            if batch.num_rows:
                yield Events(item.kind, batch)


def _read_line(
    source: LineSource, evidence: Evidence, context: Context, position: int
) -> Iterator[Item]:
    before = takewhile(lambda block: block.first <= position, blocks(evidence.path))
    for block in deque(before, maxlen=1):  # the last one that begins at or before the line
        encoding = encoding_of(sample_of(evidence).head)
        lines, _items = lines_in(evidence.path, block, evidence.name, encoding)
        here = pc.equal(lines.positions, position)
        if pc.any(here).as_py():
            only = Lines(lines.evidence, lines.positions.filter(here), lines.texts.filter(here))
            yield from source.parse(only, source.prepare(evidence, context))
