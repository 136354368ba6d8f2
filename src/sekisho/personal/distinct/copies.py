"""Documents all of whose names stand in another one: a copy in another format, an extract."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST = 5
"""Names that must all stand in another document; fewer may be namesakes by chance."""
_Numbers = NDArray[np.int64]


def copies_among(names: Sequence[AbstractSet[str]]) -> dict[int, int]:
    """Documents all of whose names stand in another one, with that one; of two with the same
    names the later is the copy."""
    pairs = sorted((name, at) for at, held in enumerate(names) for name in held)
    numbers: dict[str, int] = {}
    held = np.array([numbers.setdefault(name, len(numbers)) for name, _ in pairs], np.int64)
    found = originals(held, np.array([at for _, at in pairs], np.int64), len(names))
    return {int(at): int(found[at]) for at in np.flatnonzero(found >= 0)}


def originals(names: NDArray[Any], documents: NDArray[Any], size: int) -> _Numbers:
    """For each of ``size`` documents the one that holds all its names, -1 where none does: of
    several the first that is no copy itself. ``names`` and ``documents``: which stands where, each
    pair once, in order.

    What is contained in a copy is contained in its original, so only documents that are no copies
    are looked through.
    """
    count = np.bincount(documents, minlength=size)
    many = count[documents] >= LEAST
    names, documents = names[many], documents[many]
    found = np.full(size, -1, np.int64)
    if not names.size:
        return found
    first = _first_alike(names, documents, size)
    once = first[documents] == documents
    _look(names[once], documents[once], count, found)
    later = np.flatnonzero((first >= 0) & (first != np.arange(size)))
    of = first[later]
    found[later] = np.where(found[of] < 0, of, found[of])
    return found


def _first_alike(names: NDArray[Any], documents: NDArray[Any], size: int) -> _Numbers:
    """For each document the first one with the same names; -1 where it has none here. Sets are
    told apart by the sum of 64 bits for each name."""
    sums = np.zeros(size, np.uint64)
    np.add.at(sums, documents, _spread(names.astype(np.uint64)))
    there = np.unique(documents)
    _, at, alike = np.unique(sums[there], return_index=True, return_inverse=True)
    first = np.full(size, -1, np.int64)
    first[there] = there[at[alike]]
    return first


def _spread(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over 64 bits, by the finalizer of splitmix64 (Steele, Lea and Flood, Fast
    Splittable Pseudorandom Number Generators, 2014)."""
    mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _look(names: NDArray[Any], documents: NDArray[Any], count: _Numbers, found: _Numbers) -> None:
    """Writes into ``found`` which documents are contained in a larger one; no two have the same
    names."""
    begins = np.flatnonzero(np.r_[True, names[1:] != names[:-1]])
    ends = np.r_[begins[1:], names.size]
    name = np.repeat(np.arange(begins.size), ends - begins)
    by_document = np.argsort(documents, kind="stable")
    held = name[by_document]
    there, at = np.unique(documents[by_document], return_index=True)
    # where a name stands in no other document there is nothing to look for
    wide = np.minimum.reduceat((ends - begins)[held], at) > 1
    spans = np.c_[there, at, np.r_[at[1:], held.size]][wide]
    for one, begin, end in spans[np.lexsort((spans[:, 0], -count[spans[:, 0]]))]:
        mine = held[begin:end]
        mine = mine[np.argsort((ends - begins)[mine], kind="stable")]
        left = documents[begins[mine[0]] : ends[mine[0]]]
        left = left[(count[left] > count[one]) & (found[left] < 0)]
        for each in mine[1:]:
            if not left.size:
                break
            other = documents[begins[each] : ends[each]]
            place = np.minimum(np.searchsorted(other, left), other.size - 1)
            left = left[other[place] == left]
        if left.size:
            found[one] = left[0]
