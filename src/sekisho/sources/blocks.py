"""A file of lines cut into blocks that can be read apart, and blocks into decoded lines.

Line numbers are those of the file. A line longer than ``LONGEST`` is not read but kept as
unread, so that a file without a line end cannot fill the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.table import RAW_LIMIT, unread
from sekisho.sources.contract import Block, Item, Lines, Note, Unread
from sekisho.sources.splitting import pieces

BLOCK = 16 * 1024 * 1024
LONGEST = 1024 * 1024
TOO_LONG = "unread.line_too_long"
_BOM = b"\xef\xbb\xbf"
_BESIDE = len(_BOM) + len(b"\r\n")
"""Bytes of a line that are none of its text: such a line is decoded before it is measured."""


def blocks(path: Path, size: int = BLOCK) -> Iterator[Block]:
    """Cuts a file at line ends into blocks of about ``size`` bytes, in order."""
    with path.open("rb") as file:
        start, first = 0, 1
        while True:
            file.seek(start)
            data = file.read(size)
            if not data:
                return
            end = data.rfind(b"\n") + 1
            if end == 0 and len(data) < size and len(data) <= LONGEST:
                end = len(data)
            if end == 0:
                length = _line_length(path, start, size)
                yield Block(start, length, first, oversized=length > LONGEST + _BESIDE)
                start, first = start + length, first + 1
                continue
            if len(data) < size and len(data) - end <= LONGEST:
                end = len(data)
            yield Block(start, end, first)
            count = int(np.count_nonzero(np.frombuffer(data, np.uint8, end) == ord("\n")))
            start, first = start + end, first + count


def _line_length(path: Path, start: int, size: int) -> int:
    """Bytes from ``start`` through the next line end, without keeping them."""
    with path.open("rb") as file:
        file.seek(start)
        length = 0
        while data := file.read(size):
            found = data.find(b"\n")
            if found >= 0:
                return length + found + 1
            length += len(data)
        return length


def lines_in(path: Path, block: Block, evidence: str, encoding: str) -> tuple[Lines, list[Item]]:
    """The decoded lines of a block, and what could not be decoded or was too long.

    A line that is not valid in ``encoding`` is tried in the Japanese encodings and at last kept
    readable with ``\\xNN`` for each odd byte; such lines are counted in a note.
    """
    if block.oversized:
        with path.open("rb") as file:
            file.seek(block.offset)
            head = file.read(RAW_LIMIT)
        batch = _unread_long(evidence, block, head)
        return Lines(evidence, pa.array([], pa.int64()), pa.array([], pa.string())), [Unread(batch)]
    with path.open("rb") as file:
        file.seek(block.offset)
        data = file.read(block.length)
    return decoded(data, block.first, evidence, encoding)


def _unread_long(evidence: str, block: Block, head: bytes) -> pa.RecordBatch:
    batch = unread(evidence, "line", [block.first], TOO_LONG, [head])
    sizes = pa.array([block.length], pa.int64())
    return batch.set_column(batch.schema.get_field_index("raw_size"), "raw_size", sizes)


def decoded(data: bytes, first: int, evidence: str, encoding: str) -> tuple[Lines, list[Item]]:
    """The non-empty lines of ``data``, whose first line has the number ``first``."""
    if first == 1 and data.startswith(_BOM):
        data = data[len(_BOM) :]
    if b"\r" in data:  # one sign is looked for much more quickly than two
        data = data.replace(b"\r\n", b"\n")
    text, replaced = _as_utf8(data, encoding)
    notes: list[Item] = []
    if replaced:
        notes.append(Note("note.undecodable", {"lines": str(replaced), "encoding": encoding}))
    return _without_long(_cut(evidence, text, first), notes)


def _cut(evidence: str, text: bytes, first: int) -> Lines:
    """The lines of valid UTF-8 that are not empty, cut out in one step."""
    signs = np.frombuffer(text, np.uint8)
    ends = np.append(np.flatnonzero(signs == ord("\n")), len(signs))
    starts = np.concatenate(([0], ends[:-1] + 1))
    kept = np.flatnonzero(ends > starts)
    texts = pieces(pa.py_buffer(text), starts[kept], ends[kept])
    return Lines(evidence, pa.array(kept + first, pa.int64()), texts)


def _without_long(lines: Lines, items: list[Item]) -> tuple[Lines, list[Item]]:
    long = pc.greater(pc.binary_length(lines.texts), LONGEST)
    if not pc.any(long).as_py():
        return lines, items
    positions = lines.positions.filter(long).to_pylist()
    raws = [text.encode() for text in lines.texts.filter(long).to_pylist()]
    items.append(Unread(unread(lines.evidence, "line", positions, TOO_LONG, raws)))
    fit = pc.invert(long)
    return Lines(lines.evidence, lines.positions.filter(fit), lines.texts.filter(fit)), items


def _as_utf8(data: bytes, encoding: str) -> tuple[bytes, int]:
    """The same lines in UTF-8, and how many of them hold bytes that no encoding explains."""
    try:
        if encoding == "utf-8":
            if not data.isascii():
                data.decode("utf-8")
            return data, 0
        return data.decode(encoding).encode(), 0
    except UnicodeDecodeError:
        pass
    replaced = 0
    pieces = []
    for line in data.split(b"\n"):
        text, odd = _decode_line(line, encoding)
        replaced += odd
        pieces.append(text.encode())
    return b"\n".join(pieces), replaced


def _decode_line(line: bytes, encoding: str) -> tuple[str, bool]:
    for candidate in dict.fromkeys((encoding, "utf-8", "cp932", "euc_jp")):
        try:
            return line.decode(candidate), False
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "backslashreplace"), True
