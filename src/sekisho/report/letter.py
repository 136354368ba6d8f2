"""かがみ and 取扱い: the covering pages of both versions, from the facts and the rulebook.

Number, class and years of keeping are the office's to give: they are left open.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.tally import verdicts
from sekisho.report import mailed
from sekisho.report.model import Block, Bullets, Cover, Handling, Line, Span
from sekisho.report.people import people
from sekisho.report.response.closing import apology, contact
from sekisho.report.scope import gaps_in
from sekisho.report.writer import Writer

_POSTS = ("head", "deputy", "chief", "assistant", "section", "clerk")
"""The boxes of the 決裁欄, the highest first."""
_BODIES = {"町": "town", "市": "city", "村": "village", "区": "ward"}


def to_public(writer: Writer) -> Cover:
    """The mayor's letter under which the public version goes out."""
    return _cover(
        writer,
        mailed.headed(writer, "report.letter.public.title", "report.letter.public.title_mail"),
        mailed.headed(writer, "report.public.title", "report.public.title_mail"),
        (writer.text("report.letter.public.to", body=_body(writer)),),
        (_town(writer), _head(writer)),
        (
            writer.line("report.letter.public.body"),
            *apology(writer),
            writer.line("report.letter.public.refer"),
        ),
    )


def to_head(writer: Writer) -> Cover:
    """The report of the department in charge to the mayor."""
    town = writer.rulebook.town
    sender: Line = (
        (Span(writer.text("report.letter.internal.from", department=town.department)),)
        if town.department
        else writer.undecided("report.open.sender")
    )
    post = writer.text("report.post.head", body=_body(writer))
    return _cover(
        writer,
        mailed.headed(writer, "report.letter.internal.title", "report.letter.internal.title_mail"),
        mailed.headed(writer, "report.internal.title", "report.internal.title_mail"),
        (writer.text("report.letter.internal.to", post=post),),
        (sender,),
        (writer.line("report.letter.internal.body"),),
        (("decide", writer.text("report.letter.item.see_decide")),),
    )


def handling(writer: Writer) -> Handling:
    """決裁欄, 取扱区分, 保存年限 of the internal version."""
    department = writer.rulebook.town.department or writer.text("report.post.department")
    posts = tuple(
        writer.text(f"report.post.{one}", body=_body(writer), department=department)
        for one in _POSTS
    )
    proposed = writer.line("report.handling.proposed")
    return Handling(
        approvers=posts,
        classification=(*proposed, *writer.undecided("report.open.class")),
        retention=writer.undecided("report.open.retention"),
    )


def _cover(
    writer: Writer,
    title: str,
    annex: str,
    addressees: tuple[str, ...],
    sender: tuple[Line, ...],
    body: tuple[Line, ...],
    last: tuple[tuple[str, str], ...] = (),
) -> Cover:
    return Cover(
        number="",
        date=writer.words.day_of(writer.case.now),
        addressees=addressees,
        sender=sender,
        title=writer.text(title),
        body=body,
        items=_items(writer, last),
        annexes=(writer.text(annex),),
        contact=tuple((Span(f"{name}　"), *line) for name, line in contact(writer)),
    )


