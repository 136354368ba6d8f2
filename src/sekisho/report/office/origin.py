"""原因の連鎖 and 広がり: what led to the window, and who else met the same."""

from __future__ import annotations

from sekisho.case.facts import Contact
from sekisho.report.model import Cell, Paragraph, Section, Span, Table
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell

CONTACTS = 500
"""Further contacts are counted."""


def origin(writer: Writer) -> Section:
    """The steps of the cause chain."""
    rows = tuple(
        (
            writer.moment(step.time),
            cell(step.host),
            Cell(((writer.coded(step.what, step.values),),)),
            Cell((writer.cite(step.evidence),)),
        )
        for step in writer.case.cause
    )
    columns = writer.columns("time", "host", "what", "exhibits")
    empty = (Span(writer.text("report.origin.none", scope=scope(writer))),)
    table = Table(writer.text("report.origin.caption"), columns, rows, empty)
    return Section("origin", writer.text("report.origin.title"), (table,))


def same(writer: Writer, contact: Contact) -> str:
    """What somebody else met, in words (``spread.page``: the same page)."""
    met = contact.what.removeprefix("spread.")
    return writer.known(f"report.contact.{met}", "report.contact.other")


def spread(writer: Writer) -> Section:
    """Other computers and people that met the same page, host, file or mail."""
    contacts = writer.case.spread
    rows = tuple(
        (
            cell(same(writer, one)),
            cell(one.value, "code"),
            Cell(tuple((Span(said),) for said in (one.host or one.address, one.user) if said)),
            writer.period(one.first, one.last),
            writer.number(one.count),
            Cell((writer.cite(one.evidence, 3),)),
        )
        for one in contacts[:CONTACTS]
    )
    names = ("contact", "met", "who", "span", "times", "exhibits")
    columns = writer.columns(*names)
    empty = (Span(writer.text("report.spread.none", scope=scope(writer))),)
    table = Table(writer.text("report.spread.caption"), columns, rows, empty)
    more = len(contacts) - CONTACTS
    rest: tuple[Paragraph, ...] = (writer.note("report.more", count=more),) if more > 0 else ()
    return Section("spread", writer.text("report.spread.title"), (table, *rest))
