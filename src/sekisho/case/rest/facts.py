"""What a case holds of documents that only stand in an inventory: sums, and where they come from.

Every number is a sum over rows of ``inventory.jsonl`` that ``lines`` names, so that whoever has
that file (its SHA-256 is here) and ``case.json`` recounts them without Sekisho.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sekisho.case.reasons import Count, Reason, Verdict


@dataclass(frozen=True)
class Inventory:
    """The account of one inventory: each of its ``rows`` is in one of the numbers below it.

    ``summed``: in the lots; ``told``: in the exposure of a document by itself, with the evidence
    that is the same document, or named by a record; ``later``: seen after the first window began;
    ``older``: a later row, before the window, has the same computer and path; ``no_document``:
    programs, settings and the like. ``first_seen``, ``last_seen``: of the rows summed or told,
    None where there is none.
    """

    evidence: str
    sha256: str
    rows: int
    summed: int
    told: int
    later: int
    older: int
    no_document: int
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True)
class Lot:
    """Documents of one folder and those below it, of one computer and verdict, summed.

    ``inventory``: the evidence; ``lines``: its rows, counted from 1 (``3-17,19``); ``endings``,
    ``classes``: documents by the ending of the name ("" without one) and by proposed class
    (自治体機密性). ``persons``, ``households``: sums over the rows that tell them, copies and all,
    None where no row does; of ``persons_unknown``, ``households_unknown`` rows nobody knows.
    """

    inventory: str
    lines: str
    host: str | None
    zone: str | None
    folder: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    documents: int
    endings: Mapping[str, int]
    classes: Mapping[str, int]
    persons: Count | None
    persons_unknown: int
    households: Count | None
    households_unknown: int


@dataclass(frozen=True)
class Rest:
    """The rest. ``more_persons``, ``more_households``: what its documents that are not excluded
    add to the upper bound of the case, the same bytes once and not those that ``exposure`` counts;
    None where none was counted."""

    inventories: tuple[Inventory, ...]
    lots: tuple[Lot, ...]
    more_persons: int | None
    more_households: int | None
