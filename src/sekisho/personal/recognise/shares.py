"""How many cells of a column are names, addresses, telephones, dates …: a column typed by
content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.personal.recognise.scan import finds_in

_LEAST = 0.25
"""In a column the other cells bear witness, so weaker signs count as well."""
_MOST = 0.6
"""So much of a cell must belong to the find."""


def shares(
    cells: Sequence[str] | pa.StringArray | pa.ChunkedArray, heading: str = ""
) -> Mapping[str, float]:
    """The share of the filled cells that are of each kind, 0 to 1; kinds without any are left out.

    ``heading``: what stands over the column; it is the context of every cell. Equal cells are
    looked at once.
    """
    given = (
        cells if isinstance(cells, (pa.Array, pa.ChunkedArray)) else pa.array(cells, pa.string())
    )
    trimmed = pc.utf8_trim_whitespace(given.drop_null())
    filled = trimmed.filter(pc.not_equal(trimmed, ""))
    if not len(filled):
        return MappingProxyType({})
    counted = pc.value_counts(filled)
    texts: list[str] = counted.field("values").to_pylist()
    counts: list[int] = counted.field("counts").to_pylist()
    kinds: Counter[str] = Counter()
    for text, count, finds in zip(texts, counts, finds_in(texts, heading, _LEAST), strict=True):
        size = len("".join(text.split()))
        covered: Counter[str] = Counter()
        for find in finds:
            covered[find.kind] += len("".join(text[find.start : find.end].split()))
        for kind, length in covered.items():
            if length >= _MOST * size:
                kinds[kind] += count
    return MappingProxyType({kind: number / len(filled) for kind, number in sorted(kinds.items())})
