"""Lines of a plain text in whatever Japanese encoding, and whether bytes are text at all."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sekisho.events.evidence import Evidence
from sekisho.sources.blocks import blocks, decoded, lines_in
from sekisho.sources.contract import Item, Lines, Note, Sample
from sekisho.sources.encoding import UTF16, encoding_of
from sekisho.sources.reading import sample_of

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_NOT_PLAIN = (b"{\\rtf", b"%PDF-", b"%!PS", b"\x1bE", b"PK\x03\x04")
"""Written in signs of text, but not to be read as text: the words in it are coded."""
_PIECE = 4 * 1024 * 1024
_TOLERATED = 200
"""At most one odd sign in so many."""


def text_of(sample: Sample) -> str | None:
    """The sample as text, or None when it is not text in any encoding."""
    if not sample.head.strip() or sample.head.lstrip().startswith(_NOT_PLAIN):
        return None
    if b"\0" in sample.head and not sample.head.startswith(UTF16):
        return None
    encoding = encoding_of(sample.head)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(sample.head, final=False)
    if len(_CONTROL.findall(text)) * _TOLERATED > len(text):
        return None
    return text.removeprefix("\ufeff")


def lines_of(evidence: Evidence) -> Iterator[Lines | Item]:
    """All lines with their numbers, block by block, and what could not be read. Raises OSError.

    The encoding is noted when it is not UTF-8.
    """
    encoding = encoding_of(sample_of(evidence).head)
    if encoding != "utf-8":
        yield Note("note.encoding", {"encoding": encoding})
    if encoding == "utf-16":
        yield from _wide(evidence)
        return
    for block in blocks(evidence.path):
        lines, items = lines_in(evidence.path, block, evidence.name, encoding)
        yield from items
        yield lines


def _wide(evidence: Evidence) -> Iterator[Lines | Item]:
    """Lines of a text in UTF-16, which cannot be cut at bytes."""
    with evidence.path.open("rb") as file:
        reader = io.TextIOWrapper(file, encoding="utf-16", errors="backslashreplace", newline="\n")
        first = 1
        while texts := reader.readlines(_PIECE):
            lines, items = decoded("".join(texts).encode(), first, evidence.name, "utf-8")
            yield from items
            yield lines
            first += len(texts)


def numbered(lines: Lines) -> Iterator[tuple[int, str]]:
    """Line number and text of each line."""
    positions = np.asarray(lines.positions)
    texts = lines.texts if isinstance(lines.texts, pa.Array) else lines.texts.combine_chunks()
    for position, text in zip(positions, texts.to_pylist(), strict=True):
        yield int(position), text.rstrip("\r")
