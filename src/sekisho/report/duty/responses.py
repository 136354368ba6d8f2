"""What the town did, from the case sheet, for items 5 to 9 of the commission's form."""

from __future__ import annotations

from sekisho.case.sheet.entries import Sheet
from sekisho.report.model import Line, Span
from sekisho.report.response.ahead import contacted, informed
from sekisho.report.response.harm import checked
from sekisho.report.when import told
from sekisho.report.writer import Writer

Lines = tuple[Line, ...]


def harm(writer: Writer, sheet: Sheet) -> Lines:
    """二次被害: what was checked by whom, with its time."""
    return tuple(checked(writer, one, public=False) for one in sheet.damage)


def notified(writer: Writer, sheet: Sheet) -> Lines:
    """本人への対応: groups and numbers."""
    return tuple(informed(writer, one, public=False) for one in sheet.affected)


def published(writer: Writer, sheet: Sheet) -> Lines:
    """公表の実施状況."""
    return tuple(
        writer.line(
            "duty.published" if one.where else "duty.published_somewhere",
            at=told(writer.words, one.at),
            where=one.where,
            what=one.what,
        )
        for one in sheet.publications
    )


def prevention(writer: Writer, sheet: Sheet) -> Lines:
    """再発防止のための措置: what was promised, and how far it is."""
    lines: list[Line] = []
    for one in sheet.promises:
        due = writer.words.day(one.due) if one.due else writer.text("report.undecided.bare")
        state = writer.text(f"sheet.promise.{one.state}")
        lines.append(writer.line("duty.promise", title=one.title, due=due, state=state))
    return tuple(lines)


def other(writer: Writer, sheet: Sheet) -> Lines:
    """その他: agencies told, and what others found, under their own names."""
    lines = [contacted(writer, one, public=False) for one in sheet.agencies]
    for finding in sheet.findings:
        day = writer.words.day(finding.date) if finding.date else writer.text("told.unknown")
        status = finding.status and writer.text(f"sheet.status.{finding.status}")
        head = writer.text("duty.finding", author=finding.author, date=day, status=status or "–")
        lines.append((Span(head + "".join(f"{text.rstrip('。')}。" for text in finding.text)),))
    return tuple(lines)
