"""遠隔操作の一覧, and what was sent through it."""

from __future__ import annotations

from sekisho.case.facts import Session
from sekisho.report.model import Cell, Line, Pairs, Section, Span, Table
from sekisho.report.scope import scope
from sekisho.report.writer import Writer

_COLUMNS = ("judgement", "span", "place", "reasons")


def sessions(writer: Writer) -> Section:
    """All sessions, the blocked and registered ones too."""
    columns = writer.columns(*_COLUMNS)
    rows = tuple(_row(writer, one) for one in writer.case.sessions)
    empty = (Span(writer.text("report.sessions.none", scope=scope(writer))),)
    table = Table(writer.text("report.sessions.caption"), columns, rows, empty)
    note = writer.note("report.sessions.note")
    return Section("sessions", writer.text("report.sessions.title"), (note, table))


def _row(writer: Writer, one: Session) -> tuple[Cell, ...]:
    decided = _decided(writer, one)
    return (
        Cell(((writer.mark(one.judgement),), *decided), one.judgement),
        Cell(_span(writer, one), one.start.isoformat()),
        Cell(
            (*_place(one), *_tool(writer, one), _sent(writer, one)), one.host or one.address or ""
        ),
        Cell((*writer.reasons(one.reasons), writer.cite(one.evidence))),
    )


def _span(writer: Writer, one: Session) -> tuple[Line, ...]:
    ends = ((one.start, one.start_uncertainty_s), (one.end, one.end_uncertainty_s))
    return tuple(
        (
            Span(writer.words.stamp(moment)),
            Span(f" {writer.words.uncertainty(unsure)}", "muted"),
        )
        for moment, unsure in ends
    )


def _place(one: Session) -> tuple[Line, ...]:
    shown = [Span(one.host or "–")]
    shown += [Span(text, "muted") for text in (one.user, one.address) if text]
    return tuple((span,) for span in shown)


def _tool(writer: Writer, one: Session) -> tuple[Line, ...]:
    lines: list[Line] = [(Span(one.tool),)]
    if one.ticket:
        lines.append((Span(writer.text("report.sessions.ticket", ticket=one.ticket), "muted"),))
    lines += [(Span(peer, "code"),) for peer in one.peers[:3]]
    if len(one.peers) > 3:
        lines.append((Span(writer.text("report.more", count=len(one.peers) - 3), "muted"),))
    return tuple(lines)


def _sent(writer: Writer, one: Session) -> Line:
    if one.sent_bytes is None:
        said = writer.text("report.count.unknown")
    else:
        said = writer.words.bytes(one.sent_bytes)
    return writer.line("report.sessions.sent", sent=said)


def _decided(writer: Writer, one: Session) -> tuple[Line, ...]:
    """Who decided; what was registered or blocked waits for nobody."""
    if one.decided_by:
        said = writer.text("report.sessions.decided", by=one.decided_by)
        return ((Span(said, "muted"),),)
    if one.judgement in ("registered", "blocked"):
        return ()
    return (writer.undecided("report.sessions.deciding"),)


def volume(writer: Writer) -> Section:
    """Bytes that bound what was transferred, and what bytes cannot bound."""
    fact = writer.case.volume
    sent = (
        writer.text("report.count.unknown")
        if fact.sent_bytes is None
        else writer.words.bytes(fact.sent_bytes)
    )
    rows = (
        (writer.text("report.volume.sent"), ((Span(sent, "strong"),),)),
        (writer.text("report.volume.grounds"), (
            writer.reason(fact.reason),
            writer.cite(ref for ref in fact.evidence if ref not in fact.reason.evidence),
        )),
        (writer.text("report.volume.limits"), (writer.line("report.volume.display"),)),
    )  # fmt: skip
    return Section("volume", writer.text("report.volume.title"), (Pairs(rows),))
