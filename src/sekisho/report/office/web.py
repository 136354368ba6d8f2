"""閲覧: a person's use of the web, only where a purpose and an approver are on record."""

from __future__ import annotations

from sekisho.report.model import Cell, Pairs, Section, Span, Table
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell


def web(writer: Writer) -> Section | None:
    """None unless the look was allowed: then nothing of it is shown."""
    purpose = writer.case.web_use_purpose
    if purpose is None:
        return None
    rows = tuple(
        (
            cell(one.user),
            cell(one.host),
            cell(writer.text(f"report.period.{one.period}")),
            cell(one.category or writer.text("report.web.uncategorised")),
            cell(writer.text("report.web.unfit") if one.unfit else None),
            writer.number(one.visits),
            writer.number(one.minutes),
            writer.period(one.first, one.last),
            Cell((writer.cite(one.evidence, 2),)),
        )
        for one in writer.case.web_use
    )
    names = (
        "user", "host", "stretch", "category", "unfit", "visits", "minutes", "span", "exhibits",
    )  # fmt: skip
    columns = writer.columns(*names)
    empty = (Span(writer.text("report.web.none", scope=scope(writer))),)
    allowed = Pairs(
        tuple(
            (writer.known(f"report.web.{name}", "report.web.other"), ((Span(value),),))
            for name, value in purpose.items()
        )
    )
    table = Table(writer.text("report.web.caption"), columns, rows, empty)
    return Section("web", writer.text("report.web.title"), (allowed, table))
