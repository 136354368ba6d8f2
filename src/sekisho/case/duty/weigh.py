"""The questions of the law put to what persons answered and what the records show.

Nothing is decided: a "no" that no named person gave counts as unknown, unknown keeps a route
open, and what the records say is a proposal beside the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sekisho.case.duty.clock import deadline
from sekisho.case.duty.facts import Asked, Deadline, Duty, Item, Known, Route, State, Weighed
from sekisho.case.duty.law import Ground, Law, Rule, law
from sekisho.case.reasons import Count, Reason
from sekisho.case.sheet.entries import Answer, Information, Sheet

_NOT_ANSWERED = Answer()
_ALL = "duty.records.persons_all"
"""Persons of every holder's information together: too many to answer for one of them."""
_NO_REASONS: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Records:
    """What the case says to the questions. ``persons``: in documents that may have leaked, None
    where nobody could count; ``uncounted``: such documents without a number; ``controlled``:
    why somebody is thought to have worked on a computer from outside; ``whole``: all of it is
    information of one holder, so that the persons counted are those asked for."""

    persons: Count | None = None
    uncounted: int = 0
    controlled: tuple[Reason, ...] = ()
    whole: bool = True


def duty(sheet: Sheet, records: Records, now: datetime, rules: Law | None = None) -> Duty:
    """Every question with its answer, every route with its state and terms, at ``now``."""
    rules = rules or law()
    known = first_known(sheet)
    informations: Sequence[Information] = sheet.duty or (Information(information=""),)
    records = replace(records, whole=len(informations) == 1)
    return Duty(
        now=now,
        law_as_of=rules.as_of,
        known=known,
        weighed=tuple(_weighed(one, records, rules, known, now) for one in informations),
    )


def first_known(sheet: Sheet) -> Known | None:
    """The earliest call that somebody of the office knew with; one that does not say counts."""
    calls = [
        (call, line) for call, line in zip(sheet.calls, _lines(sheet), strict=True)
        if call.knew is not False
    ]  # fmt: skip
    if not calls:
        return None
    call, line = min(calls, key=lambda one: one[0].at.earliest)
    return Known(call.at, call.what, call.who, line, said=call.knew is True)


def _lines(sheet: Sheet) -> tuple[int | None, ...]:
    return sheet.lines if len(sheet.lines) == len(sheet.calls) else (None,) * len(sheet.calls)


def _weighed(
    one: Information, records: Records, rules: Law, known: Known | None, now: datetime
) -> Weighed:
    asked = tuple(_asked(name, getattr(one, name), records) for name in rules.questions)
    by_name = {answer.question: answer for answer in asked}
    day = known.at.day if known else now.date()
    routes = tuple(_route(rule, by_name, known, now) for rule in rules.rules if _speaks(rule, day))
    decision = _asked("decision", one.decision, Records()) if one.decision else None
    return Weighed(one.information, asked, routes, decision)


def _speaks(rule: Rule, day: date) -> bool:
    """A rule that has ended is of the past; one that had not begun is shown for comparison."""
    return rule.until is None or day <= rule.until


def _asked(question: str, given: Answer | None, records: Records) -> Asked:
    answer = given or _NOT_ANSWERED
    said = answer.answer
    low, high = answer.low, answer.high
    proposals: tuple[Reason, ...] = _NO_REASONS
    if question == "persons":
        said = "yes" if (low, high) != (None, None) else "unknown"
        proposals = _counted(records)
    if question == "improper":
        proposals = records.controlled
    counts = "unknown" if said != "unknown" and not answer.decided_by else said
    return Asked(
        question, said, counts, low, high, answer.decided_by, answer.at, answer.reason, proposals
    )


def _counted(records: Records) -> tuple[Reason, ...]:
    found = []
    if records.persons is not None:
        bounds = {"low": str(records.persons.low), "high": str(records.persons.high)}
        found.append(Reason("duty.records.persons" if records.whole else _ALL, bounds))
    if records.uncounted:
        found.append(Reason("duty.records.uncounted", {"count": str(records.uncounted)}))
    return tuple(found)


def _route(rule: Rule, asked: Mapping[str, Asked], known: Known | None, now: datetime) -> Route:
    items = tuple(_item(ground, asked) for ground in rule.items)
    state = _open(rule, asked)
    if state != "no" and items and all(item.state == "no" for item in items):
        state = "no"
    terms = _terms(rule, items, known, now) if known and state != "no" else ()
    in_force = None if known is None or rule.since is None else known.at.day >= rule.since
    return Route(
        rule.id, rule.law, rule.confirmed, state, rule.reports, rule.since, in_force, items, terms
    )


def _open(rule: Rule, asked: Mapping[str, Asked]) -> State:
    """Whether the answers lead to this route: surely, possibly (something unknown), or not."""
    found: State = "no"
    for condition in rule.when:
        answers = [(asked[question].counts_as, wanted) for question, wanted in condition.items()]
        if not all(answer in wanted for answer, wanted in answers):
            continue
        if all(answer != "unknown" for answer, _wanted in answers):
            return "yes"
        found = "open"
    return found


def _item(ground: Ground, asked: Mapping[str, Asked]) -> Item:
    question = asked.get(ground.asks)
    state: State = "open"
    if question is not None and ground.more_than is not None:
        state = _many(question, ground.more_than)
    elif question is not None and question.counts_as == "yes":
        state = "yes"
    elif question is not None and question.counts_as == "no":
        state = "no"
    return Item(ground.id, ground.article, ground.confirmed, state)


def _many(question: Asked, limit: int) -> State:
    """More than ``limit`` persons: surely by the least number, surely not only by a person's
    greatest number; what was counted in documents can only raise the alarm, never end it."""
    counted = [
        int(one.values["low"])
        for one in question.proposals
        if "low" in one.values and one.code != _ALL
    ]
    if question.counts_as == "yes":
        counted.append(question.low or 0)
        if question.high is not None and max(question.high, *counted) <= limit:
            return "no"
    return "yes" if any(number > limit for number in counted) else "open"


def _terms(rule: Rule, items: Sequence[Item], known: Known, now: datetime) -> tuple[Deadline, ...]:
    """The shorter final term holds until the ground of the longer one is answered with yes."""
    states = {item.id: item.state for item in items}
    longer = any(term.item and states.get(term.item) == "yes" for term in rule.terms)
    return tuple(
        deadline(
            term,
            known,
            now,
            applies=term.kind == "preliminary" or (term.kind == "longer") == longer,
        )
        for term in rule.terms
        if not term.item or states.get(term.item) != "no"
    )
