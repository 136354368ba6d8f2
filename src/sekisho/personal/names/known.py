"""Whether words are known as surnames, given names or both together, asked for many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.lexicon import CLASSES, LONGEST, fingerprints, hashes_of, lexicon

_SURNAME = 1 << CLASSES.index("surname")
_GIVEN = 1 << CLASSES.index("given") | 1 << CLASSES.index("person")
_LONGEST_NAME = 10


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


def full_names(words: Sequence[str]) -> list[bool]:
    """Whether each word is a known surname and a known given name, with or without a blank."""
    cuts = [
        (at, parts)
        for at, word in enumerate(words)
        if len(word) <= _LONGEST_NAME
        for parts in _cuts(word)
    ]
    first = classes_of([parts[0] for _, parts in cuts]) & _SURNAME
    second = classes_of([parts[1] for _, parts in cuts]) & _GIVEN
    answer = [False] * len(words)
    for (at, _), both in zip(cuts, (first > 0) & (second > 0), strict=True):
        answer[at] |= bool(both)
    return answer


def _cuts(word: str) -> list[tuple[str, str]]:
    left, blank, right = word.partition(" ")
    if blank:
        return [(left, right)] if left and right else []
    return [(word[:at], word[at:]) for at in range(1, len(word))]
