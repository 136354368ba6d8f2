"""Distinct people over documents, by their keyed hashes in columns.

High: people are one only where name and birth date, telephone or address agree, or where all
names of a document stand together in another one (a copy in another format, an extract).
Low: people of one name are one unless their birth dates differ or one document tells them apart.

Hashes are told apart by their first 64 bits: among ten million different ones two agree with a
chance of three in a million.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sekisho.personal.bounds import Bounds
from sekisho.personal.distinct.copies import LEAST, originals
from sekisho.personal.distinct.spool import Spool
from sekisho.personal.distinct.tokens import Token

_PEOPLE = np.dtype(
    [("name", "u8"), ("birth", "u8"), ("document", "u4"), ("certain", "?"), ("alone", "?")]
)
"""A person of a document; ``birth`` 0 when none is known, ``alone``: without any binding."""
_BINDINGS = np.dtype([("name", "u8"), ("document", "u4"), ("first", "u8"), ("binding", "u8")])
"""A binding of a person of a document, beside the first one of the same person."""
_HIGH = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def distinct(documents: Iterable[Sequence[Token]]) -> Bounds:
    """Distinct people over all documents; their hashes stay in memory."""
    found = Distinct()
    for tokens in documents:
        found.add(tokens)
    return found.bounds()


class Distinct:
    """The people of documents that come one after the other. ``folder``: a private one for their
    hashes, where they do not fit into memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._people = Spool("people", _PEOPLE, folder)
        self._bindings = Spool("bindings", _BINDINGS, folder)
        self._bytes = array("Q")
        self._many = array("B")

    def add(self, tokens: Sequence[Token], sha256: str = "") -> None:
        """Another document; of those with the same ``sha256`` the last one counts. Raises
        OSError."""
        at = len(self._bytes)
        self._bytes.append(number_of(sha256) if sha256 else at)
        self._many.append(len({one.name for one in tokens}) >= LEAST)
        for one in tokens:
            name, birth = _number(one.name), _number(one.birth)
            self._people.add((name, birth, at, one.certain, not one.binding))
            for binding in one.binding:
                self._bindings.add((name, at, _number(one.binding[0]), _number(binding)))

    def bounds(self) -> Bounds:
        """Distinct people of all documents. Raises OSError."""
        last, first = kept_of(np.asarray(self._bytes))
        place = np.full(len(self._bytes), -1, np.int64)
        place[last[np.argsort(first)]] = np.arange(last.size)
        copied = originals(*self._names(place), last.size)
        low = high = 0
        for number in range(self._people.parts):
            people = _placed(self._people.part(number), place)
            part = _Part(people, copied)
            low += part.at_least()
            high += part.at_most(_placed(self._bindings.part(number), place))
        return Bounds(low, max(low, high))

    def _names(self, place: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Which names stand in which documents, those of many names alone: names numbered, each
        pair once, in order."""
        many = np.asarray(self._many, bool)
        names, documents, count = [np.empty(0, np.int32)], [np.empty(0, np.int32)], 0
        for number in range(self._people.parts):
            people = self._people.part(number)
            people = _placed(people[many[people["document"]]], place)
            known, at = np.unique(people["name"], return_inverse=True)
            pairs = np.unique(_pair(at, people["document"]))
            names.append(((pairs >> _HIGH) + np.uint64(count)).astype(np.int32))
            documents.append((pairs & _LOW).astype(np.int32))
            count += known.size
        return np.concatenate(names), np.concatenate(documents)


class _Part:
    """The people of some names; a group is those of one name in one document."""

    def __init__(self, people: NDArray[Any], copied: NDArray[np.int64]) -> None:
        self._people = people
        self._names, self._name = np.unique(people["name"], return_inverse=True)
        self._groups, self._group = np.unique(
            _pair(self._name, people["document"]), return_inverse=True
        )
        self._named = (self._groups >> _HIGH).astype(np.int64)
        self._sizes = np.bincount(self._group, minlength=self._groups.size)
        self._counted = self._not_copied(copied)

    def at_least(self) -> int:
        """The lower bound: of each name the birth dates, or the most in one document."""
        certain = self._people["certain"]
        born = certain & (self._people["birth"] > 0)
        birth = np.unique(self._people["birth"][born], return_inverse=True)[1]
        different = np.unique(_pair(self._name[born], birth)) >> _HIGH
        least = np.bincount(different.astype(np.int64), minlength=self._names.size)
        here = np.bincount(self._group[certain], minlength=self._groups.size)
        np.maximum.at(least, self._named, here)
        return int(least.sum())

    def at_most(self, bindings: NDArray[Any]) -> int:
        """The upper bound: of each name those without a binding and those whom no binding joins,
        or the most in one document."""
        alone = self._people["alone"] & self._counted[self._group]
        most = np.bincount(self._name[alone], minlength=self._names.size)
        name = np.searchsorted(self._names, bindings["name"])
        counted = self._counted[np.searchsorted(self._groups, _pair(name, bindings["document"]))]
        bindings, name = bindings[counted], name[counted]
        known, at = np.unique(bindings["binding"], return_inverse=True)
        of = np.zeros(known.size, np.int64)
        of[at] = name
        roots = _joined(known.size, np.searchsorted(known, bindings["first"]), at)
        most += np.bincount(of[roots == np.arange(known.size)], minlength=self._names.size)
        np.maximum.at(most, self._named[self._counted], self._sizes[self._counted])
        return int(most.sum())

    def _not_copied(self, copied: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The groups that stand in no copy, or are other people than in what it copies: more of
        them, or with a birth date that is none of those known there."""
        original = copied[(self._groups & _LOW).astype(np.int64)]
        counted: NDArray[np.bool_] = original < 0
        mine = np.flatnonzero(~counted)
        theirs = np.full(self._groups.size, -1, np.int64)
        theirs[mine] = np.searchsorted(self._groups, _pair(self._named[mine], original[mine]))
        counted[mine] = self._sizes[mine] > self._sizes[theirs[mine]]
        born = self._people["birth"] > 0
        birth = np.unique(self._people["birth"][born], return_inverse=True)[1]
        births = np.unique(_pair(self._group[born], birth))
        group = (births >> _HIGH).astype(np.int64)
        told = np.zeros(self._groups.size, bool)
        told[group] = True
        # those of copies whose originals tell any
        asked = theirs[group] >= 0
        asked[asked] = told[theirs[group[asked]]]
        there = _pair(theirs[group[asked]], births[asked] & _LOW)
        counted[group[asked][~np.isin(there, births)]] = True
        return counted


def _placed(records: NDArray[Any], place: NDArray[np.int64]) -> NDArray[Any]:
    """Records with the place of their document among those that count, the others left out."""
    at = place[records["document"]]
    kept: NDArray[Any] = records[at >= 0]
    kept["document"] = at[at >= 0]
    return kept


def _pair(high: NDArray[Any], low: NDArray[Any]) -> NDArray[np.uint64]:
    return (high.astype(np.uint64) << _HIGH) | low.astype(np.uint64)


def _joined(size: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of ``size`` things the least one that it is joined with, over any number of
    steps."""
    root = np.arange(size)
    while True:
        low = np.minimum(root[one], root[other])
        high = np.maximum(root[one], root[other])
        if (low == high).all():
            return root
        np.minimum.at(root, high, low)
        while not np.array_equal(further := root[root], root):
            root = further


def kept_of(numbers: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each different number where it stands last and where it stands first."""
    _, first, at = np.unique(numbers, return_index=True, return_inverse=True)
    last = np.zeros(first.size, np.int64)
    np.maximum.at(last, at, np.arange(numbers.size))
    return last, first


def number_of(text: str) -> int:
    """64 bits of a hash of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _number(hashed: str) -> int:
    """The first 64 bits of a hash in hexadecimal digits; 0 for none."""
    return int(hashed[:16], 16) if hashed else 0
