"""Who was warned: each addressee of each notice with the first moment of every act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.case.notices.letters import addressees
from sekisho.case.notices.register import Told
from sekisho.rulebook import Notice, Rulebook


@dataclass(frozen=True)
class Person:
    """One addressee. A moment is None where nothing is on record (that is not *no*: a notice may
    have been told on paper)."""

    name: str
    department: str
    sent: datetime | None
    delivered: datetime | None
    confirmed: datetime | None
    failed: bool
    read: datetime | None = None
    """A read receipt: the mail was displayed. Not a confirmation."""
    bounced: datetime | None = None
    reason: str = ""
    """Why it came back, in the words of the server that says so."""


@dataclass(frozen=True)
class Status:
    """One notice and all whom it was for."""

    notice: Notice
    people: tuple[Person, ...]
    unknown: tuple[str, ...]

    @property
    def confirmed(self) -> int:
        """How many confirmed it."""
        return sum(one.confirmed is not None for one in self.people)

    @property
    def reached(self) -> int:
        """How many it reached: confirmed, displayed, or delivered and not come back."""
        return sum(
            bool(one.confirmed or one.read or (one.delivered and not one.bounced))
            for one in self.people
        )

    @property
    def silent(self) -> tuple[str, ...]:
        """Those whose confirmation is not on record."""
        return tuple(one.name for one in self.people if one.confirmed is None)


def statuses(rulebook: Rulebook, register: Sequence[Told]) -> tuple[Status, ...]:
    """Every notice of the rulebook, with what the register tells of it."""
    return tuple(_status(rulebook, one, register) for one in rulebook.notices)


def _status(rulebook: Rulebook, notice: Notice, register: Sequence[Told]) -> Status:
    first: dict[tuple[str, str], datetime] = {}
    why: dict[str, str] = {}
    for told in (one for one in register if one.number == notice.number):
        at = datetime.fromisoformat(told.at)
        key = (told.person, told.act)
        first[key] = min(first.get(key, at), at)
        if told.act == "bounced":
            why[told.person] = told.reason
    wanted = addressees(rulebook, notice)
    people = tuple(
        _person(one.name, one.department, first, why.get(one.name, "")) for one in wanted.people
    )
    return Status(notice, people, wanted.unknown)


def _person(
    name: str, department: str, first: Mapping[tuple[str, str], datetime], reason: str
) -> Person:
    return Person(
        name=name,
        department=department,
        sent=first.get((name, "sent")),
        delivered=first.get((name, "delivered")),
        confirmed=first.get((name, "confirmed")),
        failed=(name, "failed") in first and (name, "sent") not in first,
        read=first.get((name, "read")),
        bounced=first.get((name, "bounced")),
        reason=reason,
    )
