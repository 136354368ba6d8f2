"""概要・経緯, 事件発生日時, 事件の内容."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sekisho.case.facts import Statement, Window
from sekisho.case.uses import REMOTE_DESKTOP
from sekisho.events.time import JAPAN
from sekisho.report.model import Block, Bullets, Line, Pairs, Paragraph, Section, Span
from sekisho.report.scope import scope
from sekisho.report.writer import Writer
from sekisho.text import codes

SHARP_S = 60.0
"""A window surer than this is told to the minute; else with ごろ."""

AGAIN = timedelta(minutes=30)


def course(writer: Writer) -> Section:
    """What happened, in order, without saying to whom."""
    title = writer.text("report.public.course")
    steps = tuple(_steps(writer))
    if not steps:
        return Section("course", title, _nothing(writer))
    return Section("course", title, (Bullets(steps, numbered=True),))


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
    for step in writer.case.cause:
        sort = step.what.partition(".")[2]
        code = f"report.public.step.{sort}"
        if code not in codes(writer.language):
            continue
        before = told.get(sort.removesuffix("_tls"))
        if before is None or step.time - before > AGAIN:
            told[sort.removesuffix("_tls")] = step.time
            yield writer.line(code, time=writer.words.moment(step.time))


def window(writer: Writer) -> Section:
    """When, how surely, and what was said before."""
    title = writer.text("report.public.window")
    windows = writer.case.windows
    if not windows:
        return Section("window", title, (writer.paragraph("report.public.none_here"),))
    rows = tuple(
        (
            writer.text("report.public.when", number=number) if len(windows) > 1
            else writer.text("report.window.when"),
            _when(writer, one),
        )
        for number, one in enumerate(windows, 1)
    )  # fmt: skip
    corrected = [Paragraph(line) for line in _corrections(writer)]
    blocks: tuple[Block, ...] = (Pairs(rows), *corrected)
    return Section("window", title, blocks)


def _when(writer: Writer, one: Window) -> tuple[Line, ...]:
    unsure = max(one.start_uncertainty_s, one.end_uncertainty_s)
    words = writer.words
    code = "report.public.sharp" if unsure < SHARP_S else "report.public.about"
    said = writer.text(
        code,
        span=words.span(one.start, one.end),
        length=words.minutes(one.end - one.start),
        start=words.uncertainty(one.start_uncertainty_s),
        end=words.uncertainty(one.end_uncertainty_s),
    )
    lines: list[Line] = [(Span(said, "strong"),)]
    if one.interruptions:
        lines.append(writer.line("report.public.interrupted", count=len(one.interruptions)))
    if not any(s.decided_by for s in writer.case.sessions if s.judgement == "incident"):
        lines.append(writer.undecided("report.public.proposal"))
    return tuple(lines)


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


def content(writer: Writer) -> Section:
    """What the stranger did, as far as records show it."""
    case, text = writer.case, writer.text
    title = text("report.public.content")
    if not case.windows:
        return Section("content", title, (writer.paragraph("report.public.none_here"),))
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
