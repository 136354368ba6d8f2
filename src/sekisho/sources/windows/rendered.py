"""Events rendered as JSON, as the EVTX parser gives them (and as XML is brought to): taken apart.

Reference: the ``Event`` schema of Windows (Event Schema, Windows Event Log reference);
attributes stand below ``#attributes``, the text beside them below ``#text``, elements of equal
name are numbered (``X``, ``X_1``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.splitting import Flags, Numbers
from sekisho.sources.windows.cutting import Cut, NotPlain, cut, uncut
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.shape import NOTHING, SILENT, SYSTEM, Shape, alone, shape_of
from sekisho.sources.windows.times import moments

NotJson = orjson.JSONDecodeError

FEW = 16
"""So few events are looked at one by one: to cut them takes longer, whatever their number."""
_DIGITS = len("2016-06-03T07:03:11.123456")


def take_apart(raw: pa.Array, stamps: pa.Array | None = None) -> Parts:
    """The parts of rendered events. Raises ``NotJson`` when a text is not JSON.

    ``stamps``: the same times with finer digits, where something else knows them; one that
    says another time is not used.
    """
    return parts([shaped(raw)], stamps)


def shaped(raw: pa.Array) -> Shaped:
    """The shorter half of taking events apart, for as many as the processor's cache holds.

    Raises ``NotJson``.
    """
    if len(raw) <= FEW:
        shapes = [alone(text, 0) for text in raw.to_pylist()]
        return Shaped(uncut(len(raw)), shapes, np.arange(len(raw)))
    try:
        return _shaped(raw)
    except NotPlain:
        plain = [orjson.dumps(orjson.loads(text)).decode() for text in raw.to_pylist()]
        return _shaped(pa.array(plain, pa.string()))


def parts(pieces: Sequence[Shaped], stamps: pa.Array | None = None) -> Parts:
    """The parts of events that were shaped, piece after piece."""
    events = _Events.of(pieces)
    system = events.system()
    if stamps is not None:
        system["time"] = _finer(system["time"], stamps)
    names, values = events.named()
    return Parts.of(system, moments(system["time"]), names, values, events.unnamed())


@dataclass(frozen=True)
class Shaped:
    """Events cut apart, what their shapes say, and the number of each event's shape."""

    cut: Cut
    shapes: Sequence[Shape]
    row: Numbers


def _shaped(raw: pa.Array) -> Shaped:
    """Raises NotPlain."""
    found = cut(raw)
    row = np.asarray(found.shapes.indices).astype(np.int64)
    shapes = [shape_of(remains) for remains in found.shapes.dictionary.to_pylist()]
    sizes = np.diff(found.first)
    for each in np.flatnonzero(np.array([shape is None for shape in shapes])[row]).tolist():
        row[each] = len(shapes)
        shapes.append(alone(raw[each].as_py(), sizes[each]))
    known = [shape or SILENT for shape in shapes]
    if not np.array_equal(np.array([shape.size for shape in known])[row], sizes):
        raise NotPlain
    return Shaped(found, known, row)


