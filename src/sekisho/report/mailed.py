"""不審メール in the few lines of a first page: how many came, on how many computers one was
opened, whose data lies in the mailboxes, what is not known.

No computer, person or address stands in these sentences: they are the public's as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.case.account.facts import Mailbox, Outbreak
from sekisho.case.facts import Case
from sekisho.case.reasons import Count
from sekisho.report.model import Line, Span
from sekisho.report.stepped import counted, is_unknown
from sekisho.report.writer import Writer

SHOWN = 3
"""So many campaigns have their sentences on a first page."""


def by_mail(case: Case) -> bool:
    """Whether the matter is a mass mail: some came, and no remote operation is found."""
    return bool(case.outbreaks) and not case.windows


def headed(writer: Writer, plain: str, mail: str) -> str:
    """The code of a title or sentence that fits the matter: ``mail`` for a mass mail."""
    return mail if by_mail(writer.case) else plain


def plain(line: Line) -> str:
    """A line's words alone."""
    return "".join(part.text for part in line if isinstance(part, Span))


def shown(case: Case) -> tuple[Outbreak, ...]:
    """The campaigns of a first page, those with the most mails first."""
    return tuple(sorted(case.outbreaks, key=lambda one: -one.received.high)[:SHOWN])


def came(writer: Writer, one: Outbreak, *, timed: bool = True) -> Line:
    """How many mails came in which time, and how many reached how many mailboxes. ``timed``:
    the time is told here."""
    if is_unknown(one, "received"):
        return writer.line("report.mailed.came_unknown")
    when = ""
    if timed and one.first and one.last:
        when = writer.words.span(one.first, one.last)
    return writer.line(
        "report.mailed.came" if when else "report.mailed.came_undated", span=when,
        received=counted(writer, one, "received"), delivered=counted(writer, one, "delivered"),
        boxes=counted(writer, one, "mailboxes"),
    )  # fmt: skip


def opened(writer: Writer, one: Outbreak) -> Line:
    """On how many computers an attachment was opened and ran, and of how many nobody knows."""
    unknown = writer.words.number(len(one.not_known))
    if is_unknown(one, "opened"):
        code = "report.mailed.opened_unknown" if one.not_known else "report.mailed.opened_nowhere"
        return writer.line(code, unknown=unknown)
    code = "report.mailed.opened_and_unknown" if one.not_known else "report.mailed.opened"
    return writer.line(
        code, opened=counted(writer, one, "opened"), executed=counted(writer, one, "executed"),
        unknown=unknown,
    )  # fmt: skip


def after(writer: Writer, one: Outbreak) -> Line:
    """On how many computers the program reached its maker, was found, was removed."""
    names = ("contacted", "detected", "cleaned")
    return writer.line(
        "report.mailed.after", **{name: counted(writer, one, name) for name in names}
    )


def held(boxes: Sequence[Mailbox]) -> tuple[Count | None, int]:
    """Persons in the mailboxes whose content is among the evidence, and how many mailboxes
    those are; None where there is none. Between mailboxes nobody is taken for the same."""
    persons = [box.persons for box in boxes if box.persons is not None]
    if not persons:
        return None, 0
    bounds = Count(max(one.low for one in persons), sum(one.high for one in persons))
    return bounds, len(persons)


def in_boxes(writer: Writer, outbreaks: Sequence[Outbreak]) -> Line:
    """Whose data lies in the mailboxes reached, and in how many nobody has looked."""
    boxes = tuple({box.address: box for one in outbreaks for box in one.mailboxes}.values())
    bounds, seen = held(boxes)
    if bounds is None:
        return writer.line("report.mailed.boxes_unknown")
    code = "report.mailed.boxes" if bounds.high else "report.mailed.boxes_none"
    persons = writer.words.counted(bounds, "report.unit.persons")
    said = writer.line(code, boxes=writer.words.number(seen), persons=persons)
    left = len(boxes) - seen
    if not left:
        return said
    return (*said, *writer.line("report.mailed.boxes_left", count=writer.words.number(left)))


def unknown(writer: Writer, one: Outbreak) -> Iterator[tuple[str, Line]]:
    """What nobody can say of a campaign, each with a name that stays the same."""
    for name in ("not_known", "not_cleaned"):
        count = len(getattr(one, name))
        if count:
            number = writer.words.number(count)
            yield name, writer.line(f"report.mailed.unknown.{name}", count=number)
    if one.contacted or is_unknown(one, "contacted"):
        yield "sent", writer.line("report.mailed.unknown.sent")
    if set(one.least):
        yield "least", writer.line("report.mailed.unknown.least")
