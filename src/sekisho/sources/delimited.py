"""Lines of comma-separated values with quotes, all lines of a block at once.

Reference: RFC 4180, without line ends inside values.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from sekisho.sources.splitting import Flags, buffers

_NUMBER = "#"
"""Name of the column that numbers the lines; no log has a field of that name."""
_VALUE = r'(?:"(?:[^"]|"")*"|[^",]*)'
_LINE = rf"^{_VALUE}(?:,{_VALUE})*$"
"""A line by RFC 4180: a quote stands at both ends of a value, or doubled inside such a value."""


def comma_separated(texts: pa.Array, names: Sequence[str]) -> tuple[Flags, dict[str, pa.Array]]:
    """Which lines have as many values as there are names, and those values by name.

    A line whose quotes do not stand as they should never fits, so that it cannot swallow the next.
    """
    formed = np.asarray(pc.match_substring_regex(texts, _LINE))
    whole = formed & ~np.asarray(pc.match_substring(texts, "\r"))
    if not whole.any():
        return whole, {name: pa.array([], pa.string()) for name in names}
    numbers = pa.array(np.flatnonzero(whole)).cast(pa.string())
    columns = [_NUMBER, *names]
    lines = pc.binary_join_element_wise(numbers, texts.filter(pa.array(whole)), ",")
    offsets, _, signs = buffers(pc.binary_join_element_wise(lines, "", "\n"))
    data = signs[int(offsets[0]) : int(offsets[-1])].tobytes()
    table = csv.read_csv(
        io.BytesIO(data),
        csv.ReadOptions(column_names=columns, use_threads=False, block_size=len(data) + 1),
        csv.ParseOptions(invalid_row_handler=lambda _row: "skip"),
        csv.ConvertOptions(
            column_types={name: pa.int64() if name == _NUMBER else pa.string() for name in columns},
            strings_can_be_null=False,
        ),
    ).combine_chunks()
    fit = np.zeros(len(texts), dtype=bool)
    fit[np.asarray(table[_NUMBER])] = True
    return fit, {name: table[name].combine_chunks() for name in names}
