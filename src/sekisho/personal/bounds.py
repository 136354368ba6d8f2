"""The answer about one document: bounds, never a bare number, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Way = Literal["table", "text"]
"""How a number was obtained: rows of a table, or names recognised in running text."""


@dataclass(frozen=True)
class Bounds:
    """``low``: certain and distinct; ``high``: with everything doubtful added."""

    low: int
    high: int


@dataclass(frozen=True)
class Reason:
    """A text code of the area ``personal`` and the values of its places."""

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[object, ...]:
        return (Reason, (self.code, dict(self.values)))


@dataclass(frozen=True)
class DocumentCount:
    """Persons and households in one document.

    ``persons``, ``households``: None when they cannot be told (the reasons say why), never zero
    for want of reading. ``kinds``: text codes ``personal.kind.*`` of what is said about people,
    sorted. ``how``: text codes of the ways of counting that were used, sorted. ``reasons``: what
    was left out, doubted or not read. ``obtained``: the persons by the way in which their number
    was obtained, so that a total need not mix them; together they are ``persons``.
    """

    persons: Bounds | None
    households: Bounds | None
    kinds: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    obtained: tuple[tuple[Way, Bounds], ...] = ()
