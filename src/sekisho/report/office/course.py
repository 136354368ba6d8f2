"""経緯: the picture and the telling events in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sekisho.case.facts import Contact
from sekisho.report.model import Block, Cell, Line, Picture, Section, Span, Table
from sekisho.report.office.origin import same
from sekisho.report.timeline import PLAIN, timeline
from sekisho.report.writer import Writer

Entry = tuple[datetime, str, Line, Line]
"""Moment, what sort of entry, what happened, exhibits."""
ROWS = 300
"""Openings of documents beyond this are in the list of documents only."""
APART = 3
"""So many mailboxes that one mail came to have a line each; more of them share one."""
_MAILS = frozenset({"spread.mail", "spread.mail_subject", "spread.mail_stopped"})


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
    yield from _contacts(writer)


def _contacts(writer: Writer) -> Iterator[Entry]:
    """Who else met the same, a line each; of a mass mail a line for each subject or file."""
    alike: dict[tuple[str, str], list[Contact]] = {}
    for contact in writer.case.spread:
        alike.setdefault((contact.what, contact.value), []).append(contact)
    for (sort, value), met in alike.items():
        if sort in _MAILS and len(met) > APART:
            yield _together(writer, value, met)
        else:
            yield from (_contact(writer, one) for one in met)


def _together(writer: Writer, value: str, met: Sequence[Contact]) -> Entry:
    """Many mailboxes that one mail came to, in a line: the first and the last time, how many."""
    first, last = min(one.first for one in met), max(one.last for one in met)
    line = writer.line(
        "report.course.contacts", what=same(writer, met[0]), value=value,
        count=writer.words.number(len(met)), until=writer.words.moment(last),
    )  # fmt: skip
    return first, "spread", line, writer.cite((ref for one in met for ref in one.evidence), 3)


def _contact(writer: Writer, contact: Contact) -> Entry:
    what = same(writer, contact)
    who = contact.host or contact.user or contact.address or "–"
    line = writer.line("report.course.contact", what=what, value=contact.value, who=who)
    return contact.first, "spread", line, writer.cite(contact.evidence, 3)


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
