"""Whether words are known as surnames, given names or both together, asked for many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.lexicon import (
    CLASSES,
    LONGEST,
    codes_of,
    hashes_of,
    hashes_of_pieces,
    lexicon,
)
from sekisho.personal.names.signs import Codes, Ints

_SURNAME = 1 << CLASSES.index("surname")
_GIVEN = 1 << CLASSES.index("given") | 1 << CLASSES.index("person")
_OTHER = 1 << CLASSES.index("noun") | 1 << CLASSES.index("place") | 1 << CLASSES.index("country")
_PARTICLE = 1 << CLASSES.index("particle")
_LONGEST_NAME = 10
_LONGEST_GIVEN = 3


def classes_of(words: Sequence[str]) -> npt.NDArray[np.uint16]:
    """The classes of each word as bits of :data:`CLASSES`; 0 for unknown ones."""
    return lexicon().classes_of(hashes_of(words))


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of each of some words, in their order.

    ``surname``, ``given``: it is one, whatever else it is. ``full``: a known
    surname and a known given name, with or without a blank; what is one known word as a whole
    (新田, 上野田, 町長) is none. ``likely``: it begins with a known surname and goes on like a
    given name, up to three characters that are no other word (電機, 商店), kana apart; without a
    blank the surname has two characters at least. ``word``: it is known, and no name.
    """

    surname: list[bool]
    given: list[bool]
    full: list[bool]
    likely: list[bool]
    word: list[bool]


def judged(words: Sequence[str]) -> Judged:
    """What is known of each word; what was asked lately is remembered, since a list's names are
    asked about by one step after the other."""
    if not words:  # most texts have none of what is asked about
        return Judged([], [], [], [], [])
    if len(_LATELY) > _REMEMBERED:
        _LATELY.clear()
    new = [word for word in dict.fromkeys(words) if word not in _LATELY]
    if new:
        _LATELY.update(zip(new, _facts(new), strict=True))
        _LATELY.update({word: _NO_NAME for word in new if word in _AMOUNTS})
        _either_form([word for word in new if "ヶ" in word])
    return Judged(*map(list, zip(*[_LATELY[word] for word in words], strict=True)))


def _either_form(words: Sequence[str]) -> None:
    """Gives words with a small ヶ what is known of them with the large one (矢ヶ崎, 矢ケ崎)."""
    if not words:
        return
    large = _facts([word.replace("ヶ", "ケ") for word in words])
    for word, other in zip(words, large, strict=True):
        *names, noun = (one or two for one, two in zip(_LATELY[word], other, strict=True))
        _LATELY[word] = (*names, noun and not any(names))


_AMOUNTS = frozenset(f"{number}{unit}" for number in "十百千万億" for unit in "円人名件")
"""Words of sums left blank (万円), whose two signs are a surname and a given name as well."""
_NO_NAME = (False, False, False, False, True)
_REMEMBERED = 1 << 15
_LATELY: dict[str, tuple[bool, ...]] = {}


def _facts(words: Sequence[str]) -> Iterator[tuple[bool, ...]]:
    """For each word the facts of :class:`Judged`, in their order."""
    codes, lengths = codes_of(words)
    at, left, right = _cuts(codes, lengths)
    every, none = np.arange(len(words)), np.zeros(len(words), np.int64)
    hashes = hashes_of_pieces(
        codes,
        np.concatenate([every, at, at]),
        np.concatenate([none, np.zeros_like(at), right]),
        np.concatenate([np.minimum(lengths, LONGEST + 1), left, lengths[at]]),
    )
    found = lexicon().classes_of(hashes)
    classes, first, rest = np.split(found, [len(words), len(words) + len(at)])
    surname, given = (first & _SURNAME) > 0, (rest & _GIVEN) > 0
    whole = (classes & (_SURNAME | _OTHER)) > 0
    fits, as_kana = _fits(codes, lengths, at, left, right)
    free, particle = (rest & _OTHER) == 0, (rest & _PARTICLE) > 0
    full, likely = (np.zeros(len(words), bool) for _ in range(2))
    full[at[surname & given]] = True
    likely[at[surname & (given | (fits & (free | (as_kana & ~particle))))]] = True
    no_name = (classes & (_SURNAME | _GIVEN)) == 0
    facts = (
        (classes & _SURNAME) > 0,
        (classes & _GIVEN) > 0,
        full & ~whole,
        likely & ~whole,
        (classes > 0) & no_name,
    )
    return zip(*(fact.tolist() for fact in facts), strict=True)


def _cuts(codes: Codes, lengths: Ints) -> tuple[Ints, Ints, Ints]:
    """Where each word may be cut in two: at its first blank, else before every character but the
    first. Which word, the end of the first part, the beginning of the second."""
    blank = codes == ord(" ")
    parted = blank.any(1)
    place = np.arange(codes.shape[1])
    inner = (place > 0) & (place < lengths[:, None])
    at_blank = (place == blank.argmax(1)[:, None]) & (place < lengths[:, None] - 1)
    short = lengths <= _LONGEST_NAME
    at, left = np.nonzero(inner & (at_blank | ~parted[:, None]) & short[:, None])
    return at, left, left + parted[at]


def _fits(
    codes: Codes, lengths: Ints, at: Ints, left: Ints, right: Ints
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether the second part is as long as a given name, and whether it may be a noun as well:
    kana, or a single character after a blank (北斗 is no proof, 蒼 is)."""
    size, blank = lengths[at] - right, right > left
    no_kana = np.concatenate([~_is_kana(codes), np.zeros((len(codes), 1), bool)], 1)
    last = codes.shape[1]
    kana = np.ones(len(at), bool)
    for step in range(_LONGEST_GIVEN):
        kana &= (step >= size) | ~no_kana[at, np.minimum(right + step, last)]
    fits = (size <= _LONGEST_GIVEN) & ((left > 1) | blank)
    return fits, (kana | ((size == 1) & blank))


def _is_kana(codes: Codes) -> npt.NDArray[np.bool_]:
    kana: npt.NDArray[np.bool_] = (codes >= ord("ぁ")) & (codes <= ord("ゖ"))
    kana |= ((codes >= ord("ァ")) & (codes <= ord("ヺ"))) | (codes == ord("ー"))
    return kana


def surnames(words: Sequence[str]) -> list[bool]:
    """Whether each word is a known surname."""
    return [bool(found) for found in classes_of(words) & _SURNAME]


def full_names(words: Sequence[str]) -> list[bool]:
    """:attr:`Judged.full` of each word."""
    return judged(words).full


def likely_names(words: Sequence[str]) -> list[bool]:
    """:attr:`Judged.likely` of each word."""
    return judged(words).likely
