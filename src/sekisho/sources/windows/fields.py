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
    """The event data of ``rows`` events, laid end to end: each with the row it belongs to."""

    rows: int
    parents: pa.Array
    names: pa.Array
    values: pa.Array

    @staticmethod
    def of(names: pa.ListArray, values: pa.ListArray) -> Data:
        """From lists of names and of values; a null value becomes the empty text."""
        parents = pc.list_parent_indices(names)
        flat = pc.fill_null(pc.list_flatten(values), "")
        return Data(len(names), parents, pc.list_flatten(names), flat)

    def without(self, names: Sequence[str]) -> Data:
        """Without the data of these names."""
        kept = pc.invert(pc.is_in(self.names, value_set=pa.array(names, pa.string())))
        return Data(
            self.rows, self.parents.filter(kept), self.names.filter(kept), self.values.filter(kept)
        )

    def values_of(self, names: Sequence[str]) -> Mapping[str, pa.Array]:
        """For each name the value in every row, null where the row has none."""
        number = pc.index_in(self.names, value_set=pa.array(names, pa.string()))
        found = np.flatnonzero(np.asarray(number.is_valid()))
        places = np.full((self.rows, len(names)), -1, dtype=np.int64)
        rows = np.asarray(self.parents)[found]
        # a name that comes twice keeps its first value: written last, it stays
        places[rows[::-1], np.asarray(number.drop_null())[::-1]] = found[::-1]
        return {
            name: self.values.take(pa.array(places[:, column], mask=places[:, column] < 0))
            for column, name in enumerate(names)
        }

    def renamed(self, table: Mapping[str, str]) -> Data:
        """With other names, by a table."""
        at = pc.index_in(self.names, value_set=pa.array(list(table), pa.string()))
        if at.null_count == len(at):
            return self
        other = pa.array(list(table.values()), pa.string()).take(at)
        return Data(self.rows, self.parents, pc.coalesce(other, self.names), self.values)

    def as_map(self) -> pa.Array:
        """The map ``fields``."""
        counts = np.bincount(np.asarray(self.parents), minlength=self.rows)
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        return pa.MapArray.from_arrays(pa.array(offsets), self.names, self.values).cast(FIELDS)
