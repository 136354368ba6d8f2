"""The result of a drill as a page for the council and the staff: departments and sums, no names.

A department of fewer than ``FEWEST`` is put with others of that kind, for its number would name
its people.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from sekisho.case.notices.result import Result, Sum
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
_MINUTES = (
    "department", "first_called", "median_called", "first_reported", "median_reported",
)  # fmt: skip
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
        Section("departments", desk.text("report.drilled.departments"),
                (_table(desk, found), _minutes(desk, found))),
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
    cells = tuple(_row(desk, one) for one in _shown(desk, found))
    return Table(
        desk.text("report.drilled.caption"), _columns(desk, _COLUMNS), cells, sortable=False
    )


def _shown(desk: Desk, found: Result) -> tuple[Sum, ...]:
    """The departments large enough, the others together, and all."""
    small = [one for one in found.departments if one.people < FEWEST]
    rows = [one for one in found.departments if one.people >= FEWEST]
    others = desk.text("report.drilled.others")
    together = [_together(others, small)] if small else []
    return (*rows, *together, found.whole)


def _columns(desk: Desk, names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(desk.text(f"report.drilled.column.{name}"), "text" if at == 0 else "number")
        for at, name in enumerate(names)
    )


def _minutes(desk: Desk, found: Result) -> Table:
    """How soon, by department: of those whose minutes are known."""
    rows = tuple(
        tuple(
            Cell(((Span(each),),))
            for each in (
                one.department or desk.text("notice.drill.all"),
                *_first_and_median(one.minutes_called), *_first_and_median(one.minutes_reported),
            )
        )
        for one in _shown(desk, found)
    )  # fmt: skip
    columns = _columns(desk, _MINUTES)
    return Table(desk.text("report.drilled.minutes"), columns, rows, sortable=False)


def _first_and_median(minutes: Sequence[int]) -> tuple[str, str]:
    return (str(minutes[0]), str(round(median(minutes)))) if minutes else ("–", "–")


def _together(name: str, some: Sequence[Sum]) -> Sum:
    return Sum(
        department=name,
        people=sum(one.people for one in some),
        called=sum(one.called for one in some),
        not_called=sum(one.not_called for one in some),
        unknown=sum(one.unknown for one in some),
        reported=sum(one.reported for one in some),
        minutes_called=tuple(sorted(at for one in some for at in one.minutes_called)),
        minutes_reported=tuple(sorted(at for one in some for at in one.minutes_reported)),
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
    whole = found.whole
    for act, minutes in (("called", whole.minutes_called), ("reported", whole.minutes_reported)):
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
