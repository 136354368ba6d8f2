"""What the town did, from the case sheet, for items 5 to 9 of the commission's form."""

from __future__ import annotations

from sekisho.case.sheet.entries import Affected, Sheet
from sekisho.report.model import Line, Span
from sekisho.report.when import told
from sekisho.report.writer import Writer

Lines = tuple[Line, ...]


def harm(writer: Writer, sheet: Sheet) -> Lines:
    """二次被害: what was checked by whom, with its time."""
    return tuple(
        writer.line(
            "duty.harm.found" if one.found else "duty.harm.not_confirmed",
            at=told(writer.words, one.at),
            text=one.text,
            by=one.by,
        )
        for one in sheet.damage
    )


def notified(writer: Writer, sheet: Sheet) -> Lines:
    """本人への対応: groups and numbers."""
    return tuple(group(writer, one) for one in sheet.affected)


def group(writer: Writer, one: Affected) -> Line:
    """One group of affected people: how many, how many were told, when and how."""
    words, text = writer.words, writer.text
    counts = [
        text(f"report.unit.{of}", count=words.number(number))
        for of, number in (("persons", one.persons), ("households", one.households))
        if number is not None
    ]
    known = text("report.list.comma").join(counts) or text("report.count.unknown")
    done = text("report.unknown") if one.informed is None else words.number(one.informed)
    return writer.line(
        "duty.affected",
        group=one.group,
        count=known,
        informed=done,
        at=told(words, one.at),
        by=one.by or text("report.unknown"),
        what=one.what or text("report.unknown"),
        state=text(f"sheet.state.{one.state}"),
    )


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
    lines: list[Line] = []
    for agency in sheet.agencies:
        planned = agency.at is None and agency.state == "planned"
        at = writer.text("told.unset") if planned else told(writer.words, agency.at)
        state = writer.text(f"sheet.state.{agency.state}")
        values = {"agency": agency.agency, "at": at, "what": agency.what, "state": state}
        lines.append(writer.line("duty.agency", **values))
    for finding in sheet.findings:
        day = writer.words.day(finding.date) if finding.date else writer.text("told.unknown")
        status = finding.status and writer.text(f"sheet.status.{finding.status}")
        head = writer.text("duty.finding", author=finding.author, date=day, status=status or "–")
        lines.append((Span(head + "".join(f"{text.rstrip('。')}。" for text in finding.text)),))
    return tuple(lines)
