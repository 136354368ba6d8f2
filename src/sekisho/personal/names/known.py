"""Whether words are known as surnames, given names or both together, asked for many at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.lexicon import CLASSES, LONGEST, fingerprints, hashes_of, lexicon

_SURNAME = 1 << CLASSES.index("surname")
_GIVEN = 1 << CLASSES.index("given") | 1 << CLASSES.index("person")
_OTHER = 1 << CLASSES.index("noun") | 1 << CLASSES.index("place") | 1 << CLASSES.index("country")
_PARTICLE = 1 << CLASSES.index("particle")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_LONGEST_NAME = 10
_LONGEST_GIVEN = 3


def classes_of(words: Sequence[str]) -> npt.NDArray[np.uint16]:
    """The classes of each word as bits of :data:`CLASSES`; 0 for unknown ones."""
    fitting = [word[:LONGEST] for word in words]
    if not any(fitting):
        return np.zeros(len(words), np.uint16)
    known = lexicon()
    prints = fingerprints(hashes_of(fitting))
    index = np.minimum(np.searchsorted(known.prints, prints), len(known.prints) - 1)
    found = np.where(known.prints[index] == prints, known.classes[index], 0)
    whole = np.array([0 < len(word) <= LONGEST for word in words])
    return np.where(whole, found, 0).astype(np.uint16)


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
    """What is known of each word."""
    classes = classes_of(words)
    cuts = [
        (at, left, right)
        for at, word in enumerate(words)
        if len(word) <= _LONGEST_NAME
        for left, right in _cuts(word)
    ]
    surname = (classes_of([left for _, left, _ in cuts]) & _SURNAME) > 0
    rest = classes_of([right for _, _, right in cuts])
    given = (rest & _GIVEN) > 0
    whole = (classes & (_SURNAME | _OTHER)) > 0
    fits = np.array([_fits(words[at], left, right) for at, left, right in cuts], np.uint8)
    free = (rest & _OTHER) == 0
    kana = (fits == _AS_KANA) & ((rest & _PARTICLE) == 0)
    full, likely = (np.zeros(len(words), bool) for _ in range(2))
    at = np.array([at for at, _, _ in cuts], np.int64)
    full[at[surname & given]] = True
    likely[at[surname & (given | ((fits > 0) & free) | kana)]] = True
    no_name = (classes & (_SURNAME | _GIVEN)) == 0
    return Judged(
        surname=((classes & _SURNAME) > 0).tolist(),
        given=((classes & _GIVEN) > 0).tolist(),
        full=(full & ~whole).tolist(),
        likely=(likely & ~whole).tolist(),
        word=((classes > 0) & no_name).tolist(),
    )


_AS_WORD, _AS_KANA = 1, 2


def _fits(word: str, left: str, right: str) -> int:
    """Whether the second part is as long as a given name, and whether it may be a noun as well:
    kana, or a single character after a blank (北斗 is no proof, 蒼 is)."""
    blank = " " in word
    if len(right) > _LONGEST_GIVEN or not (len(left) > 1 or blank):
        return 0
    return _AS_KANA if (len(right) == 1 and blank) or _KANA.fullmatch(right) else _AS_WORD


def surnames(words: Sequence[str]) -> list[bool]:
    """Whether each word is a known surname."""
    return [bool(found) for found in classes_of(words) & _SURNAME]


def full_names(words: Sequence[str]) -> list[bool]:
    """:attr:`Judged.full` of each word."""
    return judged(words).full


def likely_names(words: Sequence[str]) -> list[bool]:
    """:attr:`Judged.likely` of each word."""
    return judged(words).likely


def _cuts(word: str) -> list[tuple[str, str]]:
    left, blank, right = word.partition(" ")
    if blank:
        return [(left, right)] if left and right else []
    return [(word[:at], word[at:]) for at in range(1, len(word))]
