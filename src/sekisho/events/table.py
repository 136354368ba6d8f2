"""Making record batches of a kind, so that every source fills the same columns alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import FIELDS, HEAD, UNREAD
from sekisho.events.kinds import Kind

__all__ = ["FIELDS", "HEAD", "UNREAD", "events", "fields_map", "unread"]

RAW_LIMIT = 4096
"""Bytes kept of a piece that could not be read; its full size is stated beside."""

Column: TypeAlias = Any
"""An Arrow array (chunked or not), a sequence, one text or number for all rows, or None."""


def _column(value: Column, rows: int, field: pa.Field) -> pa.Array:
    """A column of the field's type from an array, a sequence, one value for all rows, or None."""
    if value is None:
        return pa.nulls(rows, field.type)
    if isinstance(value, (str, int)):
        return _repeated(value, rows, field.type)
    if isinstance(value, pa.ChunkedArray):
        value = value.combine_chunks()
    elif not isinstance(value, pa.Array):
        value = pa.array(value, type=field.type)
    return value if value.type == field.type else _cast(value, field.type)


def _cast(value: pa.Array, to: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(to) and not pa.types.is_dictionary(value.type):
        value = pc.dictionary_encode(value.cast(to.value_type))
    return value.cast(to)


def _repeated(value: str | int, rows: int, of: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(of):
        indices = pa.array(np.zeros(rows, dtype=np.int32))
        return pa.DictionaryArray.from_arrays(indices, pa.array([value], type=of.value_type))
    return pa.repeat(pa.scalar(value, type=of), rows)


def events(kind: Kind, rows: int, columns: Mapping[str, Column]) -> pa.RecordBatch:
    """A record batch of ``kind`` with ``rows`` rows; columns not given are null.

    A column may be an Arrow array, a sequence, or one value that holds for all rows.
    Raises KeyError for a column the kind does not have, pa.ArrowInvalid for a wrong length
    or a value that does not fit the column's type.
    """
    schema = kind.schema
    unknown = columns.keys() - set(schema.names)
    if unknown:
        raise KeyError(f"{kind.name} has no column {sorted(unknown)}")
    arrays = [_column(columns.get(field.name), rows, field) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def fields_map(rows: int, columns: Mapping[str, pa.Array]) -> pa.Array:
    """The map ``fields`` from one text column a name, built without a loop over rows.

    Null values leave their key out of that row's map.
    """
    names = list(columns)
    if not names or rows == 0:
        return pa.array([[] for _ in range(rows)], type=FIELDS)
    width = len(names)
    values = pa.concat_arrays([columns[name].cast(pa.string()) for name in names])
    # values lie column after column; take them row after row
    order = np.arange(rows * width).reshape(width, rows).T.ravel()
    values = values.take(pa.array(order))
    keys = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(width, dtype=np.int32), rows)), pa.array(names)
    ).cast(pa.string())
    present = values.is_valid()
    counts = np.asarray(present).reshape(rows, width).sum(axis=1)
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    return pa.MapArray.from_arrays(pa.array(offsets), keys.filter(present), values.filter(present))


def unread(
    evidence: str,
    unit: str,
    positions: Sequence[int],
    reasons: Sequence[str] | str,
    raws: Sequence[bytes],
) -> pa.RecordBatch:
    """A record batch of pieces that could not be read, with the first bytes of each."""
    rows = len(positions)
    if isinstance(reasons, str):
        reasons = [reasons] * rows
    columns: list[Column] = [
        evidence,
        list(positions),
        unit,
        list(reasons),
        [raw[:RAW_LIMIT] for raw in raws],
        [len(raw) for raw in raws],
    ]
    arrays = [_column(column, rows, field) for column, field in zip(columns, UNREAD, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=UNREAD)
