"""Was it the same as elsewhere: what speaks for it, what against, and why it cannot be known.

Nothing here decides that two attacks are one. A file's hash from elsewhere that is met says that
the same file was here; a place that was called says less, a subject hardly anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.case.council.facts import Compared
from sekisho.case.ready import Level
from sekisho.report.council.answer import Answer
from sekisho.report.council.mails import no_mail
from sekisho.report.model import Cell, Line, Span, Table
from sekisho.report.office.outbreak import specimens
from sekisho.report.writer import Writer, cell

FILES = frozenset({"sha256", "sha1", "md5"})
PLACES = frozenset({"domain", "url", "ip"})
SHOWN = 50
CITED = 8


def same(writer: Writer) -> Answer:
    """Whether it was the same as elsewhere."""
    found, facts = writer.case.outbreaks, writer.case.council
    if not found:
        return no_mail(writer)
    compared = facts.compared if facts else ()
    strength, head = _head(writer, compared)
    refs = [ref for one in compared if one.outcome == "met" for ref in one.evidence]
    sealed = bool(writer.case.sheet and writer.case.sheet.specimens)
    more = (*((_table(writer, compared),) if compared else ()),
            *(specimens(writer) if sealed else ()))  # fmt: skip
    return Answer(
        said=tuple(_said(writer, compared)),
        rests=(writer.cite(refs, CITED),),
        cannot=tuple(_cannot(writer, compared)),
        more=more,
        head=head,
        level=strength,
        would=() if strength is Level.FULL else tuple(_would(writer, compared)),
    )


def _head(writer: Writer, compared: Sequence[Compared]) -> tuple[Level, Line]:
    """The strongest thing that may be said."""
    met = [one for one in compared if one.outcome == "met"]
    files, places = (sum(one.kind in kinds for one in met) for kinds in (FILES, PLACES))
    if files:
        return Level.FULL, writer.line("council.same.head.file", count=files)
    if places:
        return Level.PARTLY, writer.line("council.same.head.place", count=places)
    if met:
        return Level.PARTLY, writer.line("council.same.head.alike", count=len(met))
    searched = sum(one.outcome == "not_met" for one in compared)
    if searched:
        return Level.PARTLY, writer.line("council.same.head.not_met", count=searched)
    return Level.NONE, writer.line("council.same.head.unknown")


def _said(writer: Writer, compared: Sequence[Compared]) -> Iterator[Line]:
    """How many indicators came and what became of them, in numbers that add up."""
    if not compared:
        return
    outcomes = [one.outcome for one in compared]
    numbers = {name: outcomes.count(name) for name in ("met", "not_met", "not_searched")}
    yield writer.line("council.same.counted", all=len(compared), **numbers)
    stopped = sum(one.kept_out for one in compared)
    if stopped:
        yield writer.line("council.same.kept_out", count=stopped)


def _cannot(writer: Writer, compared: Sequence[Compared]) -> Iterator[Line]:
    """What keeps it open, each with its reason."""
    case = writer.case
    hashes = {digest for one in case.outbreaks for digest in one.hashes}
    if not compared:
        yield writer.line("council.same.no_list")
    elif not any(one.kind in FILES for one in compared):
        yield writer.line("council.same.no_hash")
    unsearched = sum(one.outcome == "not_searched" for one in compared)
    if unsearched:
        yield writer.line("council.same.not_searched", count=unsearched)
    if len(hashes) > 1:
        yield writer.line("council.same.many_hashes", count=writer.words.number(len(hashes)))
    elif not hashes:
        yield writer.line("council.same.no_file")
    sent = case.sheet.specimens if case.sheet else ()
    if not any(one.to for one in sent):
        yield writer.line("council.same.not_sent")
    for name in dict.fromkeys(one.to for one in sent if one.to and not one.answer):
        yield writer.line("council.same.no_answer", to=name)


def _would(writer: Writer, compared: Sequence[Compared]) -> Iterator[Line]:
    """What a person can still do: these are no settings of a log."""
    if not any(one.kind in FILES for one in compared):
        yield writer.line("council.same.would.list")
    sent = writer.case.sheet.specimens if writer.case.sheet else ()
    if not any(one.to for one in sent):
        yield writer.line("council.same.would.specimen")


def _table(writer: Writer, compared: Sequence[Compared]) -> Table:
    """Each indicator with its outcome, what was met first."""
    order = ("met", "not_met", "not_searched")
    ordered = sorted(compared, key=lambda one: order.index(one.outcome))
    rows = tuple(
        (
            cell(one.given, "code"),
            cell(writer.text(f"lookback.kind.{one.kind}")),
            cell(writer.text(f"council.same.outcome.{one.outcome}")),
            writer.number(one.hosts) if one.outcome == "met" else cell("–", "muted"),
            Cell((writer.cite(one.evidence, 3),)),
        )
        for one in ordered[:SHOWN]
    )
    columns = writer.columns("indicator", "indicator_kind", "compared", "met_by", "exhibits")
    more = len(compared) - SHOWN
    caption = writer.text("council.same.table")
    if more > 0:
        rows += ((Cell(((Span(writer.text("report.more", count=more), "muted"),),)),
                  *(cell(None),) * 4),)  # fmt: skip
    return Table(caption, columns, rows)
