"""What stands only in an inventory, on the internal page: a line a folder, and the account of the
inventory's rows, so that everybody sees what a total covers and can count it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sekisho.case.rest.facts import Inventory, Lot
from sekisho.case.tally import lots
from sekisho.report.model import Cell, Line, Paragraph, Span
from sekisho.report.writer import Writer


def rows(writer: Writer, verdict: str) -> Iterator[tuple[Cell, ...]]:
    """A line of the table of documents for each lot of a verdict."""
    for lot in lots(writer.case):
        if lot.verdict == verdict:
            yield (
                _names(writer, lot),
                _count(writer, lot, "persons"),
                _count(writer, lot, "households"),
                Cell(writer.reasons(lot.reasons)),
            )


def accounts(writer: Writer) -> Iterator[Paragraph]:
    """Of each inventory, where each of its rows is counted."""
    for one in writer.case.rest.inventories if writer.case.rest else ():
        yield Paragraph((Span(_account(writer, one)),), note=True)


def _account(writer: Writer, one: Inventory) -> str:
    words = writer.words
    numbers = {
        name: words.number(getattr(one, name))
        for name in ("rows", "summed", "told", "later", "older", "no_document")
    }
    first, last = (words.moment(when) if when else "–" for when in (one.first_seen, one.last_seen))
    return writer.text(
        "report.summed.account",
        path=one.evidence, sha256=one.sha256, first=first, last=last, **numbers,
    )  # fmt: skip


def _names(writer: Writer, lot: Lot) -> Cell:
    inside = writer.text("report.documents.inside", count=writer.words.number(lot.documents))
    classes = writer.text("report.list.comma").join(
        writer.text("report.summed.class", name=name, count=writer.words.number(count))
        for name, count in lot.classes.items()
        if name != "unknown"
    )
    where = (Span(" ".join(one for one in (lot.host, lot.zone) if one), "muted"),)
    lines: list[Line] = [(Span(lot.folder or "–", "code"),), where, (Span(inside, "strong"),)]
    said = writer.text("report.summed.classes", classes=classes) if classes else ""
    lines.append((Span(f"{writer.text('report.summed.from')}{said}", "muted"),))
    return Cell(tuple(lines), lot.folder)


def _count(writer: Writer, lot: Lot, of: Literal["persons", "households"]) -> Cell:
    bounds, unknown = getattr(lot, of), getattr(lot, f"{of}_unknown")
    if bounds is None:
        return Cell(((Span(writer.text("report.count.unknown"), "muted"),),), "-1")
    lines: list[Line] = [(Span(writer.words.counted(bounds, f"report.unit.{of}")),)]
    if unknown:
        left = writer.text("report.summed.unknown", count=writer.words.number(unknown))
        lines.append((Span(left, "muted"),))
    return Cell(tuple(lines), str(bounds.high))
