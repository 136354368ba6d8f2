"""Lines cut into words at blanks, all lines of a block at once, without copying them first.

The bytes of an Arrow string array lie in one buffer. A second array over the same buffer,
whose offsets are all places where a word begins or ends, holds words and gaps in turn;
columns are taken from it by number. Blanks between quotes (or brackets) do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_BLANK = 0x20
"""Blank, tab and the control characters, none of which stands inside a word."""
_ESCAPE = 0x5C


@dataclass(frozen=True)
class Words:
    """The lines that have the wanted number of words (``fit``), and where those words lie."""

    fit: Flags
    _edges: Numbers
    _first: Numbers
    _data: pa.Buffer

    @cached_property
    def _flat(self) -> pa.Array:
        """Words and gaps in turn."""
        return over(self._data, self._edges)

    def column(self, number: int, span: int = 1) -> pa.Array:
        """Word ``number`` (from 0) of every line that fits; ``span`` words with their blanks."""
        start = self._first + 2 * number
        if span == 1:
            return pc.take(self._flat, pa.array(start), boundscheck=False)
        return pieces(self._data, self._edges[start], self._edges[start + 2 * span - 1])


def over(data: pa.Buffer, edges: npt.NDArray[np.signedinteger[Any]]) -> pa.Array:
    """The strings between each two neighbouring edges of a buffer."""
    offsets = pa.py_buffer(np.ascontiguousarray(edges, dtype=np.int32))
    return pa.StringArray.from_buffers(len(edges) - 1, offsets, data)


def pieces(data: pa.Buffer, starts: Numbers, ends: Numbers) -> pa.Array:
    """The strings from each start to its end; both rise and do not overlap."""
    edges = np.empty(2 * len(starts), dtype=np.int64)
    edges[0::2] = starts
    edges[1::2] = ends
    if not len(starts):
        return pa.array([], pa.string())
    return pc.take(over(data, edges), pa.array(np.arange(0, len(edges), 2)), boundscheck=False)


def buffers(texts: pa.Array) -> tuple[Numbers, pa.Buffer, npt.NDArray[np.uint8]]:
    """Offsets, buffer and bytes of a string array without nulls (offsets count in the bytes)."""
    _, offsets, data = texts.buffers()
    numbers = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    if data is None:
        data = pa.py_buffer(b"")
    return numbers.astype(np.int64), data, np.frombuffer(data, np.uint8)


def split(texts: pa.Array, count: int, enclosing: bytes = b"") -> Words:
    """Cuts lines into words; those of ``count`` words that begin and end with a word fit.

    ``enclosing``: quotes or brackets between which blanks do not count; no line is empty then.
    """
    offsets, data, signs = buffers(texts)
    base = int(offsets[0])
    signs = signs[base : int(offsets[-1])]
    starts = offsets - base
    blank: Any = signs <= _BLANK
    if enclosing:
        blank &= ~_enclosed(signs, starts, enclosing)
    edge = np.zeros(len(signs) + 1, dtype=bool)
    np.not_equal(blank[1:], blank[:-1], out=edge[1:-1])
    edge[starts] = True
    edges = np.flatnonzero(edge)
    first = _first_edges(edges, starts, 2 * count - 1)
    fit = (np.diff(first) == 2 * count - 1) & ~np.append(blank, True)[starts[:-1]]
    return Words(fit, edges + base, first[:-1][fit], data)


def _first_edges(edges: Numbers, starts: Numbers, usual: int) -> Numbers:
    """The number of the edge at which each line begins (and of the last edge)."""
    lines = len(starts) - 1
    if len(edges) == lines * usual + 1 and np.array_equal(edges[::usual], starts):
        return np.arange(0, len(edges), usual)
    return np.searchsorted(edges, starts)


def _enclosed(signs: npt.NDArray[np.uint8], starts: Numbers, enclosing: bytes) -> Flags:
    """Which bytes lie after an opening quote or bracket and before its end, line by line."""
    turns = np.zeros(len(signs), dtype=np.uint8)
    for mark in enclosing:
        turns |= signs == mark
    escaped = np.flatnonzero((signs[:-1] == _ESCAPE) & (turns[1:] == 1)) + 1
    turns[escaped] = 0
    odd = np.add.reduceat(turns, starts[:-1], dtype=np.int64) % 2 == 1
    turns[starts[1:][odd & (starts[1:] < len(signs))]] ^= 1
    inside: Any = np.bitwise_xor.accumulate(turns)
    flags: Flags = inside.astype(bool)
    return flags
