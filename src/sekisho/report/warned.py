"""Whether staff had been warned: notices of the rulebook, and what the register knows of each.

Warnings on paper among the evidence are told with their day; whom they reached they do not say.
Only what was before the incident counts. That *all* were warned holds where everybody in the
rulebook confirmed a notice; that it reached them is told apart from that they read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.case.council.facts import Paper
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
    were given before the incident; ``papers``: such on paper among the evidence; ``everybody``:
    whether all of the rulebook's people confirmed one."""

    said: tuple[Line, ...]
    cannot: tuple[Line, ...]
    before: tuple[Status, ...]
    papers: tuple[Paper, ...] = ()
    everybody: bool = False


def warned(writer: Writer) -> Warned:
    """Whether staff had been warned before, when, how, and who read it."""
    sheet = writer.case.sheet or Sheet()
    began = begun(writer)
    register = [one for one in writer.notices if datetime.fromisoformat(one.at) < began]
    before = tuple(
        one
        for one in statuses(writer.rulebook, register)
        if one.notice.date <= began.astimezone(JAPAN).date()
    )
    said: list[Line] = [line for one in before for line in _notice(writer, one)]
    said += [
        (Span(one.what),) for one in sheet.measures if one.kind == "warned" and one.state == "done"
    ]
    papers = _papers(writer, before)
    said += [_paper(writer, one) for one in papers]
    if not before:
        code = "council.warned.papers_open" if papers else "council.warned.open"
        return Warned(tuple(said), (writer.line(code),), (), papers)
    said_all, cannot = _all(writer, before)
    return Warned((*said, *said_all), cannot, before, papers, everybody=bool(said_all))


def _papers(writer: Writer, before: Sequence[Status]) -> tuple[Paper, ...]:
    """Those of before the incident that the rulebook does not name as a notice; one without a day
    may be of any time."""
    day = begun(writer).astimezone(JAPAN).date()
    named = {(one.notice.date, _bare(one.notice.title)) for one in before}
    found = writer.case.council.papers if writer.case.council else ()
    return tuple(
        one for one in found
        if (one.day is None or one.day <= day) and (one.day, _bare(one.title)) not in named
    )  # fmt: skip


def _bare(title: str) -> str:
    """A title without （通知） and the like at its end."""
    return re.sub(r"[\s　]|[（(](通知|依頼|周知)[)）]$", "", title)


def _paper(writer: Writer, one: Paper) -> Line:
    day = writer.words.day(one.day) if one.day else writer.text("report.unknown")
    return writer.line("council.warned.paper", date=day, title=one.title)


def begun(writer: Writer) -> datetime:
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
