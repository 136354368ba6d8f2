"""Whether words are known as surnames, given names or both together, asked for many at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.lexicon import CLASSES, LONGEST, fingerprints, hashes_of, lexicon

_SURNAME = 1 << CLASSES.index("surname")
_GIVEN = 1 << CLASSES.index("given") | 1 << CLASSES.index("person")
_NOUN = 1 << CLASSES.index("noun")
_OTHER = _NOUN | 1 << CLASSES.index("place") | 1 << CLASSES.index("country")
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


def surnames(words: Sequence[str]) -> list[bool]:
    """Whether each word is a known surname."""
    return [bool(found) for found in classes_of(words) & _SURNAME]


def given_names(words: Sequence[str]) -> list[bool]:
    """Whether each word is known as a given name and as no common noun."""
    found = classes_of(words)
    return [bool(one) for one in ((found & _GIVEN) > 0) & ((found & _OTHER) == 0)]


def common_nouns(words: Sequence[str]) -> list[bool]:
    """Whether each word is known as a common noun and as no name."""
    found = classes_of(words)
    return [bool(one) for one in ((found & _NOUN) > 0) & ((found & (_SURNAME | _GIVEN)) == 0)]


def full_names(words: Sequence[str]) -> list[bool]:
    """Whether each word is a known surname and a known given name, with or without a blank.

    What is one known word as a whole (新田, 上野田, 町長) is no surname with a given name."""
    return _divided(words, unknown=False)


def likely_names(words: Sequence[str]) -> list[bool]:
    """Whether each word begins with a known surname and goes on like a given name: up to three
    characters that are no other word (電機, 商店), kana apart. Without a blank the surname has two
    characters at least."""
    return _divided(words, unknown=True)


def _divided(words: Sequence[str], *, unknown: bool) -> list[bool]:
    cuts = [
        (at, parts)
        for at, word in enumerate(words)
        if len(word) <= _LONGEST_NAME
        for parts in _cuts(word)
    ]
    whole = classes_of(words) & (_SURNAME | _OTHER)
    surname = (classes_of([parts[0] for _, parts in cuts]) & _SURNAME) > 0
    rest = classes_of([parts[1] for _, parts in cuts])
    given = (rest & _GIVEN) > 0
    if unknown:
        fits = [
            len(right) <= _LONGEST_GIVEN and (len(left) > 1 or " " in words[at])
            for at, (left, right) in cuts
        ]
        kana = [
            bool(_KANA.fullmatch(right)) or (len(right) == 1 and " " in words[at])
            for at, (_, right) in cuts
        ]
        free = ((rest & _OTHER) == 0) | (np.array(kana, bool) & ((rest & _PARTICLE) == 0))
        given |= np.array(fits, bool) & free
    answer = [False] * len(words)
    for (at, _), both in zip(cuts, surname & given, strict=True):
        answer[at] |= bool(both) and not whole[at]
    return answer


def _cuts(word: str) -> list[tuple[str, str]]:
    left, blank, right = word.partition(" ")
    if blank:
        return [(left, right)] if left and right else []
    return [(word[:at], word[at:]) for at in range(1, len(word))]
