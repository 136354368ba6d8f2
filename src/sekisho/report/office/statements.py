"""公表事項と訂正: what was said, by whom, and what the records made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sekisho.case.corrections import minutes_of
from sekisho.case.facts import Statement
from sekisho.report.model import Cell, Line, Section, Span, Table
from sekisho.report.writer import Writer, cell


def statements(writer: Writer) -> Section:
    """Every statement as it was made; a correction stands beside what it corrects."""
    numbered = {one.id: (number, one) for number, one in enumerate(writer.case.statements, 1)}
    rows = tuple(_row(writer, one, numbered) for one in writer.case.statements)
    names = ("number", "about", "said", "said_by", "corrects", "grounds")
    columns = writer.columns(*names)
    empty = writer.line("report.statements.none")
    table = Table(writer.text("report.statements.caption"), columns, rows, empty)
    note = writer.note("report.statements.note")
    return Section("statements", writer.text("report.statements.title"), (note, table))


def _row(
    writer: Writer, one: Statement, numbered: Mapping[str, tuple[int, Statement]]
) -> tuple[Cell, ...]:
    said: list[Line] = [(Span(one.text),)]
    if one.value and one.value != one.text:
        said.append((Span(_understood(writer, one.what, one.value), "muted"),))
    if one.corrects is not None:
        # The sentence of the correction comes from its code: in the reader's language.
        said = [(span,) for span in (writer.reason(reason)[0] for reason in one.reasons)] or said
    number, _ = numbered[one.id]
    first = numbered.get(one.corrects or "")
    return (
        cell(str(number), key=f"{number:06d}"),
        cell(writer.known(f"report.about.{one.what}", "report.about.other")),
        Cell(tuple(said)),
        cell(one.said_by),
        cell(_named(writer, *first) if first else None),
        Cell((
            *(writer.reasons(one.reasons) if one.corrects is None else ()),
            writer.cite(one.evidence),
        )),
    )  # fmt: skip


def _named(writer: Writer, number: int, one: Statement) -> str:
    return writer.text("report.corrects", number=number, text=one.text)


def _understood(writer: Writer, what: str, value: str) -> str:
    """What a statement was taken to mean; nobody tells a time to the second."""
    if what in ("start", "end"):
        return writer.words.moment(datetime.fromisoformat(value))
    minutes = minutes_of(value) if what == "duration" else None
    return value if minutes is None else writer.words.duration(timedelta(minutes=minutes))
