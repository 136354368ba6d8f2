"""判明していること: what persons saw and said, what was proposed from records. Each by itself."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.facts import Statement
from sekisho.case.sheet.entries import Call, Sheet
from sekisho.case.tally import verdicts
from sekisho.report import mailed
from sekisho.report.first.issue import Issue
from sekisho.report.first.points import Point
from sekisho.report.people import people
from sekisho.report.summed import summed
from sekisho.report.when import told
from sekisho.report.writer import Writer

CALLS = 6
SAID = 3
"""So many stand on the one page; the rest is counted."""
_TOLD = ("start", "end", "duration", "tool", "call")
SHARP_S = 60.0
"""A window surer than this is told to the minute without its error."""
CAUSES = {
    "cause.fake_page": "report.public.trigger_seen",
    "cause.fake_page_tls": "report.public.trigger_tls",
    "cause.opened": "first.known.opened",
}
"""What a record of the cause lets one say, the plainest first."""
_VERDICTS = ("proven", "possible", "unknown", "excluded")


def known(writer: Writer, sheet: Sheet, issue: Issue) -> Iterator[Point]:
    """What is known: as persons told it first, then as the records show it."""
    yield from _summary(writer, sheet)
    yield from _calls(writer, sheet, issue)
    yield from _statements(writer)
    for text in sheet.first.known:
        yield Point("known", f"told:{text}", _sentence(writer, text))
    if issue.state == "read":
        yield from _windows(writer)
        yield from _mails(writer)
        yield from _documents(writer)
        yield from _cause(writer)
        yield from _spread(writer)


def _summary(writer: Writer, sheet: Sheet) -> Iterator[Point]:
    summary, place = sheet.incident.summary.rstrip("。"), sheet.incident.place.rstrip("。")
    code = "first.known.summary" if summary else "first.known.place"
    if summary and place:
        code = "first.known.summary_place"
    if summary or place:
        yield Point("known", "summary", writer.text(code, summary=summary, place=place))


def _sentence(writer: Writer, text: str) -> str:
    return writer.text("report.sentence", text=text.strip().rstrip("。."))


def _calls(writer: Writer, sheet: Sheet, issue: Issue) -> Iterator[Point]:
    ordered = sorted(enumerate(sheet.calls), key=lambda one: one[1].at.earliest)
    for number, call in ordered[:CALLS]:
        yield Point("known", f"call:{number}", _call(writer, call, issue))
    if len(ordered) > CALLS:
        more = writer.text("first.more", count=len(ordered) - CALLS)
        yield Point("known", "calls", more)


def _call(writer: Writer, call: Call, issue: Issue) -> str:
    code = "first.call.told" if call.who and call.to else "first.call.seen"
    if not call.who:
        code = "first.call.plain"
    return writer.text(
        code,
        when=told(writer.words, call.at, issue.today, timed=True),
        who=call.who,
        to=call.to,
        by=writer.text("first.call.by", by=call.by) if call.by else "",
        what=" ".join(call.what.split()).rstrip("。"),
    )


def _statements(writer: Writer) -> Iterator[Point]:
    """What memos of hearings say; the calls of the sheet stand as they are already."""
    by_memo: dict[str, list[Statement]] = {}
    for one in writer.case.statements:
        if _of_a_memo(one):
            by_memo.setdefault(one.evidence[0].evidence, []).append(one)
    for memo, said in by_memo.items():
        who = said[0].said_by or writer.text("first.said.somebody")
        quoted = "".join(
            writer.text("first.said.quote", text=one.text.strip("・ 　。")) for one in said[:SAID]
        )
        more = writer.text("first.said.more", count=len(said) - SAID) if len(said) > SAID else ""
        text = writer.text("first.said", who=who, quoted=quoted, more=more)
        yield Point("known", f"said:{memo}", text)


def _of_a_memo(one: Statement) -> bool:
    return (
        one.corrects is None
        and one.what in _TOLD
        and bool(one.evidence)
        and not one.evidence[0].evidence.startswith("@sheet/")
    )


def _windows(writer: Writer) -> Iterator[Point]:
    words = writer.words
    decided = all(one.decided_by for one in writer.case.sessions if one.judgement == "incident")
    code = "first.known.window" if decided else "first.known.window_proposed"
    for number, one in enumerate(writer.case.windows, 1):
        unsure = max(one.start_uncertainty_s, one.end_uncertainty_s)
        span = words.span(one.start, one.end)
        length = words.minutes(one.end - one.start)
        about = writer.text("first.known.unsure", by=words.uncertainty(unsure))
        text = writer.text(code, span=span, length=length, about=about if unsure >= SHARP_S else "")
        yield Point("known", f"window:{number}", text)
    unexplained = sum(one.judgement == "unexplained" for one in writer.case.sessions)
    if unexplained:
        text = writer.text("first.known.unexplained", count=unexplained)
        yield Point("known", "unexplained", text, decide=True)


def _mails(writer: Writer) -> Iterator[Point]:
    """Of each mass mail, how many came, on how many computers it was opened, and whose data the
    mailboxes hold."""
    found = mailed.shown(writer.case)
    for number, one in enumerate(found, 1):
        for name, line in (
            ("came", mailed.came(writer, one)),
            ("opened", mailed.opened(writer, one)),
            ("after", mailed.after(writer, one)),
        ):
            yield Point("known", f"mail.{name}:{number}", mailed.plain(line))
    more = len(writer.case.outbreaks) - len(found)
    if more > 0:
        yield Point("known", "mails", writer.text("report.mailed.more", count=more))
    if found:
        said = mailed.plain(mailed.in_boxes(writer, writer.case.outbreaks))
        yield Point("known", "mailboxes", said)


def _documents(writer: Writer) -> Iterator[Point]:
    case, words = writer.case, writer.words
    if not case.exposure:
        return
    count = verdicts(case)
    shown = {verdict: words.number(count[verdict]) for verdict in _VERDICTS}
    total = words.number(count.total())
    yield Point("known", "documents", writer.text("first.known.documents", total=total, **shown))
    for said in summed(writer):
        yield Point("known", "summed", said)
    yield from _people(writer)


def _people(writer: Writer) -> Iterator[Point]:
    """Persons and households in those documents, and how many nobody could count."""
    counted = {of: people(writer.case, of) for of in ("persons", "households")}
    said = [
        writer.text(f"first.known.{of}", count=writer.words.counted(bounds, f"report.unit.{of}"))
        for of, (bounds, _open) in counted.items()
        if bounds is not None
    ]
    if not said:
        return
    open_ = counted["persons"][1]
    code = "first.known.people_uncounted" if open_ else "first.known.people"
    text = writer.text(code, people=writer.text("report.list.comma").join(said), count=open_)
    yield Point("known", "people", text)


def _spread(writer: Writer) -> Iterator[Point]:
    """Who else met the same; that nobody did holds only as far as records reach."""
    if mailed.by_mail(writer.case):  # told by the numbers of the mails
        return
    others = {one.host or one.address or one.user for one in writer.case.spread}
    if others:
        text = writer.text("first.known.spread", count=writer.words.number(len(others)))
        yield Point("known", "others", text)
    elif writer.case.windows:
        yield Point("known", "others", writer.text("first.known.alone"))


def _cause(writer: Writer) -> Iterator[Point]:
    """What led to it, as far as a record tells; without one the cause stays unknown."""
    met = {one.what for one in writer.case.cause}
    for what, code in CAUSES.items():
        if what in met:
            yield Point("known", "why", writer.text(code))
            return
