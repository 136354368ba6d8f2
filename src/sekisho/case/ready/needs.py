"""What a question needs, as a tree of capabilities, and what it comes to.

``all_of`` is the least of its parts, ``any_of`` the most, ``partly`` never more than partly.
All three are monotone: a capability that rises never lowers an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sekisho.case.ready.facts import Level

How = Literal["all_of", "any_of", "partly"]
HOWS: tuple[How, ...] = ("all_of", "any_of", "partly")


@dataclass(frozen=True)
class Need:
    """A capability by name, or a way to put others together."""

    capability: str = ""
    how: How | None = None
    parts: tuple[Need, ...] = ()

    def level(self, levels: Mapping[str, Level]) -> Level:
        """What the need comes to with these levels."""
        if self.how is None:
            return levels[self.capability]
        parts = [part.level(levels) for part in self.parts]
        if self.how == "any_of":
            return max(parts)
        return min(*parts, Level.PARTLY) if self.how == "partly" else min(parts)

    def names(self) -> Iterator[str]:
        """Every capability in it, in its order."""
        if self.how is None:
            yield self.capability
        for part in self.parts:
            yield from part.names()

    def lacking(
        self, levels: Mapping[str, Level], cost: Callable[[frozenset[str]], float]
    ) -> frozenset[str] | None:
        """The capabilities to raise for a full answer, by the cheapest way; None where no way
        leads to one."""
        if self.how is None:
            full = levels[self.capability] == Level.FULL
            return frozenset() if full else frozenset({self.capability})
        if self.how == "partly":
            return None
        ways = [part.lacking(levels, cost) for part in self.parts]
        if self.how == "all_of":
            known = [way for way in ways if way is not None]
            return frozenset().union(*known) if len(known) == len(ways) else None
        open_ways = [way for way in ways if way is not None]
        return min(open_ways, key=cost, default=None)


def need_of(content: Any) -> Need:
    """A need from plain data. Raises ValueError for any other form."""
    if isinstance(content, str):
        return Need(content)
    if isinstance(content, Mapping) and len(content) == 1:
        ((how, parts),) = content.items()
        listed = parts if isinstance(parts, list) else [parts]
        if how in HOWS and listed:
            return Need(how=how, parts=tuple(need_of(part) for part in listed))
    raise ValueError(f"no need: {content!r}")
