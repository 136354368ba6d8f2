"""Work on each different value of a column once."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc


def mapped(values: pa.Array, function: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """``function`` of a column, computed on its different values only.

    ``function`` gets a string array without nulls and gives an array of the same length.
    """
    encoded = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)
    return function(encoded.dictionary).take(encoded.indices)


def without_dash(values: pa.Array) -> pa.Array:
    """Text where ``-`` and empty became null."""
    absent = pc.or_(pc.equal(values, "-"), pc.equal(pc.binary_length(values), 0))
    if not pc.any(absent).as_py():
        return values
    return pc.if_else(absent, pa.scalar(None, values.type), values)
