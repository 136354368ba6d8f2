"""担当者の一覧: every question with its grounds, everything to ask for, how far records reach."""

from __future__ import annotations

from collections.abc import Iterable

from sekisho.case.facts import NotRead
from sekisho.case.ready import Answer, Level, Reach, Readiness, Remedy
from sekisho.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
)
from sekisho.report.ready.page import counts, head, remark
from sekisho.report.ready.saying import Assessment, cell, cells
from sekisho.rulebook import Rulebook
from sekisho.text import Language

RECORDS = ("ikeda", "takatsuki")


def listing(readiness: Readiness, language: Language, rulebook: Rulebook) -> Document:
    """The list for the officer."""
    saying = Assessment(language)
    questions = (_questions(saying, readiness, record) for record in RECORDS)
    return Document(
        language=language,
        title=saying.text("readiness.list.title"),
        stamp=saying.text("readiness.list.stamp"),
        head=head(saying, readiness, rulebook),
        opening=(
            counts(saying, readiness),
            remark(saying, readiness),
            Paragraph(saying.line("readiness.list.note"), note=True),
            _assumed(saying, readiness),
            _reach(saying, readiness.reach),
        ),
        sections=(
            *questions,
            _section(saying, "remedies", (_remedies(saying, readiness.remedies),)),
            _section(saying, "unread", (_unread(saying, readiness.unread),)),
        ),
        contents=True,
    )


def _section(saying: Assessment, name: str, blocks: tuple[Block, ...]) -> Section:
    return Section(name, saying.text(f"readiness.list.{name}"), blocks)


def _questions(saying: Assessment, readiness: Readiness, record: str) -> Section:
    numbers = {one.name: number for number, one in enumerate(readiness.remedies, 1)}
    rows = tuple(
        (
            _asked(saying, one),
            Cell(((saying.mark(one.level),),), str(one.level.value)),
            cells(_grounds(saying, one)),
            cell(", ".join(str(numbers[name]) for name in one.remedies) or "–"),
        )
        for one in readiness.answers
        if one.record == record
    )
    names = ("question", "level", "grounds", "mend")
    return Section(
        f"questions-{record}",
        saying.text(f"readiness.list.questions.{record}"),
        (_table(saying, f"questions.{record}", names, rows),),
    )


def _asked(saying: Assessment, one: Answer) -> Cell:
    quote = saying.text("readiness.quote", quote=one.quote)
    question = saying.text(f"readiness.question.{one.question}")
    return cells([(Span(question, "strong"),), (Span(quote, "muted"),)])


def _grounds(saying: Assessment, one: Answer) -> Iterable[Line]:
    """What there is, and what is lacking; what is absent and not needed stays away."""
    for name, held in one.held.items():
        if held.level == Level.NONE and name not in one.lacking and one.level > Level.NONE:
            continue
        about = saying.text(f"readiness.capability.{name}")
        said = " ".join(dict.fromkeys(saying.reason(reason) for reason in held.grounds))
        yield (saying.sign(held.level), Span(about, "strong"), Span(f" {said}"))


def _remedies(saying: Assessment, remedies: tuple[Remedy, ...]) -> Table:
    rows = tuple(
        (
            cell(number),
            cell(saying.what(one)),
            cell(saying.who(one)),
            cell(saying.words.number(one.minutes), one.minutes),
            cell(len(one.questions)),
            cells((Span(name, "code"),) for name in one.files),
            cell(_cost(saying, one)),
        )
        for number, one in enumerate(remedies, 1)
    )
    names = ("number", "what", "who", "minutes", "serves", "files", "cost")
    return _table(saying, "remedies", names, rows)


def _cost(saying: Assessment, one: Remedy) -> str:
    if one.events_per_day is None or one.mb_per_day is None:
        return "–"
    events = saying.words.number(one.events_per_day)
    return saying.text("readiness.cost", events=events, mb=f"{one.mb_per_day:g}")


def _reach(saying: Assessment, reach: tuple[Reach, ...]) -> Table:
    rows = tuple(
        (
            cells([(Span(saying.source(one)),), (Span(one.what, "code"),)]),
            cell(one.hosts),
            cell(saying.words.stamp(one.first)[:-3], one.first.isoformat()),
            cell(one.days),
            cell(saying.words.number(round(one.events_per_day)), one.events_per_day),
            cell(
                "–"
                if one.bytes_per_day is None
                else saying.words.about_bytes(int(one.bytes_per_day))
            ),
            cell(saying.reason(one.overwritten)),
        )
        for one in reach
    )
    names = ("source", "hosts", "first", "days", "per_day", "amount", "end")
    return _table(saying, "reach", names, rows)


def _unread(saying: Assessment, missing: tuple[NotRead, ...]) -> Table:
    rows = tuple((cell(one.path), cell(saying.reason(one.reason))) for one in missing)
    return _table(saying, "unread", ("source", "grounds"), rows)


def _assumed(saying: Assessment, readiness: Readiness) -> Box:
    lines = tuple((Span(saying.reason(one)),) for one in readiness.assumptions)
    return Box("doubt", saying.text("readiness.list.assumed"), (Bullets(lines),))


def _table(
    saying: Assessment, name: str, names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]
) -> Table:
    caption = saying.text(f"readiness.list.{name}")
    return Table(caption, saying.columns(*names), rows, saying.line("readiness.list.none"))
