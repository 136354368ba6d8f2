"""事案票の記録: who told whom, what was done, decided and published. For the office alone."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.case.sheet.entries import Call, Decision, Measure, Sheet
from sekisho.report.model import Cell, Line, Section, Span, Table
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell


def record(writer: Writer) -> Section | None:
    """None where no case sheet was given."""
    sheet = writer.case.sheet
    if sheet is None:
        return None
    tables = (
        _calls(writer, sheet), _measures(writer, sheet), _decisions(writer, sheet),
        _publications(writer, sheet),
    )  # fmt: skip
    note = writer.note("response.record.note")
    return Section("record", writer.text("response.record"), (note, *tables))


def _table(
    writer: Writer, name: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    none = writer.line("response.record.none")
    caption = writer.text(f"response.record.{name}")
    return Table(caption, writer.columns(*columns), tuple(rows), none, sortable=False)


def _calls(writer: Writer, sheet: Sheet) -> Table:
    rows = [_call(writer, one) for one in sheet.calls]
    return _table(writer, "calls", ("at", "from_to", "way", "said", "knew"), rows)


def _call(writer: Writer, one: Call) -> tuple[Cell, ...]:
    people: list[Line] = [(Span(text),) for text in (one.who, one.to) if text]
    if one.who and one.to:
        people = [(Span(writer.text("response.from_to", who=one.who, to=one.to)),)]
    knew = {None: "unsaid", True: "yes", False: "no"}[one.knew]
    return (
        cell(told(writer.words, one.at, timed=True)),
        Cell(tuple(people) or ((Span("–", "muted"),),)),
        cell(one.by or None),
        cell(one.what),
        cell(writer.text(f"response.knew.{knew}")),
    )


def _measures(writer: Writer, sheet: Sheet) -> Table:
    rows = [_measure(writer, one) for one in sheet.measures]
    return _table(writer, "measures", ("at", "measure", "state", "owner"), rows)


def _measure(writer: Writer, one: Measure) -> tuple[Cell, ...]:
    state = writer.text(f"sheet.state.{one.state}")
    return (cell(told(writer.words, one.at)), cell(one.what), cell(state), cell(one.by or None))


def _decisions(writer: Writer, sheet: Sheet) -> Table:
    rows = [_decision(writer, one) for one in sheet.decisions]
    return _table(writer, "decisions", ("at", "about", "decision", "decided", "reasons"), rows)


def _decision(writer: Writer, one: Decision) -> tuple[Cell, ...]:
    said = one.decision
    if one.session and one.judgement:
        moment = writer.words.moment(one.session)
        judged = writer.text(f"response.judged.{one.judgement}")
        said = writer.text("response.judged", at=moment, judged=judged)
    return (
        cell(told(writer.words, one.at)), cell(one.about), cell(said or None),
        cell(one.decided_by), cell(one.reason or None),
    )  # fmt: skip


def _publications(writer: Writer, sheet: Sheet) -> Table:
    rows = [
        (cell(told(writer.words, one.at)), cell(one.where or None), cell(one.what),
         cell(one.corrects or None))
        for one in sheet.publications
    ]  # fmt: skip
    return _table(writer, "publications", ("at", "where", "said", "corrects"), rows)
