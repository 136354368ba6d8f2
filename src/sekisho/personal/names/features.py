"""The features of the linear model: what stands at and around each character, as numbers.

Each template mixes its own number with the values it looks at into one of 2^22 places; what a place
weighs was learned. The templates follow those of character-based taggers (KyTea, Vaporetto) with
dictionary words and word clusters beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.found import Words
from sekisho.personal.names.lexicon import CLASSES, Lexicon
from sekisho.personal.names.signs import Hashes, Ints, Signs, mix, mixed, shifted

BITS = 22
Place = npt.NDArray[np.int32]
_Value = npt.NDArray[np.generic]
_Template = tuple[_Value, ...]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_TO_PLACE = np.uint64(40)
_ALL = np.uint64((1 << BITS) - 1)
_LONG_RUN = 16
_SEEDS = np.arange(1, 128, dtype=np.uint64) * _ODD
"""Of each template; the first one's number is 1."""


def features_of(signs: Signs, words: Words, lexicon: Lexicon) -> Place:
    """For each template (rows) and character the place of its feature, 0 for none. Templates of as
    many values are mixed together, in place: a call costs as much as a line of characters."""
    templates = [
        *_signs(signs),
        *_runs(signs),
        *_words(signs, words),
        *_clusters(signs, words, lexicon),
    ]
    places = np.empty((len(templates), len(signs.codes)), np.int32)
    widths = [len(values) for values, _ in templates]
    for width in set(widths):
        alike = [number for number, other in enumerate(widths) if other == width]
        hashes = np.repeat(_SEEDS[alike, None], len(signs.codes), axis=1)
        beside = np.empty_like(hashes)
        for step in range(width):
            for row, number in zip(beside, alike, strict=True):
                row[:] = templates[number][0][step]
            mix(hashes, beside)
        hashes >>= _TO_PLACE
        places[alike] = hashes & _ALL
    for number, (_, where) in enumerate(templates):
        if where is not None:
            places[number] *= where
    return places


_Templates = Iterator[tuple[_Template, npt.NDArray[np.bool_] | None]]


def _signs(signs: Signs) -> _Templates:
    """Characters and their sorts in windows; what stands here is told by words better than by
    several characters together."""
    at = {by: shifted(signs.codes, by) for by in range(-3, 4)}
    sort = {by: shifted(signs.sorts, by) for by in range(-3, 4)}
    for width, begins in (
        (1, range(-3, 4)),
        (2, (-3, -2, 1, 2)),
        (3, (-3, 1)),
    ):
        for begin in begins:
            yield tuple(at[begin + step] for step in range(width)), None
    for begin, end in ((-1, 2), (-2, 1), (0, 3), (-3, 4), (-2, 3)):
        yield tuple(sort[by] for by in range(begin, end)), None
    yield (sort[0], sort[-1]), None


def _runs(signs: Signs) -> _Templates:
    """The run of one sort: its length, the place in it, its neighbours, all of it."""
    codes, sorts, first, end = signs.codes, signs.sorts, signs.first, signs.end
    here = np.arange(len(codes))
    length, offset = np.minimum(end - first, 12), np.minimum(here - first, 6)
    rest = np.minimum(end - 1 - here, 6)
    yield (sorts, length), None
    yield (sorts, offset, length), None
    yield (sorts, rest), None
    left, left2 = codes[np.maximum(first - 1, 0)], codes[np.maximum(first - 2, 0)]
    right, right2 = codes[_capped(end, codes)], codes[_capped(end + 1, codes)]
    begins, ends = offset == 0, rest == 0
    yield (sorts, left, begins), None
    yield (sorts, right, begins), None
    yield (sorts, left2, left), None
    yield (sorts, right, right2), None
    yield (sorts, left, right), None
    yield (length, left, right), None
    yield (_run_hash(signs), begins, ends), (end - first) <= _LONG_RUN


def _run_hash(signs: Signs) -> Hashes:
    """One number for all characters of a run and their order."""
    seed = np.full(len(signs.codes), 9, np.uint64)
    offset = np.minimum(np.arange(len(signs.codes)) - signs.first, 63)
    sums = np.concatenate([[np.uint64(0)], np.cumsum(mixed(mixed(seed, signs.codes), offset))])
    return np.asarray(sums[signs.end] - sums[signs.first], np.uint64)


def _words(signs: Signs, words: Words) -> _Templates:
    """Known words here, before and after, by their length, classes and selves."""
    size = len(signs.codes)
    for kind in range(len(CLASSES)):
        lengths = words.begin[:, kind], words.end[:, kind], words.inside[:, kind]
        some = (lengths[0] | lengths[1] | lengths[2]) > 0
        yield (np.full(size, kind), *lengths), some
    begins, ends = words.begin_length > 0, words.end_length > 0
    yield (words.begin_length, words.begin_set), begins
    yield (words.end_length, words.end_set), ends
    yield (words.begin_length, words.end_length, words.begin_set, words.end_set), None
    before = shifted(words.end_hash, -1)
    yield (before,), None
    yield (shifted(words.end_set, -1), shifted(words.end_length, -1)), None
    yield (before, signs.sorts), None
    yield (shifted(words.begin_hash, 1),), None
    yield (shifted(words.begin_set, 1), shifted(words.begin_length, 1)), None
    yield (words.begin_hash,), None
    yield (words.end_hash,), None
    after = _capped(np.arange(size) + words.begin_length, signs.codes)
    ahead = np.maximum(np.arange(size) - words.end_length, 0)
    yield (words.begin_hash[after], words.begin_set), begins
    yield (words.begin_set[after], words.begin_set, words.begin_length), begins
    yield (words.end_hash[ahead], words.end_set), ends
    yield (words.end_set[ahead], words.end_set, words.end_length), ends
    yield (shifted(words.end_set, -1), words.begin_set, words.begin_length), None
    right, left = _capped(signs.end, signs.codes), np.maximum(signs.first - 1, 0)
    yield (words.begin_hash[right], signs.sorts), None
    yield (words.end_hash[left], signs.sorts), None
    yield (words.begin_set[right], words.end_set[left], signs.sorts), None


def _clusters(signs: Signs, words: Words, lexicon: Lexicon) -> _Templates:
    """The same of words by the cluster of their vector; much of it only by the coarse ones, of
    which each is seen often enough."""
    right, left = _capped(signs.end, signs.codes), np.maximum(signs.first - 1, 0)
    here = np.arange(len(signs.codes))
    for clusters in (lexicon.coarse, lexicon.fine):
        begin = np.where(words.begin_row_length > 0, clusters[words.begin_row], 0)
        end = np.where(words.end_row_length > 0, clusters[words.end_row], 0)
        yield (begin,), begin > 0
        yield (end,), end > 0
        yield (shifted(end, -1),), None
        yield (shifted(begin, 1),), None
        yield (begin[right], signs.sorts), None
        yield (end[left], signs.sorts), None
        yield (begin, end), None
        if clusters is lexicon.fine:
            continue
        inside = clusters[words.inside_row]
        yield (inside,), inside > 0
        yield (begin, words.begin_row_length), begin > 0
        yield (end, words.end_row_length), end > 0
        after = _capped(here + words.begin_row_length, signs.codes)
        ahead = np.maximum(here - words.end_row_length, 0)
        yield (begin[after], begin), words.begin_row_length > 0
        yield (end[ahead], end), words.end_row_length > 0


def _capped(places: Ints, codes: npt.NDArray[np.generic]) -> Ints:
    return np.minimum(places, len(codes) - 1)
