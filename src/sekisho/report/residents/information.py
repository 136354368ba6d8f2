"""流出した可能性のある情報: kinds and numbers only."""

from __future__ import annotations

from collections import Counter
from pathlib import PureWindowsPath

from sekisho.case.facts import Count, Exposure
from sekisho.case.tally import lots, verdicts
from sekisho.report.model import Cell, Column, Paragraph, Section, Span, Table
from sekisho.report.people import people
from sekisho.report.scope import scope
from sekisho.report.summed import summed
from sekisho.report.writer import Writer, cell

VERDICTS = ("proven", "possible", "unknown", "excluded")
_KINDS = {
    "sheet": ("xlsx", "xls", "xlsm", "csv", "ods", "tsv"),
    "letter": ("docx", "doc", "rtf", "odt", "jtd", "txt"),
    "pdf": ("pdf",),
    "slides": ("pptx", "ppt", "odp"),
    "mail": ("eml", "msg", "mbox", "pst"),
    "picture": ("jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "heic"),
}


def information(writer: Writer) -> Section:
    """Documents by kind and verdict, and the persons and households in them."""
    title = writer.text("report.part.information")
    exposure = writer.case.exposure
    if not exposure:
        none = writer.text("report.documents.none", scope=scope(writer))
        return Section("information", title, (Paragraph((Span(none),)),))
    lead = writer.paragraph("report.public.verdicts")
    rest = tuple(Paragraph((Span(said),)) for said in summed(writer))
    return Section("information", title, (lead, _table(writer), *rest, _people(writer)))


def kind_of(one: Exposure) -> str:
    """The kind of a document, from its name's ending."""
    return _kind(PureWindowsPath(one.original_path or one.path or "").suffix.lower()[1:])


def _kind(ending: str) -> str:
    return next((kind for kind, endings in _KINDS.items() if ending in endings), "other")


def _table(writer: Writer) -> Table:
    count = Counter[tuple[str, str]]((kind_of(one), one.verdict) for one in writer.case.exposure)
    for lot in lots(writer.case):
        for ending, documents in lot.endings.items():
            count[_kind(ending), lot.verdict] += documents
    rows = [
        (cell(writer.text(f"report.document.{kind}")), *_counts(writer, count, kind))
        for kind in (*_KINDS, "other")
        if any(one == kind for one, _ in count)
    ]
    total = verdicts(writer.case)
    summed = tuple(_strong(writer, total[verdict]) for verdict in VERDICTS)
    rows.append((cell(writer.text("report.public.total"), "strong"), *summed))
    columns = (
        Column(writer.text("report.column.document_kind")),
        *(Column(writer.text(f"report.public.verdict.{one}"), "number") for one in VERDICTS),
    )
    as_of = writer.words.as_of(writer.case.now)
    caption = writer.text("report.public.documents", as_of=as_of)
    return Table(caption, columns, tuple(rows), sortable=False)


def _counts(writer: Writer, count: Counter[tuple[str, str]], kind: str) -> tuple[Cell, ...]:
    return tuple(writer.number(count[kind, verdict]) for verdict in VERDICTS)


def _strong(writer: Writer, number: int) -> Cell:
    return cell(writer.words.number(number), "strong", str(number))


def _people(writer: Writer) -> Table:
    """Persons and households: what is certain, what at most, and what could not be counted."""
    rows = tuple(_row(writer, of) for of in ("persons", "households"))
    as_of = writer.words.as_of(writer.case.now)
    caption = writer.text("report.people.caption", as_of=as_of)
    columns = (
        Column(writer.text("report.people.of")),
        Column(writer.text("report.people.low"), "number"),
        Column(writer.text("report.people.high"), "number"),
        Column(writer.text("report.people.uncounted"), "number"),
    )
    return Table(caption, columns, rows, sortable=False)


def _row(writer: Writer, of: str) -> tuple[Cell, ...]:
    bounds, open_ = people(writer.case, of)
    ends = (bounds.low, bounds.high) if bounds else (None, None)
    unit = f"report.unit.{of}"
    uncounted = writer.text("report.unit.documents", count=writer.words.number(open_))
    return (
        cell(writer.text(f"report.people.{of}")),
        *(cell(writer.count(None if end is None else Count(end, end), unit)) for end in ends),
        cell(uncounted),
    )
