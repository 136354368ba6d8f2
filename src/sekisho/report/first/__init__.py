"""第一報: one page for mayor and prefecture, minutes after the call, renewed until all is known."""

from __future__ import annotations

from sekisho.case.sheet.entries import Sheet
from sekisho.report.first.document import document
from sekisho.report.first.issue import EVERY_HOURS, Earlier, Issue, next_report
from sekisho.report.first.known import known
from sekisho.report.first.measures import measures
from sekisho.report.first.points import Point
from sekisho.report.first.unknown import unknown
from sekisho.report.writer import Writer

__all__ = ["EVERY_HOURS", "Earlier", "Issue", "Point", "document", "next_report", "points"]


def points(writer: Writer, sheet: Sheet, issue: Issue) -> tuple[Point, ...]:
    """Everything an issue says, part by part."""
    return (
        *known(writer, sheet, issue),
        *unknown(writer, sheet, issue),
        *measures(writer, sheet, issue),
    )
