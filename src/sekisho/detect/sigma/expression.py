"""A rule's condition as a tree over atoms, and its answer for a batch of events at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sekisho.detect.sigma.atoms import Answers, Place


@dataclass(frozen=True)
class Leaf:
    """One atom of one field, by their numbers in the scan."""

    operand: int
    atom: int


@dataclass(frozen=True)
class Reference:
    """One field against another (``fieldref``), without regard to case."""

    operand: int
    other: int
    how: Place


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Any:
    """A part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Expression


Expression = Leaf | Reference | All | Any | Not


class Rows(Protocol):
    """A batch of events that answers leaves."""

    def __len__(self) -> int: ...

    def leaf(self, leaf: Leaf) -> Answers | None:
        """Which events hold; None when none does."""
        ...

    def reference(self, reference: Reference) -> Answers | None:
        """Which events hold; None when none does."""
        ...


def answer(expression: Expression, rows: Rows) -> Answers | None:
    """Which events fit; None when none does: most rules end there, at little cost."""
    if isinstance(expression, Leaf):
        return rows.leaf(expression)
    if isinstance(expression, Reference):
        return rows.reference(expression)
    if isinstance(expression, Not):
        inner = answer(expression.part, rows)
        return np.ones(len(rows), dtype=np.bool_) if inner is None else _some(~inner)
    if isinstance(expression, All):
        return _all(expression.parts, rows)
    return _any(expression.parts, rows)


def _some(answers: Answers) -> Answers | None:
    return answers if answers.any() else None


def _all(parts: Sequence[Expression], rows: Rows) -> Answers | None:
    kept: Answers | None = None
    for part in parts:
        found = answer(part, rows)
        if found is None:
            return None
        kept = found if kept is None else _some(kept & found)
        if kept is None:
            return None
    return kept


def _any(parts: Sequence[Expression], rows: Rows) -> Answers | None:
    kept: Answers | None = None
    for part in parts:
        found = answer(part, rows)
        if found is not None:
            kept = found if kept is None else kept | found
    return kept


def cheapest_first(expression: Expression) -> Expression:
    """The same with single atoms before alternatives, and what is negated at the end.

    What is negated is rarely false, so it decides last.
    """
    if isinstance(expression, (All, Any)):
        parts = tuple(sorted(map(cheapest_first, expression.parts), key=_cost))
        return type(expression)(parts)
    if isinstance(expression, Not):
        return Not(cheapest_first(expression.part))
    return expression


def _cost(expression: Expression) -> tuple[bool, int]:
    return isinstance(expression, Not), _size(expression)


def _size(expression: Expression) -> int:
    if isinstance(expression, (All, Any)):
        return sum(map(_size, expression.parts))
    return _size(expression.part) if isinstance(expression, Not) else 1
