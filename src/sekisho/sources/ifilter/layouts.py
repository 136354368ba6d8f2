"""Which column of an i-FILTER log means what. A town may have changed the order.

Reference: the maker's FAQ 4301 (Ver.10, D-SPA Ver.4), 5614, 2196 (D-SPA Ver.1/2) and 2800
(block log). The meaning of some columns is not published; they are called by their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

COLUMNS = "ifilter.columns"
"""Hint: the names of the columns of a changed format, separated by blanks."""
REQUEST = ("method", "uri", "protocol")
BUILT_IN = {
    "i-FILTER Ver.10 / D-SPA Ver.4": (
        "month day clock pid version upstream destination peer client computer user start offset "
        "status c15 size action reason category categories c21 c22 c23 c24 group c26 c27 c28 "
        "method uri protocol referrer agent type id"
    ),
    "D-SPA Ver.1/2": (
        "month day clock pid version upstream client computer user start offset method uri "
        "protocol referrer agent status c18 size action reason category c23 group type c26 c27 "
        "c28 id"
    ),
    "block log": (
        "pid client user group c5 start offset uri action reason category c12 c13 c14 c15 c16 virus"
    ),
}
INFERRED = "i-FILTER Ver.10 / D-SPA Ver.4"
"""The layout of whose columns some are inferred from the maker's sample."""


@dataclass(frozen=True)
class Columns:
    """The names of the columns of a line, in order."""

    name: str
    names: tuple[str, ...]

    @cached_property
    def pattern(self) -> str | None:
        """A regular expression (RE2) for a line whose address holds blanks.

        None where the request is not written as three columns in quotes.
        """
        if not set(REQUEST) <= set(self.names):
            return None
        parts: list[str] = []
        for number, name in enumerate(self.names):
            value = {
                "method": r'"\S+',
                "uri": ".+?",
                "protocol": r'[A-Z]+/[0-9.]+"',
                "referrer": r'(?:"[^"]*"|\S+)',
            }.get(name, r"\S+")
            # some versions write quoted columns without a blank between
            gap = r"\s*" if name in ("referrer", "agent") else r"\s+"
            parts.append(f"{gap if parts else ''}(?P<c{number}>{value})")
        return rf"^\s*{''.join(parts)}\s*$"


def layouts(hints: tuple[str, ...]) -> tuple[Columns, ...]:
    """Given ones first. A name that stands twice counts where it stands first."""
    found = [Columns("given", _distinct(hint.split())) for hint in hints if hint.split()]
    found += [Columns(name, tuple(text.split())) for name, text in BUILT_IN.items()]
    return tuple(found)


def _distinct(names: list[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    distinct = []
    for number, name in enumerate(names, start=1):
        distinct.append(f"c{number}" if name in seen else name)
        seen.add(name)
    return tuple(distinct)
