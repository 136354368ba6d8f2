"""Whether staff had been warned: notices of the rulebook, and what the register knows of each.

Only what was before the incident counts. That *all* were warned holds where everybody in the
rulebook confirmed a notice; that it reached them is told apart from that they read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.case.notices.status import Status, statuses
from sekisho.case.sheet.entries import Sheet
from sekisho.events.time import JAPAN
from sekisho.report.model import Line, Span
from sekisho.report.writer import Writer

NAMED = 20
"""Persons named in a sentence at most."""


@dataclass(frozen=True)
class Warned:
    """``said``: what is on record; ``cannot``: what cannot be said; ``before``: the notices that
    were given before the incident."""

    said: tuple[Line, ...]
    cannot: tuple[Line, ...]
    before: tuple[Status, ...]


def warned(writer: Writer) -> Warned:
    """Whether staff had been warned before, when, how, and who read it."""
    sheet = writer.case.sheet or Sheet()
    begun = _begun(writer)
    register = [one for one in writer.notices if datetime.fromisoformat(one.at) < begun]
    before = tuple(
        one
        for one in statuses(writer.rulebook, register)
        if one.notice.date <= begun.astimezone(JAPAN).date()
    )
    said: list[Line] = [line for one in before for line in _notice(writer, one)]
    said += [
        (Span(one.what),) for one in sheet.measures if one.kind == "warned" and one.state == "done"
    ]
    if not before:
        return Warned(tuple(said), (writer.line("council.warned.open"),), ())
    said_all, cannot = _all(writer, before)
    return Warned((*said, *said_all), cannot, before)


def _begun(writer: Writer) -> datetime:
    """When the incident began, as far as the case tells; else the moment of the examination."""
    case = writer.case
    known = [one.start for one in case.windows] + [one.time for one in case.cause]
    known += [one.first for one in case.outbreaks if one.first]
    return min(known, default=case.now)


def _notice(writer: Writer, one: Status) -> tuple[Line, ...]:
    notice = one.notice
    values = {
        "date": writer.words.day(notice.date),
        "number": notice.number,
        "title": notice.title,
        "sender": notice.sender or writer.text("report.unknown"),
        "to": "、".join(notice.addressees) or writer.text("report.unknown"),
    }
    told: tuple[Line, ...] = (writer.line("council.warned.notice", **values),)
    if not any(person.sent or person.delivered or person.confirmed for person in one.people):
        return (*told, writer.line("council.warned.unregistered", number=notice.number))
    times = sorted(person.confirmed for person in one.people if person.confirmed)
    count = writer.words.number
    numbers = {"people": count(len(one.people)), "reached": count(one.reached),
               "confirmed": count(one.confirmed), "number": notice.number}  # fmt: skip
    told += (writer.line("council.warned.counted", **numbers),)
    if times:
        span = writer.words.span(times[0], times[-1])
        told += (writer.line("council.warned.confirmed", number=notice.number, span=span),)
    return told


def _all(writer: Writer, before: Sequence[Status]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The claim that all staff were warned, judged: (it holds, it does not)."""
    people = [one.name for one in writer.rulebook.people]
    read = {one.name for status in before for one in status.people if one.confirmed}
    missing = [name for name in people if name not in read]
    if people and not missing:
        return ((writer.line("council.warned.all", count=len(people)),), ())
    names = "、".join(missing[:NAMED])
    values = {"people": len(people), "missing": len(missing), "names": names or "–"}
    return ((), (writer.line("council.warned.not_all", **values),))
