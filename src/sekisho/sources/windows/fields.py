"""Event data as parallel lists of names and values: choosing among them, and the map ``fields``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events import FIELDS


@dataclass(frozen=True)
class Data:
    """The event data of ``rows`` events, laid end to end: each with the row it belongs to.

    The names are dictionary encoded: there are few, and each is looked up once.
    """

    rows: int
    parents: pa.Array
    names: pa.DictionaryArray
    values: pa.Array

    @staticmethod
    def of(names: pa.ListArray, values: pa.ListArray) -> Data:
        """From lists of names (texts, or a dictionary of them) and of values; a null value
        becomes the empty text."""
        parents = pc.list_parent_indices(names)
        flat = pc.list_flatten(values)
        if flat.null_count:
            flat = pc.fill_null(flat, "")
        words = pc.list_flatten(names)
        if not pa.types.is_dictionary(words.type):
            words = pc.dictionary_encode(words)
        return Data(len(names), parents, words, flat)

    def without(self, names: Sequence[str]) -> Data:
        """Without the data of these names."""
        unwanted = pc.is_in(self.names.dictionary, value_set=pa.array(names, pa.string()))
        if not pc.any(unwanted).as_py():
            return self
        kept = pc.invert(unwanted).take(self.names.indices)
        return Data(
            self.rows, self.parents.filter(kept), self.names.filter(kept), self.values.filter(kept)
        )

    def values_of(self, names: Sequence[str]) -> Mapping[str, pa.Array]:
        """For each name the value in every row, null where the row has none."""
        known = pc.index_in(self.names.dictionary, value_set=pa.array(names, pa.string()))
        number = np.asarray(known.fill_null(-1))[np.asarray(self.names.indices)]
        found = np.flatnonzero(number >= 0)
        places = np.full((len(names), self.rows), -1, dtype=np.int64)
        rows = np.asarray(self.parents)[found]
        # a name that comes twice keeps its first value: written last, it stays
        places[number[found][::-1], rows[::-1]] = found[::-1]
        told = self.values.take(pa.array(places.ravel(), mask=places.ravel() < 0))
        return {name: told.slice(at * self.rows, self.rows) for at, name in enumerate(names)}

    def renamed(self, table: Mapping[str, str]) -> Data:
        """With other names, by a table."""
        at = pc.index_in(self.names.dictionary, value_set=pa.array(list(table), pa.string()))
        if at.null_count == len(at):
            return self
        other = pc.coalesce(pa.array(list(table.values())).take(at), self.names.dictionary)
        names = pa.DictionaryArray.from_arrays(self.names.indices, other)
        return Data(self.rows, self.parents, names, self.values)

    def as_map(self) -> pa.Array:
        """The map ``fields``."""
        counts = np.bincount(np.asarray(self.parents), minlength=self.rows)
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        names = self.names.dictionary.take(self.names.indices)
        return pa.MapArray.from_arrays(pa.array(offsets), names, self.values).cast(FIELDS)
