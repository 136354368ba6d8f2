"""The values of a layout's codes out of lines: by words, or by pattern where words fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.matching import matched
from sekisho.sources.splitting import Flags, split
from sekisho.sources.squid.logformat import Code, Layout, Word


@dataclass(frozen=True)
class Capture:
    """Values by code key, one row for each line that fits; ``fit`` marks those lines."""

    fit: Flags
    values: Mapping[str, pa.Array]

    def only(self, good: Flags) -> Capture:
        """The same without the rows that are not good."""
        if good.all():
            return self
        fit = self.fit.copy()
        fit[fit] = good
        keep = pa.array(good)
        return Capture(fit, {key: column.filter(keep) for key, column in self.values.items()})


def by_words(texts: pa.Array, layout: Layout) -> Capture:
    """Cuts lines at blanks; a line with another number of words does not fit."""
    words = split(texts, layout.span, layout.enclosing)
    values: dict[str, pa.Array] = {}
    good = np.ones(int(words.fit.sum()), dtype=bool)
    at = 0
    for word in layout.words:
        good &= _take_apart(words.column(at, word.span), word, values)
        at += word.span
    return Capture(words.fit, values).only(good)


def by_pattern(texts: pa.Array, layout: Layout, pattern: str) -> Capture:
    """Matches lines against one of the layout's patterns."""
    fit, groups = matched(texts, pattern)
    values: dict[str, pa.Array] = {}
    for code, group in zip(layout.codes, groups, strict=True):
        values.setdefault(code.key, group)
    return Capture(fit, values)


def _take_apart(column: pa.Array, word: Word, values: dict[str, pa.Array]) -> Flags:
    """Adds the values of a word's codes; gives which rows have the form of the word."""
    if word.affixes is not None:
        return _alone(column, word.codes[0], word.affixes, values)
    if word.inner is not None:
        return _inside(column, word.inner, values)
    encoded = pc.dictionary_encode(column)
    found = pc.extract_regex(encoded.dictionary, word.pattern)
    for number, code in enumerate(word.codes):
        part = pa.DictionaryArray.from_arrays(encoded.indices, found.field(number))
        values.setdefault(code.key, part)
    return np.asarray(pc.is_valid(found).take(encoded.indices))


def _alone(
    column: pa.Array, code: Code, affixes: tuple[str, str], values: dict[str, pa.Array]
) -> Flags:
    before, after = affixes
    good = np.ones(len(column), dtype=bool)
    if before or after:
        enough = pc.greater_equal(pc.binary_length(column), len(before) + len(after))
        around = pc.and_(pc.starts_with(column, before), pc.ends_with(column, after))
        good = np.asarray(pc.and_(enough, around))
        column = pc.utf8_slice_codeunits(column, len(before), -len(after) or None)
    values.setdefault(code.key, pc.dictionary_encode(column) if code.repeats else column)
    return good


def _inside(column: pa.Array, inner: Layout, values: dict[str, pa.Array]) -> Flags:
    """Words inside quotes; rows that do not fit get empty values and are marked."""
    capture = by_words(pc.utf8_slice_codeunits(column, 1, -1), inner)
    rows = np.where(capture.fit, np.cumsum(capture.fit) - 1, 0)
    keep = pa.array(rows, mask=~capture.fit)
    for key, part in capture.values.items():
        values.setdefault(key, part if capture.fit.all() else part.take(keep))
    return capture.fit
