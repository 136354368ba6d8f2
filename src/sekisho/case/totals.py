"""Persons and households of all documents of a case together, each counted once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from sekisho.case.facts import Count, Counted, Exposure
from sekisho.case.rest.facts import Rest
from sekisho.personal.bounds import Bounds
from sekisho.personal.distinct.identities import Known, distinct_households, distinct_persons

_DISTINCT = {"persons": distinct_persons, "households": distinct_households}


def total(
    found: Sequence[Exposure],
    of: Literal["persons", "households"],
    counted: Mapping[str, Counted],
    rest: Rest | None = None,
) -> Count | None:
    """Distinct persons or households over documents: certain those of proven documents, at most
    those of all that are not excluded. Copies of the same bytes count once; None when no document
    was counted. ``counted``: by evidence name, with who they are; ``rest``: documents that are only
    summed, of which none is proven."""
    more = None if rest is None else rest.more_persons if of == "persons" else rest.more_households
    proven = [one for verdict, one in _known(found, of, counted) if verdict == "proven"]
    every = [one for _, one in _known(found, of, counted)]
    if not every and more is None:
        return None
    low = _DISTINCT[of](proven).low if proven else 0
    return Count(low, max(low, _DISTINCT[of](every).high + (more or 0)))


def _known(
    found: Sequence[Exposure], of: str, counted: Mapping[str, Counted]
) -> Iterator[tuple[str, Known]]:
    """The documents that are not excluded, the first of the same bytes."""
    by_bytes = {one.sha256: counted.get(one.path or "") for one in found if one.sha256 and one.path}
    seen: set[str] = set()
    for one in found:
        count: Count | None = getattr(one, of)
        if one.verdict == "excluded" or count is None or one.sha256 in seen:
            continue
        if one.sha256:
            seen.add(one.sha256)
        read = counted.get(one.path or "") or by_bytes.get(one.sha256 or "")
        # an inventory saw the document when it was another: the people of now are not all of them
        same = read is not None and getattr(read, of) == count
        people = read.people if read is not None and same else None
        yield one.verdict, Known(Bounds(count.low, count.high), people)
