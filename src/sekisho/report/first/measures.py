"""実施中の措置: what was done and is being done, and which first measures nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sekisho.case.sheet.entries import Agency, Measure, Sheet
from sekisho.report.first.issue import Issue
from sekisho.report.first.points import Point
from sekisho.report.when import told
from sekisho.report.writer import Writer

FIRST = ("isolated", "powered", "logs")
"""Asked after in every first report: they cannot be made up for later."""


def measures(writer: Writer, sheet: Sheet, issue: Issue) -> Iterator[Point]:
    """Measures, contacts with agencies, and the first measures that are not confirmed."""
    today = issue.today
    for measure in sheet.measures:
        text = _measure(writer, measure, today)
        yield Point("measures", f"measure:{measure.what}", text)
    for agency in sheet.agencies:
        text = _agency(writer, agency, today)
        yield Point("measures", f"agency:{agency.agency}:{agency.what}", text)
    done = {one.kind for one in sheet.measures if one.state != "planned"}
    missing = [writer.text(f"first.measure.{kind}") for kind in FIRST if kind not in done]
    if missing:
        names = writer.text("report.list.comma").join(missing)
        text = writer.text("first.measure.unconfirmed", names=names)
        yield Point("measures", "unconfirmed", text, decide=True)


def _measure(writer: Writer, one: Measure, today: date) -> str:
    who = writer.text("first.measure.by", by=one.by) if one.by else ""
    what = one.what.rstrip("。")
    if one.at is None:
        return writer.text(f"first.measure.{one.state}_untimed", what=what, who=who)
    when = told(writer.words, one.at, today)
    return writer.text(f"first.measure.{one.state}", when=when, what=what, who=who)


def _agency(writer: Writer, one: Agency, today: date) -> str:
    what = writer.text(
        "first.measure.agency",
        agency=one.agency,
        what=one.what.rstrip("。"),
        by=writer.text("first.measure.way", by=one.by) if one.by else "",
    )
    if one.at is None:
        return writer.text(f"first.measure.{one.state}_untimed", what=what, who="")
    when = told(writer.words, one.at, today)
    return writer.text(f"first.measure.{one.state}", when=when, what=what, who="")
