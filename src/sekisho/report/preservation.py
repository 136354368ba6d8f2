"""ログ保全・提供依頼書: a letter to each holder of records, and the list for the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sekisho.case.overwriting import Held, Overwriting, by_holder
from sekisho.report.desk import Desk, desk_of
from sekisho.report.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Line,
    Paragraph,
    Role,
    Span,
    Table,
)
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say

ANSWER_WITHIN = timedelta(hours=24)
"""A holder answers within a day, or before the first record is gone."""
SOON_H = 24.0


@dataclass(frozen=True)
class Asked:
    """What is asked for: ``since`` and ``until`` bound the records wanted; ``happened`` the
    moment of the incident where it is known. All aware."""

    now: datetime
    since: datetime
    until: datetime
    happened: datetime | None = None


def letters(
    found: Sequence[Overwriting], asked: Asked, rulebook: Rulebook, language: Language = "ja"
) -> tuple[Document, ...]:
    """A letter to each holder outside the office, in the order of how soon records are gone."""
    desk = desk_of(rulebook, language)
    return tuple(_letter(desk, held, asked) for held in by_holder(found) if held.kind != "town")


def _letter(desk: Desk, held: Held, asked: Asked) -> Document:
    title = desk.text("preserve.letter.title")
    you = desk.text(f"preserve.you.{held.kind}")
    named = (held.holder.addressee or held.holder.name) if held.holder else ""
    cover = Cover(
        number="",
        date=desk.words.day_of(asked.now),
        addressees=(named or desk.text(f"preserve.to.{held.kind}"),),
        sender=desk.sender,
        title=title,
        body=(_opening(desk, asked), desk.line("preserve.letter.please", own=desk.own, you=you)),
        items=_items(desk, held, asked),
        contact=desk.contact,
    )
    return Document(
        language=desk.language, title=title, stamp="", head=(), opening=(), sections=(),
        face="serif", cover=cover,
    )  # fmt: skip


def _opening(desk: Desk, asked: Asked) -> Line:
    name = desk.filled(desk.rulebook.town.name, "preserve.open.town")
    if asked.happened is None:
        before, after = desk.text("preserve.letter.at_our"), "preserve.letter.why_unknown"
    else:
        when = desk.words.weekday_of(asked.happened)
        before, after = desk.text("preserve.letter.on", day=when), "preserve.letter.why"
    return (Span(before), name, Span(desk.text(after)))


def _items(desk: Desk, held: Held, asked: Asked) -> tuple[Block, ...]:
    first = min(one.gone_at for one in held.records)
    soonest = asked.now + timedelta(hours=1)
    answer = _half_hour(max(min(first, asked.now + ANSWER_WITHIN), soonest))
    span = desk.words.span(asked.since, asked.until)
    points = [
        desk.line("preserve.item.keep", own=desk.own),
        desk.line("preserve.item.give"),
        desk.line("preserve.item.span", span=span),
        desk.line("preserve.item.clock"),
        desk.line("preserve.item.form"),
        desk.line("preserve.item.answer", moment=desk.words.moment(answer)),
        desk.line("preserve.item.cannot"),
    ]
    if held.holder and held.holder.contract:
        points.append(desk.line("preserve.item.contract", contract=held.holder.contract))
    return (Bullets(tuple(points), numbered=True), _wanted(desk, held.records, asked))


def _half_hour(moment: datetime) -> datetime:
    """The half hour before: a deadline is written as people say it."""
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def _wanted(desk: Desk, rows: Sequence[Overwriting], asked: Asked) -> Table:
    return Table(
        caption=desk.text("preserve.table.wanted"),
        columns=(
            Column(desk.text("preserve.column.record")),
            Column(desk.text("preserve.column.what"), "reason"),
            Column(desk.text("preserve.column.gone"), "moment"),
        ),
        rows=tuple(
            (
                Cell((desk.line(f"preserve.limit.{one.limit.id}"),)),
                Cell((desk.line(f"preserve.ask.{one.holder_kind}", own=desk.own),)),
                Cell((_gone(desk, one, asked),)),
            )
            for one in rows
        ),
        sortable=False,
    )


def _gone(desk: Desk, one: Overwriting, asked: Asked) -> Line:
    if one.gone_at <= asked.now:
        return desk.line("preserve.gone.perhaps")
    return desk.line("preserve.gone.about", day=desk.words.day_of(one.gone_at))


def overview(
    found: Sequence[Overwriting], asked: Asked, rulebook: Rulebook, language: Language = "ja"
) -> Document:
    """The list for the office: what is gone when, who holds it, what to do now."""
    desk = desk_of(rulebook, language)
    rows = tuple(_row(desk, one, asked) for one in found)
    columns = ("record", "left", "gone", "holder", "do", "ground")
    kinds = {"record": "reason", "left": "number", "do": "reason", "ground": "reason"}
    table = Table(
        caption=desk.text("preserve.table.all"),
        columns=tuple(
            Column(desk.text(f"preserve.column.{name}"), kinds.get(name, "text"))  # type: ignore[arg-type]
            for name in columns
        ),
        rows=rows,
    )
    span = desk.words.span(asked.since, asked.until)
    return Document(
        language=language,
        title=desk.text("preserve.overview.title"),
        stamp=desk.text("preserve.overview.stamp"),
        head=((Span(desk.words.as_of(asked.now)),),),
        opening=(Paragraph(desk.line("preserve.overview.said", span=span)), table),
        sections=(),
    )


def _row(desk: Desk, one: Overwriting, asked: Asked) -> tuple[Cell, ...]:
    name: list[Line] = [desk.line(f"preserve.limit.{one.limit.id}")]
    name += [((Span(one.host, "code")),)] if one.host else []
    if one.received and one.oldest:
        oldest = desk.words.stamp(one.oldest)
        name.append(desk.line("preserve.oldest", moment=oldest))
    else:
        name.append(desk.line("preserve.not_received"))
    left = max(0.0, one.hours_left)
    role: Role = "strong" if left < SOON_H else "plain"
    ground = [desk.line(f"preserve.basis.{one.basis}", hours=f"{one.lasts_h:.0f}")]
    if one.basis == "default":
        ground.append(desk.line("preserve.sure", percent=one.limit.sure, source=one.limit.source))
    if one.limit.volatile:
        ground.append(desk.line("preserve.volatile"))
    holder = one.holder.name if one.holder else desk.text(f"preserve.holder.{one.holder_kind}")
    return (
        Cell(tuple(name)),
        Cell(((Span(left_text(left, desk.language), role),),), key=f"{left:012.1f}"),
        Cell((_gone(desk, one, asked),), key=one.gone_at.isoformat()),
        Cell(((Span(holder),),)),
        Cell((desk.line(f"preserve.do.{one.limit.id}"),)),
        Cell(tuple(ground)),
    )


def left_text(hours: float, language: Language) -> str:
    """How long is left, as coarse as the ground for it: hours up to three days, then days."""
    if hours <= 0:
        return say("preserve.left.none", language)
    if hours < 72:
        return say("preserve.left.hours", language, hours=f"{max(1, int(hours))}")
    return say("preserve.left.days", language, days=f"{int(hours / 24)}")
