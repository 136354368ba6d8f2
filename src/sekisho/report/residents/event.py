"""事案の経緯, and of the results 事案の発生日時 and 事案の内容."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sekisho.case.facts import Statement, Window
from sekisho.case.uses import REMOTE_DESKTOP
from sekisho.events.time import JAPAN
from sekisho.report import mailed
from sekisho.report.model import Block, Bullets, Line, Paragraph, Section, Span
from sekisho.report.scope import scope
from sekisho.report.writer import Writer
from sekisho.text import codes

SHARP_S = 60.0
"""A window surer than this is told to the minute; else with おおむね and its uncertainty."""

AGAIN = timedelta(minutes=30)


def course(writer: Writer) -> Section:
    """When, and what happened in order, without saying to whom."""
    title = writer.text("report.part.course")
    if not writer.case.windows:
        return Section("course", title, (*_mails(writer), *_nothing(writer)))
    first = writer.case.windows[0].start
    about = writer.line(
        "report.public.around",
        day=writer.words.weekday_of(first),
        clock=writer.words.clock(first),
    )
    parts = [Section("when", writer.text("report.part.when"), (Paragraph(about),))]
    steps = tuple(_steps(writer))
    if steps:
        told = (Bullets(steps, numbered=True),)
        parts.append(Section("steps", writer.text("report.part.steps"), told))
    return Section("course", title, (), tuple(parts))


def _mails(writer: Writer) -> tuple[Block, ...]:
    """Of a mass mail, how many came and on how many computers one was opened."""
    lines = [
        line
        for one in mailed.shown(writer.case)
        for line in (mailed.came(writer, one), mailed.opened(writer, one))
    ]
    return (Bullets(tuple(lines)),) if lines else ()


def _nothing(writer: Writer) -> tuple[Block, ...]:
    """That no incident is confirmed, on what that rests, and what waits for a person."""
    said = Paragraph((Span(writer.text("report.public.nothing", scope=scope(writer))),))
    unexplained = sum(one.judgement == "unexplained" for one in writer.case.sessions)
    if not unexplained:
        return (said,)
    return (said, Paragraph(writer.undecided("report.public.unexplained", count=unexplained)))


def _steps(writer: Writer) -> Iterator[Line]:
    """The telling steps; of one sort, seen clearly or through TLS, one within half an hour."""
    told: dict[str, datetime] = {}
    day = writer.words.day_of(writer.case.windows[0].start)
    for step in writer.case.cause:
        sort = step.what.partition(".")[2]
        code = f"report.public.step.{sort}"
        if code not in codes(writer.language):
            continue
        before = told.get(sort.removesuffix("_tls"))
        if before is None or step.time - before > AGAIN:
            told[sort.removesuffix("_tls")] = step.time
            same = writer.words.day_of(step.time) == day
            time = writer.words.clock(step.time) if same else writer.words.moment(step.time)
            yield writer.line(code, time=time)


def window(writer: Writer) -> Section:
    """When, how surely, and what was said before."""
    title = writer.text("report.part.window")
    windows = writer.case.windows
    if not windows:
        return Section("window", title, _no_window(writer))
    said = [line for number, one in enumerate(windows, 1) for line in _when(writer, one, number)]
    if not any(one.decided_by for one in writer.case.sessions if one.judgement == "incident"):
        said.append(writer.undecided("report.public.proposal"))
    said += dict.fromkeys(_corrections(writer))  # two witnesses may have said the same
    return Section("window", title, tuple(Paragraph(line) for line in said))


def _no_window(writer: Writer) -> tuple[Block, ...]:
    """When the mails of a mass mail came; else that no time can be told."""
    spans = [
        writer.line("report.outbreak.public.when", span=writer.words.span(one.first, one.last))
        for one in mailed.shown(writer.case)
        if one.first and one.last
    ]
    if not spans:
        return (writer.paragraph("report.letter.item.no_window"),)
    return tuple(Paragraph(line) for line in spans)


def _when(writer: Writer, one: Window, number: int) -> Iterator[Line]:
    words = writer.words
    unsure = max(one.start_uncertainty_s, one.end_uncertainty_s)
    said = writer.text(
        "report.public.sharp" if unsure < SHARP_S else "report.public.about",
        span=words.span(one.start, one.end),
        length=words.minutes(one.end - one.start),
        start=words.uncertainty(one.start_uncertainty_s),
        end=words.uncertainty(one.end_uncertainty_s),
    )
    several = len(writer.case.windows) > 1
    which = writer.text("report.public.when", number=number) if several else ""
    yield (Span(which), Span(said, "strong"))
    if one.interruptions:
        yield writer.line("report.public.interrupted", count=len(one.interruptions))


def _corrections(writer: Writer) -> Iterator[Line]:
    """当初…としていたが: only the time is taken from what was said, never its words."""
    by_id = {one.id: one for one in writer.case.statements}
    corrected = {one.corrects for one in writer.case.statements}
    for first in (by_id[name] for name in by_id if name in corrected):
        moment = _moment(first)
        if moment is not None and writer.case.window is not None:
            same = moment.date() == writer.case.window.start.astimezone(JAPAN).date()
            time = writer.words.clock(moment) if same else writer.words.moment(moment)
            yield writer.line(f"report.public.corrected.{first.what}", time=time)


def _moment(first: Statement) -> datetime | None:
    if first.what not in ("start", "end") or first.value is None:
        return None
    try:
        moment = datetime.fromisoformat(first.value)
    except ValueError:
        return None
    return moment.astimezone(JAPAN) if moment.tzinfo else None


def _mail_content(writer: Writer) -> tuple[Block, ...]:
    """Of a mass mail, that it came with files that run, and whose data the mailboxes hold."""
    if not writer.case.outbreaks:
        return ()
    held = mailed.in_boxes(writer, writer.case.outbreaks)
    return (Bullets((writer.line("report.public.mail_came"), held)),)


def content(writer: Writer) -> Section:
    """What the stranger did, as far as records show it."""
    case, text = writer.case, writer.text
    title = text("report.part.content", as_of=writer.words.as_of(case.now))
    if not case.windows:
        none = writer.paragraph("report.public.none_here")
        return Section("content", title, (*_mail_content(writer), none))
    computers = {one.host or one.address for one in case.windows}
    by_desktop = {window.tool for window in writer.case.windows} == {REMOTE_DESKTOP}
    code = "report.public.controlled_desktop" if by_desktop else "report.public.controlled"
    lines = [writer.line(code, count=len(computers))]
    proven = sum(one.verdict == "proven" for one in case.exposure)
    if proven:
        lines.append(writer.line("report.public.opened", count=writer.words.number(proven)))
    else:
        lines.append((Span(text("report.public.not_opened", scope=scope(writer))),))
    erased = any(step.what == "cause.erase" for step in case.cause)
    lines += [writer.line("report.public.erased")] if erased else []
    return Section("content", title, (Bullets(tuple(lines)),))
