"""The inventory in a few numbers; ways of counting and what was not read are never added up."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sekisho.personal.distinct.distinct import Distinct, kept_of, number_of
from sekisho.personal.distinct.tokens import fingerprint
from sekisho.personal.inventory.measured import Asked, Measured
from sekisho.personal.inventory.row import Row

SUMMARY = "summary.json"
_WAYS = ("table", "text")
_ENDS = ("low", "high")


class Summary:
    """What is added up while documents and rows come one after the other.

    ``work``: a private folder for the keyed hashes of persons, of which there may be many.
    """

    def __init__(self, asked: Asked, work: Path) -> None:
        self._asked = asked
        self._documents = self._with_persons = 0
        self._status: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._bytes = array("Q")
        self._mentions = array("q")
        self._persons = Distinct(work) if asked.key else None

    def document(self, one: Measured) -> None:
        """Another document, also one that has no row."""
        if self._persons is not None:
            self._persons.add(one.tokens, one.sha256 or one.name)

    def row(self, row: Row) -> None:
        """Another row."""
        self._documents += 1
        self._status[row.status] += 1
        self._with_persons += bool(row.persons and row.persons.high)
        self._classes[row.class_] += 1
        self._findings.update(one.code for one in row.findings)
        self._bytes.append(number_of(row.sha256 or row.path))
        for way in _WAYS:
            bounds = row.obtained.get(way)
            self._mentions.extend((0, 0) if bounds is None else (bounds.low, bounds.high))

    def told(self) -> Mapping[str, object]:
        """``mentions``: persons of all documents by the way of counting, a person in two documents
        twice, copies of the same bytes once; ``persons``: distinct over all documents, None without
        the town's key."""
        once, _first = kept_of(np.asarray(self._bytes))
        added = np.asarray(self._mentions).reshape(-1, 4)[once].sum(axis=0).reshape(2, 2).tolist()
        persons = self._persons.bounds() if self._persons is not None else None
        return {
            "documents": self._documents,
            "status": dict(sorted(self._status.items())),
            "with_persons": self._with_persons,
            "mentions": {
                way: dict(zip(_ENDS, ends, strict=True))
                for way, ends in zip(_WAYS, added, strict=True)
            },
            "persons": None if persons is None else {"low": persons.low, "high": persons.high},
            "key": fingerprint(self._asked.key) or None,
            "classes": dict(sorted(self._classes.items())),
            "findings": dict(sorted(self._findings.items())),
        }
