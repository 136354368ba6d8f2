"""The first page: what the head of section and the mayor need in one look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sekisho.case.account.facts import Outbreak
from sekisho.case.facts import Reason, Session, Window
from sekisho.case.tally import verdicts
from sekisho.report import mailed
from sekisho.report.model import (
    Block,
    Box,
    Bullets,
    Figure,
    Figures,
    Line,
    Link,
    Pairs,
    Paragraph,
    Span,
)
from sekisho.report.people import people
from sekisho.report.scope import gaps_in, scope
from sekisho.report.writer import Writer

SHOWN = 5
"""So many items of one sort are named on the first page; the rest is counted."""
VERDICTS = ("proven", "possible", "unknown", "excluded")


def opening(writer: Writer) -> tuple[Block, ...]:
    """Window, mass mails, figures, what is to be decided, what is doubtful."""
    controlled = Box("fact", _title(writer), _windows(writer))
    mails = tuple(_mails(writer))
    return (
        *((*mails, controlled) if mailed.by_mail(writer.case) else (controlled, *mails)),
        _figures(writer),
        Box("decide", writer.text("report.decide.title"), (Bullets(_to_decide(writer)),)),
        Box("doubt", writer.text("report.doubt.title"), _doubts(writer)),
    )


def _title(writer: Writer) -> str:
    """A window is a proposal until a person has decided on its sessions."""
    incidents = [one for one in writer.case.sessions if one.judgement == "incident"]
    proposed = writer.case.windows and not all(one.decided_by for one in incidents)
    return writer.text("report.window.proposed" if proposed else "report.window.title")


def _mails(writer: Writer) -> Iterator[Box]:
    """Each campaign: when, how many, opened where, whose data, what is not known."""
    several = len(writer.case.outbreaks) > 1
    for number, one in enumerate(mailed.shown(writer.case), 1):
        title = "report.mailed.numbered" if several else "report.mailed.title"
        yield Box("fact", writer.text(title, number=number), (Pairs(_mail(writer, one)),))
    more = len(writer.case.outbreaks) - mailed.SHOWN
    if more > 0:
        blocks = (writer.note("report.mailed.more", count=more),)
        yield Box("fact", writer.text("report.mailed.title"), blocks)


def _mail(writer: Writer, one: Outbreak) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    not_known = tuple(line for _name, line in mailed.unknown(writer, one))
    return tuple(
        (writer.text(f"report.mailed.row.{name}"), lines)
        for name, lines in (
            ("came", (mailed.came(writer, one),)),
            ("opened", (mailed.opened(writer, one),)),
            ("after", (mailed.after(writer, one),)),
            ("boxes", (mailed.in_boxes(writer, (one,)),)),
            ("unknown", not_known),
        )
        if lines
    )


def _windows(writer: Writer) -> tuple[Block, ...]:
    case = writer.case
    if not case.windows:
        reason = case.window_reason
        if mailed.by_mail(case):  # the sentence before says the same
            reason = None
        why = (Paragraph(_sentence(writer, reason)),) if reason else ()
        tied = Paragraph((Span(scope(writer)),), note=True)
        return (writer.paragraph("report.window.none"), *why, tied)
    blocks: list[Block] = [Pairs(_window(writer, window)) for window in case.windows[:SHOWN]]
    if len(case.windows) > SHOWN:
        blocks.append(writer.note("report.more", count=len(case.windows) - SHOWN))
    return (*blocks, *_corrected(writer))


def _sentence(writer: Writer, reason: Reason) -> Line:
    """A reason that stands by itself ends as a sentence does."""
    said, *cited = writer.reason(reason)
    return (said, Span(writer.text("report.full_stop")), *cited)


def _window(writer: Writer, window: Window) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    words = writer.words
    when = words.span(window.start, window.end, seconds=True)
    length = words.duration(window.end - window.start)
    unsure = writer.line(
        "report.window.uncertainty",
        start=words.uncertainty(window.start_uncertainty_s),
        end=words.uncertainty(window.end_uncertainty_s),
    )
    who = writer.line(
        "report.window.who",
        host=window.host or writer.text("report.unknown"),
        user=window.user or writer.text("report.unknown"),
        address=window.address or writer.text("report.unknown"),
    )
    ends = (
        (*writer.line("report.window.start_from"), *writer.cite(window.start_evidence)),
        (*writer.line("report.window.end_from"), *writer.cite(window.end_evidence)),
    )
    breaks = tuple(
        writer.line(
            "report.window.interruption",
            span=words.span(start, end, seconds=True),
            length=words.duration(end - start),
        )
        for start, end in window.interruptions[:SHOWN]
    )
    more = len(window.interruptions) - SHOWN
    rest = (writer.line("report.more", count=more),) if more > 0 else ()
    told = (Span(when, "strong"), Span(writer.text("report.window.length", length=length)))
    rows: list[tuple[str, tuple[Line, ...]]] = [
        (writer.text("report.window.when"), (told, unsure)),
        (writer.text("report.window.where"), (who,)),
        (writer.text("report.window.tool"), ((Span(window.tool),),)),
    ]
    if breaks:
        rows.append((writer.text("report.window.interruptions"), (*breaks, *rest)))
    grounds = writer.reasons(window.reasons) or ends
    rows.append((writer.text("report.window.grounds"), grounds))
    return tuple(rows)


def _corrected(writer: Writer) -> tuple[Block, ...]:
    """A first statement and what the records made of it."""
    by_id = {one.id: one for one in writer.case.statements}
    blocks: list[Block] = []
    for one in writer.case.statements:
        first = by_id.get(one.corrects or "")
        if first is not None:
            said = writer.text("report.statement.said", text=first.text)
            line = (Span(said), *writer.cite(first.evidence))
            now = writer.reasons(one.reasons) or ((Span(one.text), *writer.cite(one.evidence)),)
            blocks.append(Pairs(((writer.text("report.statement.correction"), (line, *now)),)))
    return tuple(blocks[:SHOWN])


def _figures(writer: Writer) -> Figures:
    case = writer.case
    count = verdicts(case)
    items = [
        Figure(
            (writer.mark(verdict),),
            writer.text("report.unit.documents", count=writer.words.number(count[verdict])),
            writer.text(f"report.figure.{verdict}"),
        )
        for verdict in VERDICTS
    ]
    as_of = writer.words.as_of(case.now)
    for of in ("persons", "households"):
        bounds, open_ = people(case, of)
        if bounds is None:
            note = writer.text("report.figure.nobody_counted", count=open_, as_of=as_of)
        else:
            rest = writer.text("report.figure.uncounted", count=open_) if open_ else ""
            note = f"{rest}{writer.text('report.figure.people', as_of=as_of)}"
        value = writer.count(bounds, f"report.unit.{of}")
        items.append(Figure(writer.line(f"report.figure.{of}"), value, note))
    sent = () if mailed.by_mail(case) else (_sent(writer),)
    return Figures((*items, *sent))


def _sent(writer: Writer) -> Figure:
    sent = writer.case.volume.sent_bytes
    label, note = writer.line("report.figure.sent"), writer.text("report.figure.sent_note")
    if sent is None:
        return Figure(label, writer.text("report.count.unknown"), note)
    exact = writer.text("report.figure.sent_exact", bytes=writer.words.exact_bytes(sent))
    return Figure(label, writer.words.about_bytes(sent), f"{exact}{note}")


def _to_decide(writer: Writer) -> tuple[Line, ...]:
    lines: list[Line] = []
    for judgement in ("incident", "unexplained"):
        waiting = [
            one
            for one in writer.case.sessions
            if one.judgement == judgement and one.decided_by is None
        ]
        lines += _waiting(writer, judgement, waiting)
    lines += _about_mails(writer)
    lines.append(writer.undecided("report.decide.duty"))
    lines.append(writer.undecided("report.decide.public"))
    return tuple(lines)


def _about_mails(writer: Writer) -> Iterator[Line]:
    """What a mass mail leaves to do: computers not clean, records not there, files unexamined."""
    found = writer.case.outbreaks
    for name in ("not_cleaned", "not_known"):
        hosts = sorted({host for one in found for host in getattr(one, name)})
        if hosts:
            names = "、".join(hosts[:SHOWN]) + ("…" if len(hosts) > SHOWN else "")
            code = f"report.decide.mail.{name}"
            yield writer.undecided(code, count=writer.words.number(len(hosts)), hosts=names)
    sheet = writer.case.sheet
    if any(one.hashes for one in found) and (sheet is None or not sheet.specimens):
        yield writer.undecided("report.decide.mail.specimen")


def _waiting(writer: Writer, judgement: str, sessions: list[Session]) -> list[Line]:
    if not sessions:
        return []
    to_see = Link(writer.text("report.see.sessions"), "sessions")
    what = writer.undecided(f"report.decide.{judgement}", count=len(sessions))
    lines: list[Line] = [(*what, to_see)]
    for one in sessions[:SHOWN] if judgement == "unexplained" else ():
        about = writer.text(
            "report.decide.session",
            start=writer.words.moment(one.start, seconds=True),
            length=writer.words.duration(max(one.end - one.start, timedelta(0))),
            host=one.host or one.address or writer.text("report.unknown"),
            tool=one.tool,
        )
        lines.append((Span(about), *writer.cite(one.evidence, 2)))
    return lines


def _doubts(writer: Writer) -> tuple[Block, ...]:
    case = writer.case
    lines = list(writer.reasons(case.doubts))
    gaps = [gap for window in case.windows for gap in gaps_in(writer, window)]
    counted = (
        ("report.doubt.gaps", len(set(gaps)), "records"),
        ("report.doubt.silent", len(case.coverage.silent_hosts), "records"),
        ("report.doubt.unread", len(case.unread), "unread"),
    )
    for code, count, section in counted:
        if count:
            link = Link(writer.text("report.see"), section)
            lines.append((Span(writer.text(code, count=writer.words.number(count))), link))
    if not lines:
        return (writer.paragraph("report.doubt.none"),)
    return (Bullets(tuple(lines)),)
