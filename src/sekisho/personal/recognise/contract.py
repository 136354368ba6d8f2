"""What a recogniser is and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sekisho.personal.recognise.block import Block

SURE = 0.5
"""From this score on a find counts; what lies below needs a heading or a second look."""


class Find(NamedTuple):
    """One piece of a text.

    ``start``, ``end``: characters (code points) of the text, ``end`` not included. ``value``: the
    piece in one notation, so that two writings of the same thing are equal; a recogniser with a
    ``key`` leaves it empty. ``score``: 0 to 1.
    ``reason``: text code of the grounds (``recognise.<kind>.<ground>``).
    """

    kind: str
    start: int
    end: int
    value: str
    score: float
    reason: str

    def moved(self, by: int, value: str) -> Find:
        """The find with a value, counted from another beginning."""
        return Find(self.kind, self.start + by, self.end + by, value, self.score, self.reason)


@dataclass(frozen=True)
class Recogniser:
    """How one kind of personal information is recognised.

    ``find`` goes through a whole block of texts at once and gives finds whose places are those of
    the block. ``reference``: the law, standard or publication that says what the thing looks like.
    ``reasons``: the last words of all reason codes it may give. ``claim``: where finds of several
    recognisers overlap, the higher claim stands (a card number is no telephone number). ``key``:
    what brings pieces of the kind to one notation, asked once for all finds that stand.
    """

    kind: str
    reference: str
    reasons: tuple[str, ...]
    find: Callable[[Block], Iterable[Find]]
    claim: int = 0
    key: Callable[[str], str] | None = None


@cache
def reason(kind: str, ground: str) -> str:
    """The text code of a ground."""
    return f"recognise.{kind}.{ground}"
