"""The inventory in a few numbers; ways of counting and what was not read are never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sekisho.personal.bounds import Bounds
from sekisho.personal.inventory.measured import Asked, Measured
from sekisho.personal.inventory.row import Row
from sekisho.personal.inventory.tokens import across, fingerprint

SUMMARY = "summary.json"


def summary(
    rows: Sequence[Row], documents: Sequence[Measured], asked: Asked
) -> Mapping[str, object]:
    """``mentions``: persons of all documents by the way of counting, a person in two documents
    twice, copies of the same bytes once; ``persons``: distinct over all documents, None without
    the town's key."""
    once = list({row.sha256 or row.path: row for row in rows}.values())
    return {
        "documents": len(rows),
        "status": dict(sorted(Counter(row.status for row in rows).items())),
        "with_persons": sum(bool(row.persons and row.persons.high) for row in rows),
        "mentions": {way: _added(once, way) for way in ("table", "text")},
        "persons": _distinct(documents, asked),
        "key": fingerprint(asked.key) or None,
        "classes": dict(sorted(Counter(row.class_ for row in rows).items())),
        "findings": dict(sorted(Counter(one.code for row in rows for one in row.findings).items())),
    }


def _added(rows: Sequence[Row], way: str) -> dict[str, int]:
    found = [row.obtained[way] for row in rows if way in row.obtained]
    return {"low": sum(one.low for one in found), "high": sum(one.high for one in found)}


def _distinct(documents: Sequence[Measured], asked: Asked) -> dict[str, int] | None:
    if asked.key is None:
        return None
    bounds: Bounds = across({one.sha256 or one.name: one.tokens for one in documents})
    return {"low": bounds.low, "high": bounds.high}
