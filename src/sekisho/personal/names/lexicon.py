"""Which known words stand where in a text: their classes and their vectors.

The words come from SudachiDict (Apache License 2.0), the vectors from chiVe (Apache License 2.0);
``lexicon-NOTICE.txt`` says more. Words are kept as fingerprints of 32 bits, so the file is a
filter, not a dictionary that could be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.signs import TOP, Codes, Hashes, Ints, mixed

CLASSES = (
    "surname", "given", "person", "place", "country", "proper", "noun", "particle", "verb",
    "affix", "else",
)  # fmt: skip
LONGEST = 16
"""Longer words are cut off: names of that length are rare, and each length costs a look-up."""
_STEP = np.uint64(0x100000001B3)
_TO_PRINT = np.uint64(32)
_FILTER_BITS = 23
_LOWER = np.uint32((1 << _FILTER_BITS) - 1)


def fingerprints(hashes: Hashes) -> npt.NDArray[np.uint32]:
    """The upper half of each hash."""
    return (hashes >> _TO_PRINT).astype(np.uint32)


def _extended(hashes: Hashes, codes: Codes) -> Hashes:
    return mixed(hashes * _STEP, codes + np.uint32(1))


def codes_of(words: Sequence[str]) -> tuple[Codes, Ints]:
    """The first characters of each word (rows: words; 0 after its end), one more than a known word
    can have; and how many it has in all."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    width = min(int(lengths.max(initial=1)), LONGEST + 1) or 1
    return np.array(words, f"U{width}").view(np.uint32).reshape(len(words), width), lengths


def hashes_of(words: Sequence[str]) -> Hashes:
    """The hash of each whole word (of its first characters, when it is longer than words are)."""
    codes, lengths = codes_of(words)
    rows = np.arange(len(words))
    return hashes_of_pieces(codes, rows, np.zeros_like(rows), np.minimum(lengths, codes.shape[1]))


def hashes_of_pieces(codes: Codes, rows: Ints, begins: Ints, ends: Ints) -> Hashes:
    """The hash of each piece of a word, as :meth:`Lexicon.words_in` forms it; 0 for an empty one.

    ``rows``: which word of ``codes`` it is of; ``begins``, ``ends``: its characters.
    """
    hashes = np.zeros(len(rows), np.uint64)
    on = np.nonzero(ends > begins)[0]
    step = 0
    while len(on):
        hashes[on] = _extended(hashes[on], codes[rows[on], begins[on] + step])
        step += 1
        on = on[ends[on] - begins[on] > step]
    return hashes


@dataclass(frozen=True)
class Known:
    """Words of a lexicon in a text: of each its length, where it starts, its index, its hash."""

    lengths: Ints
    places: Ints
    index: Ints
    hashes: Hashes


@dataclass(frozen=True)
class Lexicon:
    """``prints``: sorted fingerprints; ``classes``: a bit a class of :data:`CLASSES`; ``rows``: the
    row of ``vectors`` (0: none). ``coarse``, ``fine``: clusters of the rows."""

    prints: npt.NDArray[np.uint32]
    classes: npt.NDArray[np.uint16]
    rows: npt.NDArray[np.uint16]
    vectors: npt.NDArray[np.float32]
    coarse: npt.NDArray[np.uint16]
    fine: npt.NDArray[np.uint16]
    passing: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
    single: npt.NDArray[np.int32]
    """The index of each character that is a word of its own, by code point; -1 for the others."""

    def words_in(self, codes: Codes) -> Known:
        """All words of a text, shorter ones first, each length in order of place."""
        size = len(codes)
        hashes = np.zeros((LONGEST, size), np.uint64)
        hashes[0] = _extended(hashes[0], codes)
        for row in range(1, LONGEST):
            hashes[row, :-row] = _extended(hashes[row - 1, :-row], codes[row:])
        here = np.arange(size)
        free = np.minimum.accumulate(np.where(codes == 0, here, size)[::-1])[::-1] - here
        single = self.single[np.minimum(codes, len(self.single) - 1)]
        first = np.nonzero((free > 0) & (single >= 0))[0]
        alive = (free > np.arange(1, LONGEST)[:, None]).ravel()
        later, index = _found(self.prints, self.passing, hashes[1:].ravel(), alive)
        at = np.concatenate([first, later + size])
        return Known(
            at // size + 1,
            at % size,
            np.concatenate([single[first], index]),
            hashes.ravel()[at],
        )

    def classes_of(self, hashes: Hashes) -> npt.NDArray[np.uint16]:
        """The classes of the word of each hash, 0 where there is none."""
        places, index = _found(self.prints, self.passing, hashes, hashes > 0)
        classes = np.zeros(len(hashes), np.uint16)
        classes[places] = self.classes[index]
        return classes


def _found(
    prints: npt.NDArray[np.uint32],
    passing: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
    hashes: Hashes,
    alive: npt.NDArray[np.bool_],
) -> tuple[Ints, Ints]:
    """Where a hash is that of a word, and the index of the word."""
    first, second = passing
    # as signed numbers, since others are turned into them first
    upper = (hashes >> np.uint64(64 - _FILTER_BITS)).view(np.int64)
    places = np.flatnonzero(first.take(upper) & alive)
    asked = fingerprints(hashes[places])
    likely = second.take(asked & _LOWER)
    places, asked = places[likely], asked[likely]
    order = np.argsort(asked)  # neighbours stay in the cache: four times as fast as in any order
    index = np.empty(len(asked), np.int64)
    index[order] = np.searchsorted(prints, asked[order])
    np.minimum(index, len(prints) - 1, out=index)
    known = prints[index] == asked
    return places[known], index[known]


@cache
def lexicon() -> Lexicon:
    """The lexicon that lies beside this module."""
    with files(__package__).joinpath("lexicon.npz").open("rb") as file, np.load(file) as stored:
        prints = np.cumsum(stored["steps"], dtype=np.uint64).astype(np.uint32)
        filters = passing(prints)
        vectors = stored["vectors"].astype(np.float32) * stored["scale"]
        return Lexicon(
            prints,
            stored["class_sets"][stored["classes"]],
            stored["rows"],
            vectors,
            stored["coarse"],
            stored["fine"],
            filters,
            _single(prints, filters),
        )


def _single(
    prints: npt.NDArray[np.uint32], filters: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
) -> npt.NDArray[np.int32]:
    """:attr:`Lexicon.single`; the last code point stands for all above it."""
    codes = np.arange(TOP, dtype=np.uint32)
    hashes = _extended(np.zeros(TOP, np.uint64), codes)
    places, index = _found(prints, filters, hashes, codes < TOP - 1)
    table = np.full(TOP, -1, np.int32)
    table[places] = index
    return table


def passing(prints: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Two filters before the search, by the upper and the lower bits of a fingerprint: most strings
    that are no word end here."""
    upper, lower = (np.zeros(1 << _FILTER_BITS, np.bool_) for _ in range(2))
    upper[prints >> np.uint32(32 - _FILTER_BITS)] = True
    lower[prints & _LOWER] = True
    return upper, lower
