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
    """Longer words come later and overwrite, so the longest remains."""
    size, kinds = len(codes), len(CLASSES)
    words = _nothing(size, kinds)
    bits = np.arange(kinds, dtype=np.uint16)
    for length, places, index, hashes in lexicon.words_in(codes):
        sets, rows = lexicon.classes[index], lexicon.rows[index]
        named = sets > 0
        _take_classes(words, length, places[named], sets[named], hashes, bits)
        lined = rows > 0
        if length <= LONGEST_VECTOR:
            _take_rows(words, length, places[lined], rows[lined].astype(np.int64))
    return words


def _take_classes(
    words: Words,
    length: int,
    places: Ints,
    sets: npt.NDArray[np.uint16],
    hashes: Hashes,
    bits: npt.NDArray[np.uint16],
) -> None:
    ends = places + length - 1
    has = ((sets[:, None] >> bits) & 1).astype(bool)
    for table, at in ((words.begin, places), (words.end, ends)):
        table[at] = np.where(has, np.uint8(length), table[at])
    for place in range(1, length - 1):
        at = places + place
        words.inside[at] = np.where(has, np.uint8(length), words.inside[at])
    words.begin_length[places] = length
    words.end_length[ends] = length
    words.begin_set[places] = sets
    words.end_set[ends] = sets
    words.begin_hash[places] = hashes[places]
    words.end_hash[ends] = hashes[places]


def _take_rows(words: Words, length: int, places: Ints, rows: Ints) -> None:
    ends = places + length - 1
    for place in range(length):
        words.over_row[places + place] = rows
    words.begin_row[places] = rows
    words.end_row[ends] = rows
    if length < 2:
        return
    words.begin_row_length[places] = length
    words.end_row_length[ends] = length
    for place in range(1, length - 1):
        words.inside_row[places + place] = rows
