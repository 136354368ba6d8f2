"""かがみ and 取扱い: the covering pages of both versions, from the facts and the rulebook.

Number, class and years of keeping are the office's to give: they are left open.
"""

from __future__ import annotations

from sekisho.report.model import Block, Bullets, Cover, Handling, Line, Span
from sekisho.report.people import people
from sekisho.report.response.closing import apology, contact
from sekisho.report.writer import Writer

_POSTS = ("head", "deputy", "chief", "assistant", "section", "clerk")
"""The boxes of the 決裁欄, the highest first."""
_BODIES = {"町": "town", "市": "city", "村": "village", "区": "ward"}


def to_public(writer: Writer) -> Cover:
    """The mayor's letter under which the public version goes out."""
    return _cover(
        writer,
        "public",
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
        "internal",
        (writer.text("report.letter.internal.to", post=post),),
        (sender,),
        (writer.line("report.letter.internal.body"),),
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
    version: str,
    addressees: tuple[str, ...],
    sender: tuple[Line, ...],
    body: tuple[Line, ...],
) -> Cover:
    return Cover(
        number="",
        date=writer.words.day_of(writer.case.now),
        addressees=addressees,
        sender=sender,
        title=writer.text(f"report.letter.{version}.title"),
        body=body,
        items=_items(writer),
        annexes=(writer.text(f"report.{version}.title"),),
        contact=tuple((Span(f"{name}　"), *line) for name, line in contact(writer)),
    )


def _items(writer: Writer) -> tuple[Block, ...]:
    """The matter in a few lines: when, what, whose data, as of when."""
    told = (
        ("when", _when(writer)),
        ("what", _what(writer)),
        ("documents", _documents(writer)),
        ("people", _people(writer)),
    )
    lines = tuple(
        (Span(f"{writer.text(f'report.letter.item.{name}')}　"), Span(said)) for name, said in told
    )
    return (Bullets(lines, numbered=True),)


def _when(writer: Writer) -> str:
    windows = writer.case.windows
    if not windows:
        return writer.text("report.letter.item.no_window")
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
    if not windows:
        return writer.text("report.letter.item.nothing")
    computers = {one.host or one.address for one in windows}
    return writer.text("report.letter.item.controlled", count=len(computers))


def _documents(writer: Writer) -> str:
    verdicts = [one.verdict for one in writer.case.exposure]
    number = writer.words.number
    return writer.text(
        "report.letter.item.verdicts",
        proven=number(verdicts.count("proven")),
        possible=number(verdicts.count("possible") + verdicts.count("unknown")),
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
