"""課長に渡す一枚: on one A4 page what could not be answered today, and what to ask of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sekisho.case.ready import Level, Reach, Readiness, Remedy
from sekisho.report.model import (
    Block,
    Cell,
    Document,
    Figure,
    Figures,
    Line,
    Paragraph,
    Span,
    Table,
)
from sekisho.report.ready.saying import Assessment, cell, cells
from sekisho.rulebook import Rulebook
from sekisho.text import Language

OPEN = 6
ASK = 6
REACH = 4
"""So many rows of each table stand on the page; what is over stands in the list."""


def page(readiness: Readiness, language: Language, rulebook: Rulebook) -> Document:
    """The page for the head of section."""
    saying = Assessment(language)
    return Document(
        language=language,
        title=saying.text("readiness.page.title"),
        stamp=saying.text("readiness.page.stamp"),
        head=head(saying, readiness, rulebook),
        opening=(
            counts(saying, readiness),
            _open(saying, readiness),
            _ask(saying, readiness),
            _reach(saying, readiness),
        ),
        sections=(),
    )


def head(saying: Assessment, readiness: Readiness, rulebook: Rulebook) -> tuple[Line, ...]:
    """Whose result it is, of when, and of which weeks."""
    words = saying.words
    last = readiness.until - timedelta(microseconds=1)
    period = saying.text(
        "readiness.page.period",
        span=f"{words.day_of(readiness.since)} – {words.day_of(last)}",
        days=readiness.workdays,
    )
    asked = saying.text("readiness.page.counts", all=len(readiness.answers))
    sender = f"{rulebook.town.name}　{rulebook.town.department}".strip("　")
    lines = (sender, words.as_of(readiness.now), f"{asked}　{period}")
    return tuple((Span(line),) for line in lines if line)


def counts(saying: Assessment, readiness: Readiness) -> Figures:
    """How many questions have which answer."""
    return Figures(
        tuple(
            Figure(
                (saying.mark(level),),
                saying.text("readiness.page.count", count=readiness.count(level)),
            )
            for level in reversed(Level)
        )
    )


def _table(
    saying: Assessment, name: str, names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Table:
    empty = {"open": "readiness.page.nothing_open", "ask": "readiness.page.nothing_to_ask"}
    return Table(
        caption=saying.text(f"readiness.page.{name}"),
        columns=saying.columns(*names),
        rows=rows,
        empty=saying.line(empty.get(name, "readiness.list.none")),
        sortable=False,
    )


def _open(saying: Assessment, readiness: Readiness) -> Block:
    """The chief questions, those without any answer before those with a part of one."""
    lacking = [one for one in readiness.answers if one.level < Level.FULL]
    lacking.sort(key=lambda one: (not one.first, one.level))
    by_name = {one.name: number for number, one in enumerate(readiness.remedies, 1)}
    rows = tuple(
        (
            cell(saying.text(f"readiness.question.{one.question}")),
            cells([(saying.mark(one.level),)]),
            cell(", ".join(str(by_name[name]) for name in one.remedies) or "–"),
        )
        for one in lacking[:OPEN]
    )
    return _table(saying, "open", ("question", "level", "mend"), rows)


def _ask(saying: Assessment, readiness: Readiness) -> Block:
    rows = tuple(
        (
            cell(f"{number}. {saying.what(one)}"),
            cell(saying.who(one)),
            cell(saying.words.number(one.minutes)),
            cell(len(one.questions)),
        )
        for number, one in enumerate(readiness.remedies[:ASK], 1)
    )
    table = _table(saying, "ask", ("what", "who", "minutes", "serves"), rows)
    done = readiness.remedies[:ASK]
    then = after(readiness, done)
    now = readiness.count(Level.FULL)
    caption = saying.text("readiness.page.first", count=len(done), now=now, after=then)
    return replace(table, caption=caption) if done else table


def _reach(saying: Assessment, readiness: Readiness) -> Block:
    """One line a source, its busiest record; what reaches least far comes first, for it is what
    will be missed."""
    busiest: dict[str, Reach] = {}
    for one in sorted(readiness.reach, key=lambda one: one.events):
        busiest[one.what.partition(" ")[0]] = one
    least = sorted(busiest.values(), key=lambda one: (one.days, one.what))[:REACH]
    rows = tuple(
        (
            cell(saying.source(one)),
            cell(saying.words.stamp(one.first)[:-3]),
            cell(one.days),
            cell(saying.reason(one.overwritten)),
        )
        for one in least
    )
    return _table(saying, "reach", ("source", "first", "days", "end"), rows)


def after(readiness: Readiness, done: Sequence[Remedy]) -> int:
    """How many questions would be answerable if these remedies were carried out: those that are,
    and those for which nothing else is asked."""
    names = {one.name for one in done}
    return sum(
        one.level == Level.FULL or (bool(one.remedies) and set(one.remedies) <= names)
        for one in readiness.answers
    )


def remark(saying: Assessment, readiness: Readiness) -> Paragraph:
    """What would be won."""
    now, then = readiness.count(Level.FULL), after(readiness, readiness.remedies)
    return Paragraph(saying.line("readiness.page.after", now=now, after=then), note=True)
