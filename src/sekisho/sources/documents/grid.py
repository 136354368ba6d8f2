"""Boxes with texts to the rows of a table: where edges stand in one line there is a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Boxed:
    """A text and the edges of its box, rightward and downward, in any unit."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def rows_of_boxes(boxes: Sequence[Boxed], same: float) -> list[list[str]]:
    """The rows, each text repeated in every place its box covers.

    ``same``: how far edges that are meant as one may lie apart.
    """
    lefts = _edges([box.left for box in boxes], same)
    tops = _edges([box.top for box in boxes], same)
    grid = [[""] * len(lefts) for _ in tops]
    for box in boxes:
        for row in _covered(tops, box.top - same, box.bottom - same):
            for column in _covered(lefts, box.left - same, box.right - same):
                grid[row][column] = box.text
    return grid


def _edges(places: list[float], same: float) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > same:
            found.append(place)
    return found


def _covered(edges: list[float], first: float, last: float) -> list[int]:
    return [number for number, edge in enumerate(edges) if first <= edge < last]
