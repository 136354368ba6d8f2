"""不審メールの収支 for the public: numbers and networks, no computer, person or address."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.account.facts import Outbreak
from sekisho.report.model import Block, Bullets, Line, Section, Table
from sekisho.report.office.outbreak import steps, title
from sekisho.report.residents.revised import corrected, withdrawn
from sekisho.report.stepped import counted, of_line
from sekisho.report.writer import Writer, cell

_SHOWN = ("opened", "executed", "cleaned")


def outbreaks(writer: Writer) -> tuple[Section, ...]:
    """A section for each campaign."""
    found = writer.case.outbreaks
    parts = tuple(
        Section(
            f"outbreak-{number}",
            title(writer, number if len(found) > 1 else 0),
            _blocks(writer, one, number - 1),
        )
        for number, one in enumerate(found, 1)
    )
    gone = tuple(withdrawn(writer))
    if gone:
        heading = writer.text("report.outbreak.gone")
        parts += (Section("outbreak-gone", heading, (Bullets(gone),)),)
    return parts


def said(writer: Writer, one: Outbreak) -> tuple[Line, ...]:
    """What may be said of a campaign, a sentence each; every number with its unknown beside it."""
    when: tuple[Line, ...] = ()
    if one.first and one.last:
        span = writer.words.span(one.first, one.last)
        when = (writer.line("report.outbreak.public.when", span=span),)
    return (*when, *said_of_mails(writer, one), *said_of_computers(writer, one))


def said_of_mails(writer: Writer, one: Outbreak) -> tuple[Line, ...]:
    """How many came, and where they ended."""
    return tuple(_of_mails(writer, one))


def said_of_computers(writer: Writer, one: Outbreak) -> tuple[Line, ...]:
    """On how many computers what happened, and of how many it is not known."""
    return tuple(_of_computers(writer, one))


def _of_mails(writer: Writer, one: Outbreak) -> Iterator[Line]:
    words = writer.words
    steps_of_mails = ("received", "refused", "blocked", "delivered")
    numbers = {name: counted(writer, one, name) for name in steps_of_mails}
    boxes = counted(writer, one, "mailboxes")
    yield writer.line("report.outbreak.public.mails", **numbers, boxes=boxes)
    if one.unsettled:
        yield writer.line("report.outbreak.public.unsettled", count=words.number(one.unsettled))


def _of_computers(writer: Writer, one: Outbreak) -> Iterator[Line]:
    numbers = {name: counted(writer, one, name) for name, _ in steps(one)}
    yield writer.line("report.outbreak.public.computers", **numbers)
    for name in ("not_cleaned", "not_known"):
        count = len(getattr(one, name))
        if count:
            number = writer.words.number(count)
            yield writer.line(f"report.outbreak.public.{name}", count=number)
    if {"opened", "executed", "contacted"} & set(one.least):
        yield writer.line("report.outbreak.public.least")


def _blocks(writer: Writer, one: Outbreak, place: int) -> tuple[Block, ...]:
    rows = tuple(
        (
            cell(each.zone or writer.text("report.outbreak.no_zone")),
            writer.number(each.computers),
            *(cell(of_line(writer, one, name, each)) for name in _SHOWN),
            writer.number(len(each.not_known)),
        )
        for each in one.networks
    )  # fmt: skip
    names = ("computers", *_SHOWN, "not_known")
    table = Table(
        writer.text("report.outbreak.networks"), writer.columns("network", *names), rows,
        sortable=False,
    )  # fmt: skip
    return (Bullets((*said(writer, one), *corrected(writer, place))), table)
