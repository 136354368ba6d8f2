"""捜査及び調査の結果, and 事案の原因となりうる不備."""

from __future__ import annotations

from sekisho.case.uses import REMOTE_DESKTOP
from sekisho.report import mailed
from sekisho.report.model import Block, Bullets, Line, Paragraph, Section, Span, Table
from sekisho.report.residents.event import content, window
from sekisho.report.residents.outbreak import outbreaks
from sekisho.report.response import faults, others
from sekisho.report.scope import gaps_in, kinds, period, scope
from sekisho.report.writer import Writer, cell

GAPS = 20
STOPPED = frozenset({"spread.mail_stopped", "spread.indicator_stopped"})
"""Contacts that never came about."""


def results(writer: Writer) -> Section:
    """When, what, what others found, and what the town's own records show."""
    parts = (
        *(window(writer), content(writer), *outbreaks(writer)),
        *(others(writer, public=True), _own(writer)),
    )
    return Section("results", writer.text("report.part.results"), (), parts)


def _own(writer: Writer) -> Section:
    """What was examined, what is missing, how much was sent, who else was touched."""
    as_of = writer.words.as_of(writer.case.now)
    parts = (
        Section("examined", writer.text("report.part.examined"), (_records(writer),)),
        Section("missing", writer.text("report.part.missing"), _missing(writer)),
        Section("sent", writer.text("report.part.sent"), _sent(writer)),
        Section("elsewhere", writer.text("report.part.elsewhere"), _elsewhere(writer)),
    )
    return Section("own", writer.text("report.part.own", as_of=as_of), (), parts)


def _records(writer: Writer) -> Table:
    rows = tuple(
        (
            cell(name),
            cell(period(writer, sources)),
            writer.number(sum(one.events for one in sources)),
        )
        for name, sources in kinds(writer).items()
    )
    columns = writer.columns("kind", "period", "events")
    caption = writer.text("report.public.records", as_of=writer.words.as_of(writer.case.now))
    return Table(caption, columns, rows, writer.line("report.scope.none"), sortable=False)


def _missing(writer: Writer) -> tuple[Block, ...]:
    case = writer.case
    relevant = dict.fromkeys(
        gap for window in case.windows or (None,) for gap in gaps_in(writer, window)
    )
    lines: list[Line] = [
        writer.line(
            "report.public.gap",
            kind=writer.kind(gap.source),
            span=writer.words.span(gap.start, gap.end),
        )
        for gap in list(relevant)[:GAPS]
    ]
    lines = list(dict.fromkeys(lines))
    if len(relevant) > GAPS:
        lines.append(writer.line("report.more", count=len(relevant) - GAPS))
    for code, count in (
        ("report.public.gaps", len(case.coverage.gaps)),
        ("report.public.silent", len(case.coverage.silent_hosts)),
        ("report.public.unread", len(case.unread)),
    ):
        if count:
            lines.append(writer.line(code, count=writer.words.number(count)))
    return (Bullets(tuple(lines)) if lines else writer.paragraph("report.public.no_gap"),)


def _sent(writer: Writer) -> tuple[Block, ...]:
    sent = writer.case.volume.sent_bytes
    if not writer.case.windows:
        first = writer.line(
            mailed.headed(writer, "report.public.sent_no_window", "report.public.sent_mail")
        )
    elif sent is None:
        first = writer.line("report.public.sent_unknown")
    else:
        first = writer.line("report.public.sent_bytes", bytes=writer.words.bytes(sent))
    return (Paragraph(first), writer.paragraph("report.volume.display"))


def _elsewhere(writer: Writer) -> tuple[Block, ...]:
    met = [one for one in writer.case.spread if one.what not in STOPPED]
    if not met:
        return (Paragraph((Span(writer.text("report.public.alone", scope=scope(writer))),)),)
    if mailed.by_mail(writer.case):
        return (writer.paragraph("report.public.met_mail"),)
    others = {one.host or one.address or one.user for one in met}
    return (writer.paragraph("report.public.met", count=writer.words.number(len(others))),)


def cause(writer: Writer) -> Section:
    """The trigger as far as it is known; the town's own faults are the town's to name."""
    what = {step.what for step in writer.case.cause}
    if "cause.fake_page" in what:
        trigger = "report.public.trigger_seen"
    elif "cause.fake_page_tls" in what:
        trigger = "report.public.trigger_tls"
    elif "cause.opened" in what:
        trigger = "report.public.trigger_mail"
    else:
        trigger = "report.public.trigger_unknown"
    lines: list[Line] = [writer.line(trigger)]
    if trigger not in ("report.public.trigger_unknown", "report.public.trigger_mail"):
        lines.append(writer.line("report.public.why_unknown"))
    if {window.tool for window in writer.case.windows} == {REMOTE_DESKTOP}:
        lines = [writer.line("report.public.trigger_desktop")]
        if "cause.guess" in what:
            lines.append(writer.line("report.public.guessed"))
    if any(one.endswith("_tls") for one in what):
        lines.append(writer.line("report.public.encrypted"))
    blocks = (Bullets(tuple(lines)),)
    parts = (
        Section("trigger", writer.text("report.part.trigger"), blocks),
        *faults(writer, public=True),
    )
    return Section("cause", writer.text("report.part.cause"), (), parts)
