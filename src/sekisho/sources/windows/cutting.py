"""JSON texts cut into their values and their shapes, many texts in one step.

Events of one kind are written alike: the same words in the same places, and only values differ.
The values (texts, whole numbers) are cut out into one column; what remains of a text is its
shape, so seldom a new one that each different shape can be looked at by itself.

Reference: RFC 8259. Quotation marks that are not escaped open and close strings in turn; a
string before a colon is a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.splitting import Flags, Numbers, buffers, over, pieces

_QUOTE, _SLASH, _COLON, _COMMA, _MINUS, _ZERO, _BRACKET, _BRACE = b'"\\:,-0]}'
LONGEST_NUMBER = 19
"""Digits of the whole numbers that are cut out: so many fit 64 bits in any JSON reader."""
AT_ONCE = 1024 * 1024
"""Bytes that are searched at once; what is noted of them stays in the processor's cache."""

_Signs = npt.NDArray[np.uint8]


class NotPlain(ValueError):  # noqa: N818  (it is an answer, not a defect)
    """A text is no JSON object, or not written plainly (no blanks, no name twice)."""


@dataclass(frozen=True)
class Cut:
    """Texts cut apart.

    ``shapes``: what remains of each text. ``store``: what was cut out, and behind it the escaped
    values once more, read; ``places``: where in the store each value stands, in the order of the
    texts; ``first``: the number of each text's first value, and at the end how many there are.
    """

    shapes: pa.DictionaryArray
    store: tuple[pa.Array, pa.Array]
    places: Numbers
    first: Numbers


@dataclass(frozen=True)
class _Values:
    """Where values begin and end, and the numbers of those that hold an escape."""

    starts: Numbers
    ends: Numbers
    escaped: Numbers


@dataclass(frozen=True)
class _Strings:
    """All strings, names too: where each opens and closes, which are names, and the numbers of
    those that hold an escape."""

    opened: Numbers
    closed: Numbers
    named: Flags
    escaped: Numbers


def cut(texts: pa.Array) -> Cut:
    """Cuts JSON objects (an Arrow string array without nulls) into shapes and values.

    A string that is cut out leaves its quotation marks behind, a number nothing. Numbers that are
    not whole, numbers in lists, ``true``, ``false`` and ``null`` stay in the shape. Raises
    NotPlain when quotation marks do not pair or a text does not end with a brace; blanks
    between the words are the caller's to find, in the shape.
    """
    offsets, data, _ = buffers(texts)
    found = _together(_found_in_turn(texts))
    edges = np.empty(2 * len(found.starts) + 2, dtype=np.int32)
    edges[0], edges[1:-1:2], edges[2::2], edges[-1] = (
        *(offsets[0], found.starts),
        *(found.ends, offsets[-1]),
    )
    in_turn = over(data, edges)  # what remains and what is cut out
    remains = _every_second(in_turn, 0)
    values = _every_second(in_turn, 1)
    first = np.searchsorted(found.starts, offsets)
    gone = np.concatenate(([0], np.cumsum(found.ends - found.starts)))[first]
    shapes = over(remains.buffers()[2], offsets - offsets[0] - gone)
    places = np.arange(len(values))
    places[found.escaped] = len(values) + np.arange(len(found.escaped))
    store = (values, _unescaped(data, found))
    return Cut(pc.dictionary_encode(shapes), store, places, first)


def uncut(texts: int) -> Cut:
    """So many texts of which nothing was cut out and no shape is told."""
    empty = pa.array([], pa.string())
    none = pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), empty)
    return Cut(none, (empty, empty), np.array([], dtype=np.int64), np.zeros(texts + 1, np.int64))


def _every_second(strings: pa.Array, begin: int) -> pa.Array:
    numbers = pa.array(np.arange(begin, len(strings), 2, dtype=np.int32))
    return pc.take(strings, numbers, boundscheck=False)


def _found_in_turn(texts: pa.Array) -> Iterator[_Values]:
    """The values of some texts after the other, by their places in the buffer."""
    offsets, _, signs = buffers(texts)
    wanted = np.arange(offsets[0], offsets[-1], AT_ONCE)
    begins = np.unique(np.append(np.searchsorted(offsets, wanted), len(texts)))
    for begin, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        base = offsets[begin]
        strings = _strings(signs[base : offsets[end]], offsets[begin : end + 1] - base)
        found = _values(signs[base : offsets[end]], strings)
        yield _Values(found.starts + base, found.ends + base, found.escaped)


