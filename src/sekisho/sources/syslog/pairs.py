"""``name=value`` messages taken apart, a whole column at once.

Separators are blanks or commas outside of quotes; which of them, each line shows by itself.
Quotes around a value or around a whole pair (``"date=2016-06-03","time=…"``) fall away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import FIELDS
from sekisho.sources.splitting import buffers, pieces
from sekisho.sources.syslog.cut import Ints, matches

Flags = npt.NDArray[np.bool_]
_COMMAS = r'^(?:<\d+>)?(?:"|[\w-]+=(?:"[^"]*"|[^", ]*),)'
_QUOTE, _EQUALS, _ESCAPE = ord('"'), ord("="), ord("\\")


@dataclass(frozen=True)
class Pairs:
    """The pairs of all messages: of row ``rows[i]`` the name ``names[i]`` has ``values[i]``.

    A word without ``=`` has the empty name.
    """

    count: int
    rows: Ints
    names: pa.Array
    values: pa.Array

    @cached_property
    def _encoded(self) -> tuple[dict[str, int], Ints]:
        encoded = pc.dictionary_encode(self.names)
        known = {name: code for code, name in enumerate(encoded.dictionary.to_pylist())}
        return known, np.asarray(encoded.indices).astype(np.int64)

    def places(self, name: str) -> Ints:
        """For each row the place of its last pair of that name that says anything, else -1."""
        known, codes = self._encoded
        places = np.full(self.count, -1, np.int64)
        if name in known:
            here = np.flatnonzero((codes == known[name]) & self._said)
            places[self.rows[here]] = here
        return places

    @cached_property
    def _said(self) -> Flags:
        return ~np.asarray(pc.is_in(self.values, value_set=pa.array(["", "N/A"])))

    def at(self, places: Ints) -> pa.Array:
        """The values at places, null for -1."""
        return self.values.take(pa.array(places, mask=places < 0))

    def column(self, name: str) -> pa.Array:
        """The values of a name, null where a message has none, an empty one or ``N/A``."""
        return self.at(self.places(name))

    def map_of(self, kept: Flags) -> pa.Array:
        """The map ``fields`` of some of the pairs."""
        counts = np.bincount(self.rows[kept], minlength=self.count)
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        chosen = pa.array(kept)
        keys, values = self.names.filter(chosen), self.values.filter(chosen)
        return pa.MapArray.from_arrays(pa.array(offsets), keys, values).cast(FIELDS)

    def where(self, mask: Flags) -> Pairs:
        """The pairs of some rows, numbered anew."""
        kept = mask[self.rows]
        chosen = pa.array(kept)
        renumbered = (np.cumsum(mask) - 1)[self.rows[kept]]
        return Pairs(
            int(mask.sum()), renumbered, self.names.filter(chosen), self.values.filter(chosen)
        )


def pairs_of(messages: pa.Array) -> Pairs:
    """The pairs of messages without nulls."""
    offsets, data, every = buffers(messages)
    base = int(offsets[0])
    signs = every[base : int(offsets[-1])]
    edges = offsets - base
    row_of, starts, ends, equals = _tokens(signs, edges, np.asarray(matches(messages, _COMMAS)))
    found = equals >= 0
    name_ends = np.where(found, equals, starts)
    value_starts = np.where(found, equals + 1, starts)
    padded = np.concatenate((signs, np.zeros(1, np.uint8)))
    quoted = (ends - value_starts >= 2) & (padded[value_starts] == _QUOTE)
    quoted &= padded[ends - 1] == _QUOTE
    names = pieces(data, starts + base, name_ends + base)
    values = pieces(data, value_starts + quoted + base, ends - quoted + base)
    doubled = pc.match_substring(values, '""')
    if pc.any(doubled).as_py():
        values = pc.if_else(doubled, pc.replace_substring(values, '""', '"'), values)
    return Pairs(len(messages), row_of, names, values)


def _tokens(
    signs: npt.NDArray[np.uint8], edges: Ints, commas: Flags
) -> tuple[Ints, Ints, Ints, Ints]:
    """Row, start, end and place of ``=`` (or -1) of each word, outer quotes taken off."""
    quotes = _quotes(signs, edges)
    blanks = np.flatnonzero((signs == ord(" ")) | (signs == ord(",")))
    row = np.searchsorted(edges, blanks, side="right") - 1
    before = np.searchsorted(quotes, blanks) - np.searchsorted(quotes, edges)[row]
    wanted = np.where(commas[row], ord(","), ord(" "))
    blanks = blanks[(before % 2 == 0) & (signs[blanks] == wanted)]
    starts = np.sort(np.concatenate((edges[:-1], blanks + 1)))
    ends = np.sort(np.concatenate((edges[1:], blanks)))
    filled = ends > starts
    starts, ends = starts[filled], ends[filled]
    row_of = np.searchsorted(edges, starts, side="right") - 1
    whole = (signs[starts] == _QUOTE) & (signs[ends - 1] == _QUOTE) & (ends - starts >= 2)
    starts, ends = starts + whole, ends - whole
    signs_equal = np.concatenate((np.flatnonzero(signs == _EQUALS), [len(signs)]))
    equals = signs_equal[np.searchsorted(signs_equal, starts)]
    return row_of, starts, ends, np.where(equals < ends, equals, -1)


def _quotes(signs: npt.NDArray[np.uint8], edges: Ints) -> Ints:
    """Places of the quotes that open or close; ``\\"`` counts only where a line needs it."""
    every: Ints = np.flatnonzero(signs == _QUOTE)
    escaped = (every > 0) & (signs[every - 1] == _ESCAPE)
    plain: Ints = every[~escaped]
    odd = np.diff(np.searchsorted(plain, edges)) % 2 == 1
    if not odd.any():
        return plain
    row = np.searchsorted(edges, every, side="right") - 1
    needed: Ints = every[~escaped | odd[row]]
    return needed
