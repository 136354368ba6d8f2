"""The facts of the duty to report: what was asked and answered, which routes stay open, until when.

States are never a decision: ``yes`` rests on a named person's answer or on counted persons,
``no`` on a named person's answer alone, everything else is ``open`` and counts as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sekisho.case.reasons import Reason
from sekisho.form.when import When

State = Literal["yes", "open", "no"]


@dataclass(frozen=True)
class Known:
    """The first knowledge of the body: the earliest entry of the call record that counts.

    ``said`` False: the entry does not say whether it was known then, and counts for safety.
    ``line``: of the sheet. Reference: 個人情報保護委員会 Q&A（行政機関等編）3-4-1.
    """

    at: When
    what: str
    who: str
    line: int | None
    said: bool


@dataclass(frozen=True)
class Asked:
    """One question with its answer as given and as it counts; ``answer`` is a code of the form.

    ``low`` and ``high``: persons, where the question is of their number; ``high`` None: no upper
    bound. ``proposals``: what the records say to it.
    """

    question: str
    answer: str
    counts_as: str
    low: int | None
    high: int | None
    decided_by: str
    at: When | None
    reason: str
    proposals: tuple[Reason, ...]


@dataclass(frozen=True)
class Item:
    """One ground of the law (号) and whether it holds. ``confirmed``: the text was compared."""

    id: str
    article: str
    confirmed: bool
    state: State


@dataclass(frozen=True)
class Deadline:
    """One term. ``least`` is the day a target begins at, where it has one; ``last`` the last day
    as counted, ``due`` after closed days were passed over (both included). ``spent``: the part
    of the term that has passed at the case's *now*; ``warning``: 0, 50, 75, 90 or 100 (over).
    ``applies`` False: it would, if the open ground for it were answered with yes or no."""

    kind: Literal["preliminary", "final", "longer"]
    days: int
    article: str
    confirmed: bool
    least: date | None
    last: date
    due: date
    spent: float
    warning: int
    applies: bool


@dataclass(frozen=True)
class Route:
    """One way the law may oblige: to the commission, by the council's ordinance, by a private
    holder. ``in_force``: at the day of the first knowledge; None where that is not known."""

    id: str
    law: str
    confirmed: bool
    state: State
    reports: bool
    since: date | None
    in_force: bool | None
    items: tuple[Item, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True)
class Weighed:
    """The questions and routes for information of one holder. ``decision``: of a person, or
    None; ``information`` is empty where the sheet names none."""

    information: str
    asked: tuple[Asked, ...]
    routes: tuple[Route, ...]
    decision: Asked | None


@dataclass(frozen=True)
class Duty:
    """漏えい等報告の要否. ``law_as_of``: the day the law's data were last looked at."""

    now: datetime
    law_as_of: date
    known: Known | None
    weighed: tuple[Weighed, ...]
