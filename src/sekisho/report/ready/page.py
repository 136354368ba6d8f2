"""課長に渡す一枚: on one A4 page what could not be answered today, and what to ask of whom."""

from __future__ import annotations

from datetime import timedelta

from sekisho.case.ready import Level, Readiness
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
from sekisho.report.ready.saying import Saying, cell, cells
from sekisho.rulebook import Rulebook
from sekisho.text import Language

OPEN = 11
ASK = 9
REACH = 7
"""So many rows of each table stand on the page; what is over stands in the list."""


def page(readiness: Readiness, language: Language, rulebook: Rulebook) -> Document:
    """The page for the head of section."""
    saying = Saying(language)
    return Document(
        language=language,
        title=saying.text("readiness.page.title"),
        stamp=saying.text("readiness.page.stamp"),
        head=head(saying, readiness, rulebook),
        opening=(
            counts(saying, readiness),
            _open(saying, readiness),
            _ask(saying, readiness),
            remark(saying, readiness),
            _reach(saying, readiness),
        ),
        sections=(),
    )


def head(saying: Saying, readiness: Readiness, rulebook: Rulebook) -> tuple[Line, ...]:
    """Whose result it is, of when, and of which weeks."""
    words = saying.words
    last = readiness.until - timedelta(microseconds=1)
    period = saying.text(
        "readiness.page.period",
        span=f"{words.day_of(readiness.since)} – {words.day_of(last)}",
        days=readiness.workdays,
    )
    sender = f"{rulebook.town.name}　{rulebook.town.department}".strip("　")
    lines = (sender, words.as_of(readiness.now), period)
    return tuple((Span(line),) for line in lines if line)


def counts(saying: Saying, readiness: Readiness) -> Figures:
    """How many questions have which answer."""
    every = len(readiness.answers)
    note = saying.text("readiness.page.counts", all=every)
    return Figures(
        tuple(
            Figure(
                (saying.mark(level),),
                saying.text("readiness.page.count", count=readiness.count(level)),
                note,
            )
            for level in reversed(Level)
        )
    )


def _table(
    saying: Saying, name: str, names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Table:
    empty = {"open": "readiness.page.nothing_open", "ask": "readiness.page.nothing_to_ask"}
    return Table(
        caption=saying.text(f"readiness.page.{name}"),
        columns=saying.columns(*names),
        rows=rows,
        empty=saying.line(empty.get(name, "readiness.list.none")),
        sortable=False,
    )


def _open(saying: Saying, readiness: Readiness) -> Block:
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


def _ask(saying: Saying, readiness: Readiness) -> Block:
    rows = tuple(
        (
            cell(f"{number}. {saying.what(one)}"),
            cell(saying.who(one)),
            cell(saying.words.number(one.minutes)),
            cell(len(one.questions)),
        )
        for number, one in enumerate(readiness.remedies[:ASK], 1)
    )
    return _table(saying, "ask", ("what", "who", "minutes", "serves"), rows)


def _reach(saying: Saying, readiness: Readiness) -> Block:
    """The records that reach least far come first: they are the ones that will be missed."""
    least = sorted(readiness.reach, key=lambda one: (one.days, one.what))[:REACH]
    rows = tuple(
        (
            cell(one.what),
            cell(saying.words.stamp(one.first)[:-3]),
            cell(one.days),
            cell(saying.reason(one.overwritten)),
        )
        for one in least
    )
    return _table(saying, "reach", ("source", "first", "days", "end"), rows)


def after(readiness: Readiness) -> int:
    """How many questions would be answerable if everything asked for were done: those whose
    lacking capabilities are all raised by a remedy."""
    raised = {name for one in readiness.remedies for name in one.closes}
    return sum(
        one.level == Level.FULL or (bool(one.lacking) and set(one.lacking) <= raised)
        for one in readiness.answers
    )


def remark(saying: Saying, readiness: Readiness) -> Paragraph:
    """What would be won."""
    now, then = readiness.count(Level.FULL), after(readiness)
    return Paragraph(saying.line("readiness.page.after", now=now, after=then), note=True)
