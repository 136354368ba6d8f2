"""The result of a drill: each person, department and all, in numbers that add up.

Each addressee is *called*, *not called* or *unknown*, and one of them only. *Not called* needs a
mail that arrived, a person who was there, and a page whose record reaches beyond the arrival; else
it is *unknown*. Rates are of those known; the unknown widen them to bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sekisho.case.notices.register import DRILL, Told
from sekisho.rulebook import Rulebook

State = Literal["called", "not_called", "unknown"]
SHARED = 3
"""Links called from one address from which on it may be a program that follows links, or a
computer that several share."""


@dataclass(frozen=True)
class Drilled:
    """One addressee. ``why``: of *unknown*, one of ``bounced``, ``away``, ``not_delivered``,
    ``not_watched``. Minutes count from the delivery on record, else from the sending; None where
    neither is, or where clocks contradict it."""

    name: str
    department: str
    state: State
    why: str
    called: datetime | None
    reported: datetime | None
    minutes_called: int | None
    minutes_reported: int | None


@dataclass(frozen=True)
class Sum:
    """``people`` = ``called`` + ``not_called`` + ``unknown``; ``reported`` of all of them.
    ``minutes_called``, ``minutes_reported``: of those whose minutes are known, in order."""

    department: str
    people: int
    called: int
    not_called: int
    unknown: int
    reported: int
    minutes_called: tuple[int, ...] = ()
    minutes_reported: tuple[int, ...] = ()

    @property
    def known(self) -> int:
        """Of whom it is known whether they called."""
        return self.called + self.not_called

    @property
    def rate(self) -> float | None:
        """The share that called, of those known."""
        return self.called / self.known if self.known else None

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and most that it can be of all, with those unknown."""
        return self.called / self.people, (self.called + self.unknown) / self.people


@dataclass(frozen=True)
class Result:
    """``watched``: until when calls are on record. ``shared``: (address, links called from it)."""

    number: str
    begun: datetime
    watched: datetime | None
    people: tuple[Drilled, ...]
    departments: tuple[Sum, ...]
    whole: Sum
    shared: tuple[tuple[str, int], ...]


def result(register: Sequence[Told], number: str, rulebook: Rulebook) -> Result | None:
    """The result of a drill, None where the register has no such drill. Departments are those of
    the rulebook; somebody who left it since has none."""
    told = [one for one in register if one.number == number]
    made = [one for one in told if one.act == "made" and one.source == DRILL]
    if not made:
        return None
    times = [_at(one) for one in told if one.act == "watched"]
    watched = max(times, default=None)
    acts: dict[str, dict[str, datetime]] = {}
    for one in told:
        each = acts.setdefault(one.person, {})
        each[one.act] = min(each.get(one.act, _at(one)), _at(one))
    names = dict.fromkeys(one.person for one in made)
    people = tuple(_person(name, rulebook, acts[name], watched) for name in names)
    departments = dict.fromkeys(one.department for one in people)
    callers = Counter(one.reason for one in told if one.act == "called" and one.reason)
    return Result(
        number=number,
        begun=min(_at(one) for one in made),
        watched=watched,
        people=people,
        departments=tuple(
            _sum(name, [one for one in people if one.department == name]) for name in departments
        ),
        whole=_sum("", people),
        shared=tuple((ip, count) for ip, count in callers.most_common() if count >= SHARED),
    )


def _person(
    name: str, rulebook: Rulebook, acts: Mapping[str, datetime], watched: datetime | None
) -> Drilled:
    known = rulebook.person(name)
    called, reported = acts.get("called"), acts.get("reported")
    state, why = _state(acts, watched)
    since = acts.get("delivered", acts.get("sent"))
    return Drilled(
        name=name,
        department=known.department if known else "",
        state=state,
        why=why,
        called=called,
        reported=reported,
        minutes_called=_minutes(since, called),
        minutes_reported=_minutes(since, reported),
    )


def _state(acts: Mapping[str, datetime], watched: datetime | None) -> tuple[State, str]:
    if "called" in acts:
        return "called", ""
    if "bounced" in acts and "reported" not in acts:
        return "unknown", "bounced"
    if "away" in acts and "reported" not in acts:
        return "unknown", "away"
    arrived = acts.get("delivered", acts.get("read", acts.get("reported")))
    if arrived is None:
        return "unknown", "not_delivered"
    if watched is None or watched <= arrived:
        return "unknown", "not_watched"
    return "not_called", ""


def _sum(department: str, people: Sequence[Drilled]) -> Sum:
    states = Counter(one.state for one in people)
    return Sum(
        department=department,
        people=len(people),
        called=states["called"],
        not_called=states["not_called"],
        unknown=states["unknown"],
        reported=sum(one.reported is not None for one in people),
        minutes_called=_in_order(one.minutes_called for one in people),
        minutes_reported=_in_order(one.minutes_reported for one in people),
    )


def _in_order(minutes: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted(one for one in minutes if one is not None))


def _minutes(since: datetime | None, at: datetime | None) -> int | None:
    if since is None or at is None or at < since:
        return None
    return (at - since) // timedelta(minutes=1)


def _at(told: Told) -> datetime:
    return datetime.fromisoformat(told.at)
