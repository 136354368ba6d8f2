"""経緯: the picture and the telling events in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sekisho.report.model import Block, Cell, Line, Picture, Section, Span, Table
from sekisho.report.office.origin import same
from sekisho.report.timeline import PLAIN, timeline
from sekisho.report.writer import Writer

Entry = tuple[datetime, str, Line, Line]
"""Moment, what sort of entry, what happened, exhibits."""
ROWS = 300
"""Openings of documents beyond this are in the list of documents only."""


def course(writer: Writer) -> Section:
    """The timeline picture and a table of what has a moment; plain pages stand in the annex."""
    entries = sorted(_entries(writer), key=lambda entry: (entry[0], entry[1]))
    rows = tuple(
        (
            writer.moment(moment),
            Cell(((Span(writer.text(f"report.course.{sort}")),),)),
            Cell((what,)),
            Cell((exhibits,)),
        )
        for moment, sort, what, exhibits in entries[:ROWS]
    )
    columns = writer.columns("time", "sort", "what", "exhibits")
    empty = writer.line("report.course.empty")
    blocks: list[Block] = [*_picture(writer)]
    blocks.append(Table(writer.text("report.course.caption"), columns, rows, empty))
    if len(entries) > ROWS:
        blocks.append(writer.note("report.more", count=len(entries) - ROWS))
    plain = sum(step.what in PLAIN for step in writer.case.cause)
    if plain:
        blocks.append(writer.note("report.course.rest", count=plain))
    return Section("course", writer.text("report.part.course"), tuple(blocks))


def _picture(writer: Writer) -> tuple[Block, ...]:
    drawing = timeline(writer)
    if drawing is None:
        return (writer.note("report.timeline.none"),)
    title = writer.text("report.timeline.title")
    return (Picture(title, writer.text("report.timeline.description"), drawing),)


def _entries(writer: Writer) -> Iterator[Entry]:
    for step in (one for one in writer.case.cause if one.what not in PLAIN):
        line: Line = (writer.coded(step.what, step.values),)
        yield step.time, "cause", line, writer.cite(step.evidence, 3)
    for session in writer.case.sessions:
        values = {"tool": session.tool, "host": session.host or session.address or "–"}
        cited = writer.cite(session.evidence, 3)
        mark = writer.mark(session.judgement)
        begun = (*writer.line("report.course.session_start", **values), mark)
        yield session.start, "session", begun, cited
        ended = (*writer.line("report.course.session_end", **values), mark)
        yield session.end, "session", ended, cited
    yield from _openings(writer)
    for contact in writer.case.spread:
        what = same(writer, contact)
        who = contact.host or contact.user or contact.address or "–"
        line = writer.line("report.course.contact", what=what, value=contact.value, who=who)
        yield contact.first, "spread", line, writer.cite(contact.evidence, 3)


def _openings(writer: Writer) -> Iterator[Entry]:
    for document in writer.case.exposure:
        if document.verdict != "proven":
            continue
        name = document.original_path or document.path or "–"
        for reason in document.reasons:
            moment = reason.values.get("time")
            if moment is not None:
                line = (Span(name, "code"), Span("　"), writer.coded(reason.code, reason.values))
                cited = writer.cite(reason.evidence, 3)
                yield datetime.fromisoformat(moment), "document", line, cited
