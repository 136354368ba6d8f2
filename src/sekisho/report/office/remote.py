"""遠隔操作の一覧, and what was sent through it."""

from __future__ import annotations

from sekisho.case.facts import Session
from sekisho.report.model import Cell, Line, Pairs, Section, Span, Table
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell

_COLUMNS = ("judgement", "start", "end", "place", "tool", "sent", "reasons", "decided")


def sessions(writer: Writer) -> Section:
    """All sessions, the blocked and registered ones too."""
    columns = writer.columns(*_COLUMNS)
    rows = tuple(_row(writer, one) for one in writer.case.sessions)
    empty = (Span(writer.text("report.sessions.none", scope=scope(writer))),)
    table = Table(writer.text("report.sessions.caption"), columns, rows, empty)
    note = writer.note("report.sessions.note")
    return Section("sessions", writer.text("report.sessions.title"), (note, table))


def _row(writer: Writer, one: Session) -> tuple[Cell, ...]:
    words = writer.words
    start, end = writer.moment(one.start), writer.moment(one.end)
    return (
        Cell(((writer.mark(one.judgement),),), one.judgement),
        Cell(
            (*start.lines, (Span(words.uncertainty(one.start_uncertainty_s), "muted"),)), start.key
        ),
        Cell((*end.lines, (Span(words.uncertainty(one.end_uncertainty_s), "muted"),)), end.key),
        Cell(_place(one), one.host or one.address or ""),
        Cell(_tool(writer, one), one.tool),
        _sent(writer, one),
        Cell((*writer.reasons(one.reasons), writer.cite(one.evidence))),
        Cell((_decided(writer, one),)),
    )


def _place(one: Session) -> tuple[Line, ...]:
    shown = [Span(one.host or "–")]
    shown += [Span(text, "muted") for text in (one.user, one.address) if text]
    return tuple((span,) for span in shown)


def _tool(writer: Writer, one: Session) -> tuple[Line, ...]:
    lines: list[Line] = [(Span(one.tool),)]
    if one.ticket:
        lines.append((Span(writer.text("report.sessions.ticket", ticket=one.ticket), "muted"),))
    lines += [(Span(peer, "muted"),) for peer in one.peers[:3]]
    if len(one.peers) > 3:
        lines.append((Span(writer.text("report.more", count=len(one.peers) - 3), "muted"),))
    return tuple(lines)


def _sent(writer: Writer, one: Session) -> Cell:
    if one.sent_bytes is None:
        return cell(writer.text("report.count.unknown"), key="-1")
    about = writer.words.about_bytes(one.sent_bytes)
    exact = writer.words.exact_bytes(one.sent_bytes)
    lines: list[Line] = [(Span(about),)]
    lines += [(Span(exact, "muted"),)] if exact != about else []
    return Cell(tuple(lines), str(one.sent_bytes))


def _decided(writer: Writer, one: Session) -> Line:
    """Who decided; what was registered or blocked waits for nobody."""
    if one.decided_by:
        return (Span(one.decided_by),)
    if one.judgement in ("registered", "blocked"):
        return (Span("–", "muted"),)
    return (Span(writer.text("report.undecided.bare"), "undecided"),)


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
