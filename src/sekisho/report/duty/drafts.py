"""Drafts of 速報 and 確報: the items of the commission's form, filled as far as facts reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sekisho.case.duty.facts import Duty
from sekisho.case.duty.law import law
from sekisho.case.sheet.entries import Sheet
from sekisho.report import mailed
from sekisho.report.duty.answers import answer_of
from sekisho.report.duty.responses import harm, notified, other, prevention, published
from sekisho.report.model import Bullets, Document, Line, Paragraph, Section, Span
from sekisho.report.people import people
from sekisho.report.timeline import PLAIN
from sekisho.report.when import told
from sekisho.report.writer import Writer

Kind = Literal["preliminary", "final"]
Lines = tuple[Line, ...]
CAUSES = 8
"""So many steps of the cause are told."""


def draft(writer: Writer, duty: Duty, sheet: Sheet, kind: Kind) -> Document:
    """One draft. What is not known reads 調査中 in the preliminary report and 未定 in the final
    one, which has to say everything."""
    town = writer.rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    fill: dict[str, Callable[[], Lines]] = {
        "summary": lambda: _summary(writer, duty, sheet),
        "kinds": lambda: _kinds(writer, duty, kind),
        "persons": lambda: _persons(writer, duty),
        "cause": lambda: _cause(writer, sheet),
        "harm": lambda: harm(writer, sheet),
        "notified": lambda: notified(writer, sheet),
        "published": lambda: published(writer, sheet),
        "prevention": lambda: prevention(writer, sheet),
        "other": lambda: other(writer, sheet),
    }
    sections = tuple(
        _section(writer, name, fill[name]() or (_missing(writer, name, kind),))
        for name in law().item_names
    )
    return Document(
        language=writer.language,
        title=writer.text(f"duty.draft.{kind}"),
        stamp=writer.text("duty.draft.stamp"),
        head=(sender, (Span(writer.words.as_of(duty.now)),)),
        opening=(writer.paragraph("duty.draft.lead"), writer.paragraph("duty.draft.number")),
        sections=sections,
        face="serif",
    )


def _section(writer: Writer, name: str, lines: Lines) -> Section:
    title = writer.text(f"duty.form.{name}")
    blocks = (Paragraph(lines[0]),) if len(lines) == 1 else (Bullets(lines),)
    return Section(name, title, blocks)


def _missing(writer: Writer, name: str, kind: Kind) -> Line:
    """What a person has to find out or to write."""
    what = writer.text(f"duty.missing.{name}")
    return (Span(writer.text(f"duty.missing.in_{kind}", what=what), "undecided"),)


def _summary(writer: Writer, duty: Duty, sheet: Sheet) -> Lines:
    words, lines = writer.words, list[Line]()
    if sheet.incident.summary:
        lines.append((Span(sheet.incident.summary),))
    for one in writer.case.windows:
        span, length = words.span(one.start, one.end), words.minutes(one.end - one.start)
        lines.append(writer.line("duty.draft.window", span=span, length=length))
    for outbreak in mailed.shown(writer.case):
        lines += [say(writer, outbreak) for say in (mailed.came, mailed.opened, mailed.after)]
    if duty.known:
        lines.append(writer.line("duty.draft.known", at=told(words, duty.known.at)))
    return tuple(lines)


def _kinds(writer: Writer, duty: Duty, kind: Kind) -> Lines:
    """The information by name; which kinds of data it holds a person writes from the document."""
    names = [one.information for one in duty.weighed if one.information]
    if not names:
        return ()
    lines = tuple(writer.line("duty.draft.information", name=name) for name in names)
    return (*lines, _missing(writer, "kinds", kind))


def _persons(writer: Writer, duty: Duty) -> Lines:
    lines: list[Line] = []
    if outbreaks := mailed.shown(writer.case):
        lines.append(mailed.in_boxes(writer, outbreaks))
    for one in duty.weighed:
        asked = next(asked for asked in one.asked if asked.question == "persons")
        said = answer_of(writer, asked)
        if said is not None:
            name = one.information or writer.text("duty.all")
            lines.append(writer.line("duty.draft.persons", name=name, count=said))
    bounds, uncounted = people(writer.case, "persons")
    if bounds is not None:
        count = writer.words.counted(bounds, "report.unit.persons")
        as_of = writer.words.as_of(writer.case.now)
        lines.append(writer.line("duty.draft.counted", count=count, as_of=as_of))
    if uncounted:
        lines.append(writer.line("duty.records.uncounted", count=writer.words.number(uncounted)))
    return tuple(lines)


def _cause(writer: Writer, sheet: Sheet) -> Lines:
    """The telling steps that led to it, each once, and the faults. Pages that say little by
    themselves are no cause, and what a person read is nobody's business here."""
    telling = [one for one in writer.case.cause if one.what not in PLAIN]
    said = dict.fromkeys((writer.coded(one.what, one.values),) for one in telling)
    return (*tuple(said)[:CAUSES], *((Span(fault.text),) for fault in sheet.faults))
