"""不審メールの収支 for the public: numbers and networks, no computer, person or address."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.account.facts import Outbreak
from sekisho.report.model import Block, Bullets, Line, Section, Table
from sekisho.report.office.outbreak import steps, title
from sekisho.report.writer import Writer, cell


def outbreaks(writer: Writer) -> tuple[Section, ...]:
    """A section for each campaign."""
    found = writer.case.outbreaks
    return tuple(
        Section(
            f"outbreak-{number}",
            title(writer, number if len(found) > 1 else 0),
            _blocks(writer, one),
        )
        for number, one in enumerate(found, 1)
    )


def said(writer: Writer, one: Outbreak) -> Iterator[Line]:
    """What may be said of a campaign, a sentence each; every number with its unknown beside it."""
    words = writer.words
    if one.first and one.last:
        yield writer.line("report.outbreak.public.when", span=words.span(one.first, one.last))
    copies = "report.outbreak.unit.copies"
    yield writer.line(
        "report.outbreak.public.mails",
        received=words.counted(one.received, copies),
        refused=words.counted(one.refused, copies),
        blocked=words.number(one.blocked),
        delivered=words.number(one.delivered),
        boxes=words.number(len(one.mailboxes)),
    )
    if one.unsettled:
        yield writer.line("report.outbreak.public.unsettled", count=words.number(one.unsettled))
    numbers = {name: words.number(len(some)) for name, some in steps(one)}
    yield writer.line("report.outbreak.public.computers", **numbers)
    if one.not_cleaned:
        left = words.number(len(one.not_cleaned))
        yield writer.line("report.outbreak.public.not_cleaned", count=left)
    if one.not_known:
        unknown = words.number(len(one.not_known))
        yield writer.line("report.outbreak.public.not_known", count=unknown)


def _blocks(writer: Writer, one: Outbreak) -> tuple[Block, ...]:
    rows = tuple(
        (
            cell(each.zone or writer.text("report.outbreak.no_zone")),
            *(
                writer.number(number)
                for number in (
                    each.computers, each.opened, each.executed, each.cleaned, len(each.not_known),
                )
            ),
        )
        for each in one.networks
    )  # fmt: skip
    names = ("computers", "opened", "executed", "cleaned", "not_known")
    table = Table(
        writer.text("report.outbreak.networks"), writer.columns("network", *names), rows,
        sortable=False,
    )  # fmt: skip
    return (Bullets(tuple(said(writer, one))), table)
