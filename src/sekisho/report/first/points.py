"""What a first report says, point by point, and how it differs from the report before.

A point has a name that stays the same while its text may change: so the next report can say
what is new, what was corrected and what was taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Part = Literal["known", "unknown", "measures"]
Change = Literal["new", "corrected", "same", "gone", "answered"]
ALIKE = 0.6
"""Share of signs in common from which a sentence counts as reworded."""
PARTS: tuple[Part, ...] = ("known", "unknown", "measures")


@dataclass(frozen=True)
class Point:
    """One thing said. ``decide``: it waits for a person, and is set as 未定."""

    part: Part
    name: str
    text: str
    decide: bool = False


@dataclass(frozen=True)
class Compared:
    """A point beside the same of the report before; ``before`` holds the text corrected."""

    point: Point
    change: Change
    before: str = ""


def compared(now: Sequence[Point], before: Sequence[Point] | None) -> tuple[Compared, ...]:
    """The points of now in their order, then those of the report before that are gone.

    ``before`` None: this is the first report, nothing is compared. A point that moved to another
    part (what was unknown is known) is new there and gone where it was.
    """
    if before is None:
        return tuple(Compared(one, "same") for one in now)
    old: Mapping[tuple[str, str], str] = {(one.part, one.name): one.text for one in before}
    found = [_against(one, old) for one in now]
    here = {(one.part, one.name) for one in now}
    gone = [one for one in before if (one.part, one.name) not in here]
    found = [_reworded(one, gone) for one in found]
    return (*found, *(Compared(one, _ending(one)) for one in gone))


def _ending(one: Point) -> Change:
    """A question that is asked no more was answered; a statement made no more was taken back."""
    return "answered" if one.part == "unknown" or one.decide else "gone"


def _reworded(one: Compared, gone: list[Point]) -> Compared:
    """A new point that says nearly what a vanished one of its kind said is that one, reworded."""
    if one.change != "new":
        return one
    kind = one.point.name.partition(":")[0]
    for before in gone:
        alike = (before.part, before.name.partition(":")[0]) == (one.point.part, kind)
        if alike and SequenceMatcher(None, before.text, one.point.text).ratio() >= ALIKE:
            gone.remove(before)
            return Compared(one.point, "corrected", before.text)
    return one


def _against(one: Point, old: Mapping[tuple[str, str], str]) -> Compared:
    text = old.get((one.part, one.name))
    if text is None:
        return Compared(one, "new")
    return Compared(one, "same") if text == one.text else Compared(one, "corrected", text)
