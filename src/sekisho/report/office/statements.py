"""公表事項と訂正: what was said, by whom, and what the records made of it."""

from __future__ import annotations

from sekisho.case.facts import Statement
from sekisho.report.model import Cell, Line, Section, Span, Table
from sekisho.report.writer import Writer, cell


def statements(writer: Writer) -> Section:
    """Every statement as it was made; a correction stands beside what it corrects."""
    by_id = {one.id: one for one in writer.case.statements}
    rows = tuple(_row(writer, one, by_id) for one in writer.case.statements)
    names = ("number", "about", "said", "said_by", "corrects", "grounds")
    columns = writer.columns(*names)
    empty = writer.line("report.statements.none")
    table = Table(writer.text("report.statements.caption"), columns, rows, empty)
    note = writer.note("report.statements.note")
    return Section("statements", writer.text("report.statements.title"), (note, table))


def _row(writer: Writer, one: Statement, by_id: dict[str, Statement]) -> tuple[Cell, ...]:
    said: list[Line] = [(Span(one.text),)]
    if one.value and one.value != one.text:
        said.append((Span(writer.value(one.what, one.value), "muted"),))
    if one.corrects is not None:
        # The sentence of the correction comes from its code: in the reader's language.
        said = [(span,) for span in (writer.reason(reason)[0] for reason in one.reasons)] or said
    first = by_id.get(one.corrects or "")
    return (
        cell(one.id),
        cell(writer.known(f"report.about.{one.what}", "report.about.other")),
        Cell(tuple(said)),
        cell(one.said_by),
        cell(first.text if first else one.corrects),
        Cell((
            *(writer.reasons(one.reasons) if one.corrects is None else ()),
            writer.cite(one.evidence),
        )),
    )  # fmt: skip