def _together(found: Iterator[_Values]) -> _Values:
    parts = list(found)
    counts = np.cumsum([0, *(len(part.starts) for part in parts)])
    return _Values(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate(
            [part.escaped + before for part, before in zip(parts, counts, strict=False)]
        ),
    )


def _strings(signs: _Signs, bounds: Numbers) -> _Strings:
    """The strings of texts that lie between ``bounds``. Raises NotPlain."""
    if (np.diff(bounds) == 0).any() or (signs[bounds[1:] - 1] != _BRACE).any():
        raise NotPlain
    marks = np.flatnonzero((signs == _QUOTE) | (signs == _SLASH))
    is_quote = signs[marks] == _QUOTE
    at = np.flatnonzero(~is_quote)
    quotes, slashes = marks[is_quote], marks[at]
    before = at - np.arange(len(at))  # quotation marks before each slash
    escaping = _escaping(signs, slashes)
    if escaping.any():
        quotes = np.delete(quotes, before[escaping])
        before -= np.cumsum(escaping) - escaping
    counts = np.diff(np.searchsorted(quotes, bounds))
    if (counts % 2).any():
        raise NotPlain
    opened, closed = quotes[0::2], quotes[1::2]
    holding = before[np.flatnonzero(np.diff(before, prepend=-1))] // 2
    return _Strings(opened, closed, signs[closed + 1] == _COLON, holding)


def _escaping(signs: _Signs, slashes: Numbers) -> Flags:
    """Which slashes stand before a quotation mark and are not escaped themselves."""
    escaping: Flags = signs[slashes + 1] == _QUOTE
    doubtful = np.flatnonzero(escaping[1:] & (slashes[1:] - slashes[:-1] == 1)) + 1
    if len(doubtful):
        begins = np.flatnonzero(np.diff(slashes, prepend=-2) != 1)  # of runs of slashes
        run = doubtful - begins[np.searchsorted(begins, doubtful, side="right") - 1]
        escaping[doubtful] = run % 2 == 0
    return escaping


def _values(signs: _Signs, strings: _Strings) -> _Values:
    """The strings that are no names, and the whole numbers behind names."""
    places, starts, ends = _whole_numbers(signs, strings)
    begin, end = strings.opened + 1, strings.closed.copy()
    begin[places], end[places] = starts, ends
    wanted = ~strings.named
    escaped = strings.escaped[wanted[strings.escaped]]
    wanted[places] = True
    chosen = np.flatnonzero(wanted)
    return _Values(begin[chosen], end[chosen], np.searchsorted(chosen, escaped))


def _whole_numbers(signs: _Signs, strings: _Strings) -> tuple[Numbers, Numbers, Numbers]:
    """The whole numbers behind names: the name's number, begin and end.

    JSON writes no leading zero; minus zero, which readers take for zero, is left alone.
    """
    places = np.flatnonzero(strings.named)
    starts = strings.closed[places] + 2
    one = signs[starts]
    may = np.flatnonzero(_is_digit(one) | (one == _MINUS))
    places, starts, negative = places[may], starts[may], one[may] == _MINUS
    ends = starts + 1
    here = np.arange(len(ends))
    for _ in range(LONGEST_NUMBER):
        here = here[_is_digit(signs[ends[here]])]
        if not len(here):
            break
        ends[here] += 1
    behind = signs[ends]
    whole = (behind == _COMMA) | (behind == _BRACE) | (behind == _BRACKET)
    digits = ends - starts - negative
    whole &= (digits > 0) & (digits <= LONGEST_NUMBER)
    whole &= (signs[ends - digits] != _ZERO) | (ends - starts == 1)
    return places[whole], starts[whole], ends[whole]


def _is_digit(signs: _Signs) -> Flags:
    digit: Flags = signs - np.uint8(_ZERO) < 10
    return digit


def _unescaped(data: pa.Buffer, found: _Values) -> pa.Array:
    """The values with escapes, read by a JSON reader, all of them as one list."""
    if not len(found.escaped):
        return pa.array([], pa.string())
    quoted = pieces(data, found.starts[found.escaped] - 1, found.ends[found.escaped] + 1)
    together = pa.ListArray.from_arrays(pa.array([0, len(quoted)], pa.int32()), quoted)
    listed = pc.binary_join(together, ",")[0].as_buffer().to_pybytes()
    return pa.array(orjson.loads(b"[%b]" % listed), pa.string())
