"""前に示した数との違い: an account beside what an earlier state of the case said of it."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.account.facts import Number, Revision
from sekisho.case.restated import restated
from sekisho.report.model import Block, Bullets, Line, Paragraph, Table
from sekisho.report.stepped import said_before, said_now
from sekisho.report.writer import Writer, cell


def revisions(writer: Writer, outbreak: int | None) -> Iterator[Block]:
    """For each time that the account changed a table, a line a number, and why. ``outbreak``: its
    place in the case; None: accounts that are none any more."""
    for one in writer.case.changes:
        if one.outbreak == outbreak:
            yield _table(writer, one)
            reasons = writer.reasons(one.because)
            yield Bullets(reasons or (writer.line("changed.unknown"),))
            if notes := tuple(_notes(writer, one)):
                yield Paragraph(writer.line("report.outbreak.restated"))
                yield Bullets(notes)


def _notes(writer: Writer, one: Revision) -> Iterator[Line]:
    """Texts of the case sheet in which a number of before may stand."""
    for each in restated(writer.case.sheet, one):
        yield writer.line(
            "report.outbreak.restated_one", place=each.place, said=each.said,
            step=writer.text(f"report.outbreak.step.{each.number.step}"),
            before=said_before(writer, each.number), now=said_now(writer, each.number),
        )  # fmt: skip


def _how(one: Number) -> str:
    if one.before is None:
        return "newly"
    if one.after is None:
        return "left_out"
    return "revised" if one.changed else "same"


def _table(writer: Writer, one: Revision) -> Table:
    words = writer.words
    rows = tuple(
        (
            cell(writer.text(f"report.outbreak.step.{each.step}")),
            cell(said_before(writer, each)),
            cell(said_now(writer, each), "strong" if each.changed else "plain"),
            cell(writer.text(f"report.outbreak.{_how(each)}")),
        )
        for each in one.numbers
    )
    columns = writer.columns("step", "said_before", "said_now", "difference")
    caption = "report.outbreak.revised_table" if one.outbreak is not None else (
        "report.outbreak.gone_table"
    )  # fmt: skip
    names = "、".join(one.names)
    title = writer.text(
        caption, before=words.moment(one.before_at), at=words.moment(one.at), names=names
    )
    return Table(title, columns, rows, sortable=False)
