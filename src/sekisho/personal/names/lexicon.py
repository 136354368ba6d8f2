"""Which known words stand where in a text: their classes and their vectors.

The words come from SudachiDict (Apache License 2.0), the vectors from chiVe (Apache License 2.0);
``lexicon-NOTICE.txt`` says more. Words are kept as fingerprints of 32 bits, so the file is a
filter, not a dictionary that could be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.signs import Codes, Hashes, Ints, mixed, shifted

CLASSES = (
    "surname", "given", "person", "place", "country", "proper", "noun", "particle", "verb",
    "affix", "else",
)  # fmt: skip
LONGEST = 16
"""Longer words are cut off: names of that length are rare, and each length costs a look-up."""
_STEP = np.uint64(0x100000001B3)
_TO_PRINT = np.uint64(32)
_FILTER_BITS = 23


def fingerprints(hashes: Hashes) -> npt.NDArray[np.uint32]:
    """The upper half of each hash."""
    return (hashes >> _TO_PRINT).astype(np.uint32)


def _extended(hashes: Hashes, codes: Codes) -> Hashes:
    return mixed(hashes * _STEP, codes + np.uint32(1))


def hashes_of(words: list[str]) -> Hashes:
    """The hash of each whole word, as :meth:`Lexicon.words_in` forms it."""
    width = max(map(len, words))
    lengths = np.array([len(word) for word in words])
    codes = np.zeros((len(words), width), np.uint32)
    for row, word in enumerate(words):
        codes[row, : len(word)] = np.frombuffer(word.encode("utf-32-le"), "<u4")
    hashes = np.zeros(len(words), np.uint64)
    for place in range(width):
        on = lengths > place
        hashes[on] = _extended(hashes[on], codes[on, place])
    return hashes


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
    passing: npt.NDArray[np.bool_]

    def words_in(self, codes: Codes) -> Iterator[tuple[int, Ints, Ints, Hashes]]:
        """For each length: that length, where words of it start, their index, all hashes."""
        hashes = np.zeros(len(codes), np.uint64)
        alive = codes > 0
        for length in range(1, LONGEST + 1):
            ahead = shifted(codes, length - 1)
            alive &= ahead > 0
            hashes = _extended(hashes, ahead)
            places = np.nonzero(alive & self.passing[hashes >> np.uint64(64 - _FILTER_BITS)])[0]
            prints = fingerprints(hashes[places])
            index = np.minimum(np.searchsorted(self.prints, prints), len(self.prints) - 1)
            known = self.prints[index] == prints
            yield length, places[known], index[known], hashes


@cache
def lexicon() -> Lexicon:
    """The lexicon that lies beside this module."""
    with files(__package__).joinpath("lexicon.npz").open("rb") as file, np.load(file) as stored:
        prints = np.cumsum(stored["steps"], dtype=np.uint64).astype(np.uint32)
        vectors = stored["vectors"].astype(np.float32) * stored["scale"]
        return Lexicon(
            prints,
            stored["class_sets"][stored["classes"]],
            stored["rows"],
            vectors,
            stored["coarse"],
            stored["fine"],
            passing(prints),
        )


def passing(prints: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """A filter before the search: most strings that are no word end here."""
    table = np.zeros(1 << _FILTER_BITS, np.bool_)
    table[prints >> np.uint32(32 - _FILTER_BITS)] = True
    return table
