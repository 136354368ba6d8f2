"""The ``#Fields`` lines of a log: each holds until the next one.

Reference: https://www.w3.org/TR/WD-logfile.html .
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sekisho.sources.blocks import blocks

_FIELDS = re.compile(rb"^(?:\xef\xbb\xbf)?#Fields:[ \t]*([^\r\n]*)", re.MULTILINE)
_RECORD = re.compile(rb"^[^#\r\n][^\r\n]*", re.MULTILINE)
_SOFTWARE = re.compile(rb"^(?:\xef\xbb\xbf)?#Software:[ \t]*([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True)
class FieldLine:
    """Line number, the names as written, and the first record below it (empty if none)."""

    line: int
    names: str
    record: str


def field_lines(path: Path) -> tuple[str, tuple[FieldLine, ...]]:
    """The program that wrote the file (``#Software``) and all its ``#Fields`` lines.

    Raises OSError.
    """
    found: list[FieldLine] = []
    software = ""
    with path.open("rb") as file:
        for block in blocks(path):
            if block.oversized:
                continue
            file.seek(block.offset)
            data = file.read(block.length)
            named = _SOFTWARE.search(data)
            software = software or (_text(named[1]) if named else "")
            found += _in_block(data, block.first)
    return software.strip(), tuple(found)


def _in_block(data: bytes, first: int) -> Iterator[FieldLine]:
    number, before = first, 0
    for match in _FIELDS.finditer(data):
        number += data.count(b"\n", before, match.start())
        before = match.start()
        record = _RECORD.search(data, match.end())
        yield FieldLine(number, _text(match[1]), _text(record[0]) if record else "")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
