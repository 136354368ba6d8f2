"""The result of a drill as a page for the council and the staff: departments and sums, no names.

A department of fewer than ``FEWEST`` is put with others of that kind, for its number would name
its people.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from sekisho.case.notices.result import Drilled, Result, Sum
from sekisho.report.desk import Desk, desk_of
from sekisho.report.model import (
    Bullets,
    Cell,
    Column,
    Document,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
)
from sekisho.rulebook import Rulebook
from sekisho.text import Language

FEWEST = 5
_COLUMNS = ("department", "people", "called", "not_called", "unknown", "rate", "bounds", "reported")


def document(found: Result, rulebook: Rulebook, language: Language) -> Document:
    """The page. Deterministic."""
    desk = desk_of(rulebook, language)
    title = desk.text("report.drilled.title")
    whole = found.whole
    watched = desk.words.moment(found.watched) if found.watched else desk.text("report.unknown")
    opening = (
        Paragraph(desk.line(
            "report.drilled.when", begun=desk.words.moment(found.begun), watched=watched,
            number=found.number,
        )),
        Paragraph(desk.line(
            "report.drilled.whole", people=whole.people, called=whole.called,
            not_called=whole.not_called, unknown=whole.unknown, reported=whole.reported,
        )),
    )  # fmt: skip
    sections = (
        Section("departments", desk.text("report.drilled.departments"), (_table(desk, found),)),
        Section("times", desk.text("report.drilled.times"), (Bullets(tuple(_times(desk, found))),)),
        Section("reading", desk.text("report.drilled.reading"), (Bullets(tuple(
            desk.line(f"report.drilled.reading.{one}")
            for one in ("unknown", "called", "reported", "use")
        )),)),
    )  # fmt: skip
    return Document(
        language=language, title=title, stamp="", head=(), opening=opening, sections=sections,
    )  # fmt: skip


def _table(desk: Desk, found: Result) -> Table:
    small = [one for one in found.departments if one.people < FEWEST]
    rows = [one for one in found.departments if one.people >= FEWEST]
    others = desk.text("report.drilled.others")
    together = [_together(others, small)] if small else []
    cells = tuple(_row(desk, one) for one in (*rows, *together, found.whole))
    columns = tuple(
        Column(desk.text(f"report.drilled.column.{name}"), "text" if at == 0 else "number")
        for at, name in enumerate(_COLUMNS)
    )
    return Table(desk.text("report.drilled.caption"), columns, cells, sortable=False)


def _together(name: str, some: Sequence[Sum]) -> Sum:
    return Sum(
        department=name,
        people=sum(one.people for one in some),
        called=sum(one.called for one in some),
        not_called=sum(one.not_called for one in some),
        unknown=sum(one.unknown for one in some),
        reported=sum(one.reported for one in some),
    )


def _row(desk: Desk, one: Sum) -> tuple[Cell, ...]:
    low, high = one.bounds
    rate = "–" if one.rate is None else f"{one.rate:.0%}"
    said = (
        one.department or desk.text("notice.drill.all"), one.people, one.called, one.not_called,
        one.unknown, rate, f"{low:.0%}～{high:.0%}", one.reported,
    )  # fmt: skip
    return tuple(Cell(((Span(str(each)),),)) for each in said)


def _times(desk: Desk, found: Result) -> list[Line]:
    """The first report and the middle ones, for a first report is what stops an attack."""
    lines = []
    for act in ("called", "reported"):
        minutes = _minutes(found.people, act)
        if minutes:
            middle = round(median(minutes))
            lines.append(desk.line(f"report.drilled.{act}_after", first=minutes[0], median=middle,
                                   count=len(minutes)))  # fmt: skip
        else:
            lines.append(desk.line(f"report.drilled.{act}_never"))
    before = sum(
        one.reported is not None and (one.called is None or one.reported < one.called)
        for one in found.people
    )
    return [*lines, desk.line("report.drilled.before", count=before)]


def _minutes(people: Sequence[Drilled], act: str) -> list[int]:
    every = (getattr(one, f"minutes_{act}") for one in people)
    return sorted(one for one in every if one is not None)
