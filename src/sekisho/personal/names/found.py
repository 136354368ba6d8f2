"""The known words at every character: the longest that begins, ends or lies over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.lexicon import CLASSES, Lexicon
from sekisho.personal.names.signs import Codes, Hashes, Ints

Bytes = npt.NDArray[np.uint8]
LONGEST_VECTOR = 12


@dataclass(frozen=True)
class Words:
    """Lengths of the longest word of each class (rows: characters, columns: classes) that begins
    (``begin``), ends (``end``) or lies over (``inside``) a character; of any class its length,
    class set and hash; the same of words with vectors as rows of the vectors (``*_row``)."""

    begin: Bytes
    end: Bytes
    inside: Bytes
    begin_length: Ints
    end_length: Ints
    begin_set: Hashes
    end_set: Hashes
    begin_hash: Hashes
    end_hash: Hashes
    begin_row: Ints
    end_row: Ints
    inside_row: Ints
    over_row: Ints
    begin_row_length: Ints
    end_row_length: Ints


def _nothing(size: int, kinds: int) -> Words:
    """No word anywhere."""
    table = [np.zeros((size, kinds), np.uint8) for _ in range(3)]
    number = [np.zeros(size, np.int64) for _ in range(8)]
    hashed = [np.zeros(size, np.uint64) for _ in range(4)]
    return Words(
        begin=table[0],
        end=table[1],
        inside=table[2],
        begin_length=number[0],
        end_length=number[1],
        begin_set=hashed[0],
        end_set=hashed[1],
        begin_hash=hashed[2],
        end_hash=hashed[3],
        begin_row=number[2],
        end_row=number[3],
        inside_row=number[4],
        over_row=number[5],
        begin_row_length=number[6],
        end_row_length=number[7],
    )


def words_at(codes: Codes, lexicon: Lexicon) -> Words:
    """Longer words come later and overwrite, so the longest remains: where a place is written to
    several times at once, the last value stays."""
    words = _nothing(len(codes), len(CLASSES))
    known = lexicon.words_in(codes)
    sets, rows = lexicon.classes[known.index], lexicon.rows[known.index]
    named = np.nonzero(sets)[0]
    _take_classes(
        words, known.lengths[named], known.places[named], sets[named], known.hashes[named]
    )
    lined = np.nonzero((rows > 0) & (known.lengths <= LONGEST_VECTOR))[0]
    # of words of one length the one that begins first lies over their common characters
    lined = lined[np.lexsort((-known.places[lined], known.lengths[lined]))]
    _take_rows(words, known.lengths[lined], known.places[lined], rows[lined])
    return words


_BITS = np.arange(len(CLASSES), dtype=np.uint16)


def _take_classes(
    words: Words, lengths: Ints, places: Ints, sets: npt.NDArray[np.uint16], hashes: Hashes
) -> None:
    ends = places + lengths - 1
    word, kind = np.nonzero((sets[:, None] >> _BITS) & 1)
    words.begin[places[word], kind] = lengths[word]
    words.end[ends[word], kind] = lengths[word]
    pair, at = _spread(places[word] + 1, lengths[word] - 2)
    words.inside[at, kind[pair]] = lengths[word][pair]
    words.begin_length[places], words.end_length[ends] = lengths, lengths
    words.begin_set[places], words.end_set[ends] = sets, sets
    words.begin_hash[places], words.end_hash[ends] = hashes, hashes


def _take_rows(words: Words, lengths: Ints, places: Ints, rows: npt.NDArray[np.uint16]) -> None:
    ends = places + lengths - 1
    words.begin_row[places], words.end_row[ends] = rows, rows
    word, at = _spread(places, lengths)
    words.over_row[at] = rows[word]
    longer = lengths > 1
    words.begin_row_length[places[longer]] = lengths[longer]
    words.end_row_length[ends[longer]] = lengths[longer]
    word, at = _spread(places + 1, lengths - 2)
    words.inside_row[at] = rows[word]


def _spread(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """So many places on from each start: which start each is of, and the place."""
    counts = np.maximum(counts, 0)
    which = np.repeat(np.arange(len(starts)), counts)
    return which, np.arange(len(which)) + (starts - np.cumsum(counts) + counts)[which]
