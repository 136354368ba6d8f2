"""A pattern with groups on a column most of whose lines may not match."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.splitting import Flags


def matched(texts: pa.Array, pattern: str) -> tuple[Flags, list[pa.Array]]:
    """Which lines match (RE2 syntax), and the groups of those.

    Finding groups costs RE2 many times what matching costs, so lines are matched first: a file
    of rubbish must not take an hour.
    """
    fit = np.asarray(pc.match_substring_regex(texts, pattern)).astype(bool)
    found = pc.extract_regex(texts.filter(pa.array(fit)), pattern)
    return fit, [found.field(number) for number in range(found.type.num_fields)]
