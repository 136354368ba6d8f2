"""The page of a first report: an official letter of one sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sekisho.case.sheet.entries import Sheet
from sekisho.form.when import When
from sekisho.report.first.fitting import fitting, shortened
from sekisho.report.first.issue import Issue
from sekisho.report.first.points import PARTS, Compared, Part, Point, compared
from sekisho.report.model import Block, Cover, Document, Line, Pairs, Paragraph, Span
from sekisho.report.sender import addressed, sender_lines
from sekisho.report.when import told
from sekisho.report.writer import Writer


def document(writer: Writer, sheet: Sheet, issue: Issue, points: Sequence[Point]) -> Document:
    """The report: a letter that says everything itself."""
    title = _title(writer, sheet, issue)
    town = writer.rulebook.town
    cover = Cover(
        number="",
        date=writer.words.moment(issue.now),
        addressees=_addressees(writer, sheet),
        sender=sender_lines(writer, sheet),
        title=title,
        body=(writer.line("first.body"),),
        items=(*_changes(writer, issue, points), Pairs(_rows(writer, issue, points))),
    )
    return Document(
        language=writer.language,
        title=title,
        stamp=writer.text("first.stamp", number=issue.number),
        head=(),
        opening=(),
        sections=(),
        face="serif",
        cover=cover,
        moment=issue.now,
        author=f"{town.prefecture}{town.name}",
    )


def _title(writer: Writer, sheet: Sheet, issue: Issue) -> str:
    what = sheet.incident.title or writer.text("first.untitled")
    return writer.text("first.title", what=what, number=issue.number)


def _addressees(writer: Writer, sheet: Sheet) -> tuple[str, ...]:
    town = writer.rulebook.town
    mayor = town.head or writer.text("first.to.mayor")
    prefecture = writer.text("first.to.prefecture", prefecture=town.prefecture)
    return tuple(addressed(writer, one) for one in sheet.first.to or (mayor, prefecture))


def _changes(writer: Writer, issue: Issue, points: Sequence[Point]) -> tuple[Block, ...]:
    """What changed since the report before, in one sentence."""
    earlier = issue.earlier
    if earlier is None:
        return ()
    count = Counter[str](one.change for one in compared(points, earlier.points))
    line = writer.line(
        "first.changes",
        number=earlier.number,
        at=told(writer.words, When(earlier.at.date(), earlier.at), issue.today),
        changes=writer.text("report.list.comma").join(
            writer.text(f"first.change.{name}", count=count[name])
            for name in ("new", "corrected", "answered", "gone", "same")
            if count[name]
        ),
    )
    altered = (Paragraph(writer.line("first.altered", number=earlier.number)),)
    return (Paragraph(line), *(altered if earlier.altered else ()))


def _rows(
    writer: Writer, issue: Issue, points: Sequence[Point]
) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    said = compared(points, issue.earlier.points if issue.earlier else None)
    fits, renewed = fitting(said), issue.earlier is not None
    rows = [(_heading(writer, number, part), _lines(writer, said, fits, part, renewed=renewed))
            for number, part in enumerate(PARTS, 1)]  # fmt: skip
    last = (_next(writer, issue),)
    return (*rows, (writer.text("first.heading.next", number=len(PARTS) + 1), last))


def _heading(writer: Writer, number: int, part: Part) -> str:
    return writer.text(f"first.heading.{part}", number=number)


def _lines(
    writer: Writer,
    said: Sequence[Compared],
    fits: Sequence[Compared],
    part: Part,
    *,
    renewed: bool,
) -> tuple[Line, ...]:
    mine = [one for one in said if one.point.part == part]
    if not mine:
        return (writer.line(f"first.none.{part}"),)
    shown = [one for one in fits if one.point.part == part]
    asked = [one for one in shown if one.change != "answered"]
    lines = [_line(writer, number, one) for number, one in enumerate(asked, 1)]
    answered = [
        one.point.text.rstrip("。.")
        for one in shown
        if one.change == "answered" and one.point.name != "records"
    ]
    if answered:
        lines.append(_answered(writer, len(lines) + 1, answered))
    left = len(mine) - len(shown)
    code = "first.unchanged" if renewed else "first.folded"
    if renewed and not lines:
        code = "first.unchanged_all"
    lines += [writer.line(code, count=left)] if left else []
    return tuple(lines)


def _answered(writer: Writer, number: int, texts: Sequence[str]) -> Line:
    """The questions that are asked no more, in one line."""
    said = writer.text("report.list.comma").join(texts)
    mark = Span(writer.text("first.mark.answered"), "strong")
    return (Span(writer.text("first.numbered", number=number)), mark, Span(said, "muted"))


def _line(writer: Writer, number: int, one: Compared) -> Line:
    numbered = Span(writer.text("first.numbered", number=number))
    point = one.point
    text = writer.text("report.undecided", what=point.text) if point.decide else point.text
    said = Span(text, "undecided" if point.decide else "plain")
    if one.change == "same":
        return (numbered, said)
    mark = Span(writer.text(f"first.mark.{one.change}"), "strong")
    if one.change == "corrected":
        before = Span(writer.text("first.corrected_from", text=shortened(one.before)), "muted")
        return (numbered, mark, said, before)
    if one.change == "gone":
        return (numbered, mark, Span(point.text, "muted"))
    return (numbered, mark, said)


def _next(writer: Writer, issue: Issue) -> Line:
    code = "first.next.every" if issue.every_hours else "first.next.set"
    text = writer.text(code, at=writer.words.moment(issue.next), hours=issue.every_hours)
    return (Span(text, "strong"),)
