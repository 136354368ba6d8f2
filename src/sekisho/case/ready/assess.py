"""From the tables to readiness: every capability judged once, every question by its needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import duckdb

from sekisho.case import registers
from sekisho.case.facts import Reason
from sekisho.case.hosts import Names, prepare
from sekisho.case.known import Known, Machine, merged, of_rulebook
from sekisho.case.places import learn_names, places
from sekisho.case.ready.capabilities import capabilities
from sekisho.case.ready.data import Catalogue, Question, catalogue
from sekisho.case.ready.facts import Answer, Held, Level, Readiness, Remedy
from sekisho.case.ready.ground import Ground
from sekisho.case.ready.mending import Mending
from sekisho.case.ready.period import Period
from sekisho.case.ready.reaching import datasets, reaches
from sekisho.case.unread import unread
from sekisho.ledger.manifest import Entry
from sekisho.rulebook import Rulebook

UNLISTED = "readiness.held.hosts_unlisted"
"""The ground that says a list of computers is what is missing."""

RESTS_ON = tuple(f"rulebook.assumed.{part}" for part in ("none", "hours", "retention", "clocks"))
"""The rulebook's assumptions that readiness rests on: the cells of the period, the terms."""


@dataclass(frozen=True)
class Asked:
    """What is asked beside the tables. ``stated``: beginning of the names under which lists
    stand that the town gave as complete."""

    period: Period
    now: datetime
    rulebook: Rulebook
    entries: Sequence[Entry]
    stated: str
    made_by: Mapping[str, str] = field(default_factory=dict)


def assess(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Readiness:
    """Readiness over the tables of a ledger."""
    ground = ground_of(connection, asked)
    held = {name: judge(ground) for name, judge in capabilities().items()}
    reach = reaches(ground, asked.entries)
    machines = len(ground.pcs) or len(ground.listed.machines)
    known = catalogue()
    mending = Mending(known.remedies, machines, datasets(reach))
    answers = tuple(_answer(one, held, mending) for one in known.questions)
    return Readiness(
        now=asked.now,
        since=asked.period.since,
        until=asked.period.until,
        workdays=len(asked.period.days),
        machines=machines,
        answers=answers,
        remedies=_wanted(known, answers, mending),
        reach=reach,
        unread=unread(asked.entries),
        assumptions=tuple(_assumed(ground, held)),
        made_by=asked.made_by,
    )


def ground_of(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Ground:
    """What capabilities are judged on."""
    prepare(connection)
    names = Names()
    found = registers.registers(connection)
    own = of_rulebook(asked.rulebook)
    every = merged((own, found))
    names.tell(machine.name for machine in every.machines)
    learn_names(connection, names)
    placed = places(connection, [entry.name for entry in asked.entries], names, every)
    declared = own.machines or tuple(_given(found, asked.stated))
    return Ground(
        connection, asked.period, asked.now, asked.rulebook, names, declared, found, placed
    )


def _given(found: Known, stated: str) -> Iterable[Machine]:
    """The machines of lists that the town gave as complete, each once."""
    names = set()
    for machine in found.machines:
        given = any(ref.evidence.startswith(stated) for ref in machine.evidence)
        if given and machine.name.lower() not in names:
            names.add(machine.name.lower())
            yield machine


def _answer(question: Question, held: Mapping[str, Held], mending: Mending) -> Answer:
    levels = {name: one.level for name, one in held.items()}
    level = question.needs.level(levels)
    lacking = frozenset[str]()
    if level < Level.FULL:
        lacking = question.needs.lacking(levels, mending.cost) or frozenset()
        if any(one.code == UNLISTED for name in lacking for one in held[name].grounds):
            lacking |= {"assets.listed"}
    return Answer(
        question=question.name,
        record=question.record,
        quote=question.quote,
        rows=question.rows,
        first=question.first,
        level=level,
        held={name: held[name] for name in dict.fromkeys(question.needs.names())},
        lacking=tuple(sorted(lacking)),
        remedies=tuple(one.name for one in mending.for_all(lacking)),
    )


def _wanted(known: Catalogue, answers: Sequence[Answer], mending: Mending) -> tuple[Remedy, ...]:
    """The remedies that any answer asks for, in the order in which to do them: the next is the
    one that closes the most questions together with those before it, then the one that serves
    the most, then the quickest."""
    left = []
    for remedy in known.remedies:
        serves = tuple(one.question for one in answers if remedy.name in one.remedies)
        if serves:
            left.append(replace(remedy, minutes=mending.minutes(remedy), questions=serves))
    wanted = [frozenset(one.remedies) for one in answers if one.remedies]
    done: set[str] = set()
    ordered = []
    while left:
        best = min(
            left, key=lambda one: (-_closed(wanted, done, one), -len(one.questions), one.minutes)
        )
        left.remove(best)
        done.add(best.name)
        ordered.append(best)
    return tuple(ordered)


def _closed(wanted: Iterable[frozenset[str]], done: set[str], remedy: Remedy) -> int:
    """How many questions this remedy closes that those done before it left open."""
    after = done | {remedy.name}
    return sum(one <= after and not one <= done for one in wanted)


def _assumed(ground: Ground, held: Mapping[str, Held]) -> Iterable[Reason]:
    if not ground.declared:
        yield from held["assets.listed"].grounds
    if not ground.period.days:
        yield Reason("readiness.assumed.no_workday")
    for one in ground.rulebook.assumptions:
        if one.code.startswith(RESTS_ON):
            yield Reason(one.code, dict(one.values))
    yield Reason("readiness.assumed.laid_in")
