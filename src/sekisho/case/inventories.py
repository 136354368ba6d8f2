"""What lay where before the incident, by inventories that were taken then.

A file may be gone or changed since; the inventory still knows how many persons it held. Rows
that were seen after an operation window began say nothing about what lay there before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import duckdb

from sekisho.case.asking import Row, ask
from sekisho.case.documents import Document, Shelf, is_document, parts_of
from sekisho.case.facts import Count, Counted, Reason, Reference
from sekisho.case.hosts import host_key
from sekisho.events.time import iso

_TOLD = """
SELECT seen, named, place, path, sha256, "persons.low", "persons.high", "households.low",
       "households.high", evidence, position, unit
FROM case_inventory WHERE state = 'told' ORDER BY named, path, evidence, position
"""


def before(
    connection: duckdb.DuckDBPyConnection,
    found: Sequence[Document],
    counted: Mapping[str, Counted],
) -> tuple[Document, ...]:
    """All documents: those of ``found``, with bounds that hold for what they were before the
    first window, and those that an inventory alone knows and that stand by themselves. Needs
    ``case_inventory``.

    ``counted``: persons and households of ``found`` by evidence name.
    """
    shelf = Shelf(found)
    mine = {id(one): one for one in found}
    more: list[Document] = []
    for row in ask(connection, _TOLD):
        meant = shelf.meant(row["path"], host_key(row["named"]))
        for one in meant:
            mine[id(one)] = _widened(mine[id(one)], row, counted)
        if not meant:
            more += _alone(row)
    return tuple(sorted((*mine.values(), *more), key=lambda one: (one.path or "\uffff", one.parts)))


def _alone(row: Row) -> Iterator[Document]:
    """A document that an inventory alone knows."""
    parts = parts_of(row["path"])
    if not parts or not is_document(parts[-1]):
        return
    reference = _reference(row)
    reason = Reason("exposure.in_inventory", {"time": iso(row["seen"])}, (reference,))
    yield Document(
        path=None,
        original=row["path"],
        host=host_key(row["named"]),
        place=row["place"],
        parts=parts,
        sha256=row["sha256"],
        evidence=(reference,),
        counted=Counted(_count(row, "persons"), _count(row, "households"), reason),
    )


def _widened(one: Document, row: Row, counted: Mapping[str, Counted]) -> Document:
    """The document as it is among the evidence and as it was before, where the bytes differ."""
    if one.path is None or row["sha256"] in (None, one.sha256):
        return one
    now = one.counted or counted.get(one.path)
    reference = _reference(row)
    seen: datetime = row["seen"]
    both = Counted(
        _both(_count(row, "persons"), now.persons if now else None),
        _both(_count(row, "households"), now.households if now else None),
        Reason("exposure.changed_since_inventory", {"time": iso(seen)}, (reference,)),
    )
    return replace(one, counted=both, evidence=(*one.evidence, reference))


def _both(then: Count | None, now: Count | None) -> Count | None:
    """Bounds that hold for both; unknown where it was unknown what lay there then."""
    if then is None or now is None:
        return then
    return Count(min(then.low, now.low), max(then.high, now.high))


def _count(row: Row, what: str) -> Count | None:
    low, high = row[f"{what}.low"], row[f"{what}.high"]
    return None if low is None or high is None else Count(low, high)


def _reference(row: Row) -> Reference:
    return Reference(row["evidence"], row["position"], row["unit"])
