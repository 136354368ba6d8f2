"""Cutting texts at byte positions and by patterns, whole columns at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.table import fields_map
from sekisho.sources.splitting import buffers, pieces

Ints = npt.NDArray[np.int64]


def after(texts: pa.Array, lengths: Ints) -> pa.Array:
    """Each text without its first bytes; null stays null."""
    if len(texts) == 0:
        return texts
    edges, data, _ = buffers(texts)
    starts = np.minimum(edges[:-1] + lengths, edges[1:])
    rest = pieces(data, starts, edges[1:])
    return rest if texts.null_count == 0 else pc.if_else(texts.is_valid(), rest, None)


def groups(texts: pa.Array, pattern: str) -> dict[str, pa.Array]:
    """The named groups of a pattern (RE2), null where it or the group does not match."""
    found = pc.extract_regex(texts, pattern=pattern)
    names = [found.type.field(index).name for index in range(found.type.num_fields)]
    return {name: null_if_empty(pc.struct_field(found, name)) for name in names}


def null_if_empty(texts: pa.Array, *others: str) -> pa.Array:
    """Null for the empty text and the other signs of nothing."""
    nothing = pc.is_in(texts, value_set=pa.array(["", *others]))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), texts)


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    """Whether a pattern is found in each text; false for null."""
    return pc.fill_null(pc.match_substring_regex(texts, pattern), False)


def whole(texts: pa.Array) -> pa.Array:
    """Texts of digits as numbers; null for anything else and for what 64 bits do not hold."""
    digits = matches(texts, r"^[0-9]{1,18}$")
    return pc.if_else(digits, texts, pa.scalar(None, pa.string())).cast(pa.int64())


def port(texts: pa.Array) -> pa.Array:
    """Texts of digits as numbers from 0 to 65535; null for anything else."""
    numbers = whole(texts)
    return pc.if_else(pc.less_equal(numbers, 65535), numbers, None).cast(pa.int32())


def address(texts: pa.Array) -> pa.Array:
    """IP addresses as text; an IPv4 address written inside IPv6 becomes plain IPv4."""
    plain = pc.replace_substring_regex(texts, r"^(?i:::ffff:)(\d+\.\d+\.\d+\.\d+)$", r"\1")
    return pc.if_else(
        matches(plain, r"^(\d+\.\d+\.\d+\.\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.%\w]*)$"), plain, None
    )


def fields_of(rows: int, columns: Mapping[str, pa.Array]) -> pa.Array:
    """The map ``fields`` of the columns that hold anything at all."""
    return fields_map(
        rows, {name: texts for name, texts in columns.items() if texts.null_count < rows}
    )
