"""判明していないこと: the next questions, each open until a record or a person answers."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.facts import Reason
from sekisho.case.sheet.entries import Sheet
from sekisho.case.tally import verdicts
from sekisho.report import mailed
from sekisho.report.first.issue import Issue
from sekisho.report.first.known import CAUSES
from sekisho.report.first.points import Point
from sekisho.report.people import people
from sekisho.report.scope import gaps_in
from sekisho.report.writer import Writer

_BEFORE = ("when", "what", "whose", "others", "why")
_DOUBTS = ("clock.", "doubt.")
DOUBTS = 3


def unknown(writer: Writer, sheet: Sheet, issue: Issue) -> Iterator[Point]:
    """What nobody can say yet, and why not."""
    if issue.state == "read":
        yield from _after_reading(writer)
    else:
        yield Point("unknown", "records", writer.text(f"first.unknown.{issue.state}"))
        for question in _BEFORE:
            text = writer.text(f"first.unknown.{question}", why="")
            yield Point("unknown", question, text)
    if not any(one.found is not None for one in sheet.damage):
        yield Point("unknown", "harm", writer.text("first.unknown.harm"))
    if not sheet.calls:
        yield Point("unknown", "calls", writer.text("first.unknown.calls"), decide=True)
    for text in sheet.first.unknown:
        yield Point("unknown", f"told:{text}", text)
    yield from _doubts(writer)


def _after_reading(writer: Writer) -> Iterator[Point]:
    case, text, number = writer.case, writer.text, writer.words.number
    for which, one in enumerate(mailed.shown(case), 1):
        for name, line in mailed.unknown(writer, one):
            yield Point("unknown", f"mail.{name}:{which}", mailed.plain(line).rstrip("。."))
    if not case.windows and not case.outbreaks:
        why = case.window_reason or Reason("window.none_session")
        yield _because(writer, "when", mailed.plain((writer.coded(why.code, why.values),)))
    if not case.exposure:
        yield _because(writer, "what", text("first.unknown.no_documents"))
    count = verdicts(case)
    open_verdicts = count["possible"] + count["unknown"]
    if open_verdicts:
        said = text("first.unknown.documents", count=number(open_verdicts))
        yield Point("unknown", "what", said)
    bounds, uncounted = people(case, "persons")
    if bounds is None:
        why_not = text("first.unknown.nobody_counted", count=number(uncounted))
        yield _because(
            writer, "whose", why_not if uncounted else text("first.unknown.no_documents")
        )
    if not CAUSES.keys() & {one.what for one in case.cause}:
        yield _because(writer, "why", text("first.unknown.no_record"))
    yield from _records(writer)


def _because(writer: Writer, question: str, why: str) -> Point:
    because = writer.text("first.unknown.because", why=why.rstrip("。."))
    return Point("unknown", question, writer.text(f"first.unknown.{question}", why=because))


def _records(writer: Writer) -> Iterator[Point]:
    """What the records themselves lack."""
    case, text, number = writer.case, writer.text, writer.words.number
    gaps = {gap for window in case.windows for gap in gaps_in(writer, window)}
    counted = (
        ("gaps", len(gaps)),
        ("silent", 0 if case.outbreaks else len(case.coverage.silent_hosts)),
        ("unread", len({one.path for one in case.unread})),
    )
    for name, count in counted:
        if count:
            yield Point("unknown", name, text(f"first.unknown.{name}", count=number(count)))


def _doubts(writer: Writer) -> Iterator[Point]:
    """Clocks that contradict each other, entries that cannot be true yet."""
    doubts = [one for one in writer.case.doubts if one.code.startswith(_DOUBTS)]
    for number, doubt in enumerate(doubts[:DOUBTS]):
        said = mailed.plain((writer.coded(doubt.code, doubt.values),))
        yield Point("unknown", f"{doubt.code}:{number}", said)