@dataclass(frozen=True)
class _Events:
    """Events by their shapes.

    ``row``: the number of each event's shape. ``store``: what was cut out of all events, and
    behind it the texts of the shapes; ``places``: where in it each value stands, those texts
    last; ``first``: the number of each event's first value. ``texts``: that of each shape's first
    text.
    """

    shapes: Sequence[Shape]
    row: Numbers
    store: pa.Array
    places: Numbers
    first: Numbers
    texts: Numbers

    @staticmethod
    def of(pieces: Sequence[Shaped]) -> _Events:
        cuts = [piece.cut for piece in pieces]
        shapes = {id(shape): shape for piece in pieces for shape in piece.shapes}
        number = {key: at for at, key in enumerate(shapes)}
        row = [np.array([number[id(one)] for one in piece.shapes])[piece.row] for piece in pieces]
        texts = [text for shape in shapes.values() for text in shape.texts]
        texts.append("")  # so that there is a place even where nothing was cut out
        store = pa.concat_arrays([part for one in cuts for part in one.store] + [_array(texts)])
        places = _end_to_end([one.places for one in cuts], [_size(one) for one in cuts])
        first = [one.first[:-1] for one in cuts]
        return _Events(
            tuple(shapes.values()),
            np.concatenate(row),
            store,
            np.append(places, np.arange(len(store) - len(texts), len(store))),
            _end_to_end(first, [len(one.places) for one in cuts]),
            len(places) + _begins([len(shape.texts) for shape in shapes.values()]),
        )

    def system(self) -> dict[str, pa.Array]:
        """The columns ``SYSTEM``, all of them taken from the store in one step."""
        table = np.stack([shape.system for shape in self.shapes], axis=1)
        missing = (table == NOTHING)[:, self.row]
        numbers, own = self._absolute(table, self.texts)
        numbers = numbers[:, self.row] + own[:, self.row] * self.first
        numbers[missing] = 0
        chosen = pa.array(self.places[numbers].ravel(), mask=missing.ravel())
        told, rows = self.store.take(chosen), len(self.row)
        return {name: told.slice(at * rows, rows) for at, name in enumerate(SYSTEM)}

    def named(self) -> tuple[pa.ListArray, pa.ListArray]:
        places = [shape.values for shape in self.shapes]
        offsets, slots, rows = self._spread(places)
        names = pc.dictionary_encode(
            _array([name for shape in self.shapes for name in shape.names])
        )
        values = self._listed(places, slots, rows)
        return (
            pa.ListArray.from_arrays(offsets, names.take(pa.array(slots))),
            pa.ListArray.from_arrays(offsets, values),
        )

    def unnamed(self) -> pa.ListArray:
        none = np.array([shape.data is None for shape in self.shapes])
        if none.all():
            return pa.nulls(len(self.row), pa.list_(pa.string()))
        empty = np.array([], dtype=np.int64)
        places = [empty if shape.data is None else shape.data for shape in self.shapes]
        offsets, slots, rows = self._spread(places)
        values = self._listed(places, slots, rows)
        return pa.ListArray.from_arrays(offsets, values, mask=pa.array(none[self.row]))

    def _spread(self, places: Sequence[Numbers]) -> tuple[pa.Array, Numbers, Numbers]:
        """Lists, one an event, of as many places as its shape has: their offsets, and by place
        its number among those of all shapes and the number of the event."""
        sizes = np.array([len(one) for one in places])
        begins = np.cumsum(sizes) - sizes
        counts = sizes[self.row]
        offsets = np.concatenate(([0], np.cumsum(counts)))
        slots = np.arange(offsets[-1]) + np.repeat(begins[self.row] - offsets[:-1], counts)
        return pa.array(offsets, pa.int32()), slots, np.repeat(self.first, counts)

    def _listed(self, places: Sequence[Numbers], slots: Numbers, first: Numbers) -> pa.Array:
        texts = np.repeat(self.texts, [len(one) for one in places])
        numbers, own = self._absolute(np.concatenate(places), texts)
        chosen = self.places[numbers[slots] + first * own[slots]]
        return pc.take(self.store, pa.array(chosen), boundscheck=False)

    def _absolute(self, places: Numbers, texts: Numbers) -> tuple[Numbers, Flags]:
        """The numbers of values, those of texts of the shape by ``texts``, where these begin; and
        which are the event's own, to be counted from its first."""
        own = places >= 0
        return np.where(own, places, texts - 2 - places), own


def _size(one: Cut) -> int:
    return sum(map(len, one.store))


def _array(texts: Sequence[str]) -> pa.Array:
    return pa.array(texts, pa.string())


def _begins(sizes: Sequence[int]) -> Numbers:
    """Where each of some things laid end to end begins."""
    ends: Numbers = np.cumsum(sizes, dtype=np.int64)
    return ends - sizes


def _end_to_end(numbers: Sequence[Numbers], sizes: Sequence[int]) -> Numbers:
    """Numbers within things that are laid end to end."""
    begins = _begins(sizes).tolist()
    return np.concatenate([one + begin for one, begin in zip(numbers, begins, strict=True)])


def _finer(times: pa.Array, stamps: pa.Array) -> pa.Array:
    """The time of writing, which has seven digits, where it says what the event says."""
    same = pc.equal(
        pc.utf8_slice_codeunits(times, 0, _DIGITS), pc.utf8_slice_codeunits(stamps, 0, _DIGITS)
    )
    return pc.if_else(pc.fill_null(same, False), pc.replace_substring(stamps, " UTC", ""), times)
