"""Which entries of the rulebook are in their term when files are made, and when that changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol


class Term(Protocol):
    """An entry that may begin and end: ``since`` counts, ``until`` no longer does."""

    @property
    def since(self) -> datetime | None: ...

    @property
    def until(self) -> datetime | None: ...


def in_term(entry: Term, at: datetime | None) -> bool:
    """Whether an entry counts at a moment (aware). Without a moment, one that ends does not:
    a permission that has run out must not live on in a file."""
    if at is None:
        return entry.until is None
    return (entry.since is None or entry.since <= at) and (entry.until is None or at < entry.until)


def next_change(entries: Iterable[Term], at: datetime | None) -> datetime | None:
    """The first moment after ``at`` at which an entry begins or ends: files made now are right
    until then. None: they stay right."""
    if at is None:
        return None
    ends = [moment for entry in entries for moment in (entry.since, entry.until)]
    return min((moment for moment in ends if moment is not None and moment > at), default=None)