def _items(writer: Writer, last: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """The matter in a few lines: when, what, whose data, as of when, what is not known; then
    ``last``, items of one letter alone."""
    told = (
        ("when", _when(writer)),
        ("what", _what(writer)),
        *_mails(writer),
        ("documents", _documents(writer)),
        *((("people", _people(writer)),) if _people_told(writer) else ()),
        ("unknown", _unknown(writer)),
        *last,
    )
    lines = tuple(
        (Span(f"{writer.text(f'report.letter.item.{name}')}　"), Span(said)) for name, said in told
    )
    return (Bullets(lines, numbered=True),)


def _when(writer: Writer) -> str:
    windows = writer.case.windows
    if not windows:
        return _mails_came(writer) or writer.text("report.letter.item.no_window")
    words = writer.words
    return writer.text("report.list.comma").join(
        writer.text(
            "report.letter.item.span",
            span=words.span(one.start, one.end),
            length=words.minutes(one.end - one.start),
        )
        for one in windows
    )


def _what(writer: Writer) -> str:
    windows = writer.case.windows
    if mailed.by_mail(writer.case):
        return _mails_opened(writer)
    if not windows:
        return writer.text("report.letter.item.nothing")
    computers = {one.host or one.address for one in windows}
    return writer.text("report.letter.item.controlled", count=len(computers))


def _mails_came(writer: Writer) -> str:
    """When the mails of the first campaign came to the last of the last; empty where no time is."""
    found = writer.case.outbreaks
    first = [one.first for one in found if one.first]
    last = [one.last for one in found if one.last]
    if not first or not last:
        return ""
    span = writer.words.span(min(first), max(last))
    return writer.text("report.letter.item.mails_came", span=span)


def _mails_opened(writer: Writer) -> str:
    """How many mails came, and what became of them: a campaign in three sentences."""
    timed = len(writer.case.outbreaks) > 1 or bool(writer.case.windows)
    said = [
        mailed.plain(line)
        for one in mailed.shown(writer.case)
        for line in (
            mailed.came(writer, one, timed=timed),
            mailed.opened(writer, one),
            mailed.after(writer, one),
        )
    ]
    more = len(writer.case.outbreaks) - mailed.SHOWN
    if more > 0:
        said.append(writer.text("report.mailed.more", count=more))
    return writer.text("report.letter.item.join").join(said)


def _mails(writer: Writer) -> Iterator[tuple[str, str]]:
    """Whose data the mailboxes hold; where there was a remote operation, the mails before it."""
    if not writer.case.outbreaks:
        return
    if writer.case.windows:
        yield "mails", _mails_opened(writer)
    yield "boxes", mailed.plain(mailed.in_boxes(writer, writer.case.outbreaks))


def _unknown(writer: Writer) -> str:
    """What the records do not show, in counted phrases."""
    case, number = writer.case, writer.words.number
    lines = [
        mailed.plain(line)
        for one in mailed.shown(case)
        for _name, line in mailed.unknown(writer, one)
    ]
    gaps = {gap for window in case.windows for gap in gaps_in(writer, window)}
    for name, count in (
        ("uncounted", people(case, "persons")[1]),
        ("gaps", len(gaps)),
        ("silent", 0 if case.outbreaks else len(case.coverage.silent_hosts)),
        ("unread", len({one.path for one in case.unread})),
    ):
        if count:
            lines.append(writer.text(f"report.letter.item.unknown.{name}", count=number(count)))
    if not lines:
        return writer.text("report.letter.item.unknown.none")
    return writer.text("report.letter.item.join").join(lines)


def _documents(writer: Writer) -> str:
    count = verdicts(writer.case)
    number = writer.words.number
    return writer.text(
        "report.letter.item.verdicts",
        proven=number(count["proven"]),
        possible=number(count["possible"] + count["unknown"]),
        as_of=writer.words.as_of(writer.case.now),
    )


def _people(writer: Writer) -> str:
    said = [_counted(writer, of) for of in ("persons", "households")]
    return writer.text(
        "report.letter.item.counted",
        persons=said[0],
        households=said[1],
        as_of=writer.words.as_of(writer.case.now),
    )


def _people_told(writer: Writer) -> bool:
    """Whether persons of the documents have an item of their own. Of a mass mail the mailboxes
    have it; documents nobody could count stand among what is not known."""
    told = [people(writer.case, of)[0] for of in ("persons", "households")]
    return not mailed.by_mail(writer.case) or any(bounds is not None for bounds in told)


def _counted(writer: Writer, of: str) -> str:
    bounds = people(writer.case, of)[0]
    if bounds is None:
        return writer.text(f"report.letter.item.uncounted.{of}")
    return writer.text(
        f"report.letter.item.{of}", count=writer.words.counted(bounds, f"report.unit.{of}")
    )


def _body(writer: Writer) -> str:
    """What the municipality is, from its name; a town where the name does not say."""
    kind = _BODIES.get(writer.rulebook.town.name[-1:], "town")
    return writer.text(f"report.body.{kind}")


def _town(writer: Writer) -> Line:
    town = writer.rulebook.town
    if not town.name:
        return writer.undecided("report.town.unnamed")
    return (Span(f"{town.prefecture}{town.name}"),)


def _head(writer: Writer) -> Line:
    head = writer.rulebook.town.head
    return (Span(head),) if head else writer.undecided("report.town.head")
