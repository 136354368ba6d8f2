"""Questions that only persons answer: from the case sheet, else open."""

from __future__ import annotations

from sekisho.case.sheet.entries import Sheet
from sekisho.report.council.answer import Answer, flat
from sekisho.report.model import Line
from sekisho.report.response import ahead, discipline, harm
from sekisho.report.when import told
from sekisho.report.writer import Writer


def reported(writer: Writer) -> Answer:
    """Who knew when, and to whom it was reported."""
    sheet = writer.case.sheet or Sheet()
    if not sheet.calls:
        return Answer(cannot=(writer.undecided("duty.decide.known"),))
    ordered = sorted(sheet.calls, key=lambda one: one.at.earliest)
    said: list[Line] = [
        writer.line(
            "council.reported",
            at=told(writer.words, one.at, timed=True),
            who=one.who or writer.text("report.unknown"),
            to=one.to or writer.text("report.unknown"),
        )
        for one in ordered
    ]
    said += [
        writer.line(
            "council.agency", at=told(writer.words, one.at), agency=one.agency,
            what=one.what.rstrip("。"),
        )
        for one in sheet.agencies
        if one.state == "done"
    ]  # fmt: skip
    return Answer(tuple(said), (writer.line("council.from_sheet"),))


def suffered(writer: Writer) -> Answer:
    """Whether harm was done, and what voices came."""
    return Answer(more=flat(harm(writer, public=False)))


def punished(writer: Writer) -> Answer:
    """What was done about those responsible."""
    return Answer(more=flat(discipline(writer, public=False)))


def promised(writer: Writer) -> Answer:
    """What is being done so that it does not happen again, and how far it is."""
    return Answer(more=flat(ahead(writer, public=False)))


def protected(writer: Writer) -> Answer:
    """Whether the lines were separated: not asked of these records."""
    return Answer(cannot=(writer.line("council.lines.open"),))
