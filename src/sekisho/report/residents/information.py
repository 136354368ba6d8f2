"""流出した可能性のある情報, and 被害の状況および影響: kinds and numbers only."""

from __future__ import annotations

from collections import Counter
from pathlib import PureWindowsPath

from sekisho.case.facts import Count, Exposure
from sekisho.report.model import Block, Bullets, Cell, Column, Line, Paragraph, Section, Span, Table
from sekisho.report.people import people
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell

VERDICTS = ("proven", "possible", "unknown", "excluded")
_KINDS = {
    "sheet": (".xlsx", ".xls", ".xlsm", ".csv", ".ods", ".tsv"),
    "letter": (".docx", ".doc", ".rtf", ".odt", ".jtd", ".txt"),
    "pdf": (".pdf",),
    "slides": (".pptx", ".ppt", ".odp"),
    "mail": (".eml", ".msg", ".mbox", ".pst"),
    "picture": (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".heic"),
}


def information(writer: Writer) -> Section:
    """Documents by kind and verdict, and the persons and households in them."""
    title = writer.text("report.public.information")
    exposure = writer.case.exposure
    if not exposure:
        none = writer.text("report.documents.none", scope=scope(writer))
        return Section("information", title, (Paragraph((Span(none),)),))
    lead = writer.paragraph("report.public.verdicts")
    return Section("information", title, (lead, _table(writer), _people(writer)))


def kind_of(one: Exposure) -> str:
    """The kind of a document, from its name's ending."""
    ending = PureWindowsPath(one.original_path or one.path or "").suffix.lower()
    return next((kind for kind, endings in _KINDS.items() if ending in endings), "other")


def _table(writer: Writer) -> Table:
    count = Counter[tuple[str, str]]((kind_of(one), one.verdict) for one in writer.case.exposure)
    rows = [
        (cell(writer.text(f"report.document.{kind}")), *_counts(writer, count, kind))
        for kind in (*_KINDS, "other")
        if any(one == kind for one, _ in count)
    ]
    total = Counter[str](one.verdict for one in writer.case.exposure)
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


def _people(writer: Writer) -> Block:
    as_of = writer.words.as_of(writer.case.now)
    lines: list[Line] = []
    for of in ("persons", "households"):
        bounds, open_ = people(writer.case, of)
        lines.append(_bounds(writer, of, bounds))
        if open_ and bounds is not None:
            count = writer.words.number(open_)
            lines.append(writer.line(f"report.public.{of}_uncounted", count=count, as_of=as_of))
    return Bullets(tuple(lines))


def _bounds(writer: Writer, of: str, count: Count | None) -> Line:
    as_of = writer.words.as_of(writer.case.now)
    if count is None:
        return writer.line(f"report.public.{of}_unknown", as_of=as_of)
    unit = f"report.unit.{of}"
    low = writer.text(unit, count=writer.words.number(count.low))
    high = writer.text(unit, count=writer.words.number(count.high))
    return writer.line(f"report.public.{of}", low=low, high=high, as_of=as_of)


def damage(writer: Writer) -> Section:
    """What only the town can know is 未定; what the records cannot show is said."""
    as_of = writer.words.as_of(writer.case.now)
    blocks: tuple[Block, ...] = (
        writer.paragraph("report.public.damage_unknown", as_of=as_of),
        Bullets(
            (
                writer.undecided("report.public.damage_reports", as_of=as_of),
                writer.undecided("report.public.police"),
                writer.undecided("report.public.voices", as_of=as_of),
            )
        ),
    )
    return Section("damage", writer.text("report.public.damage", as_of=as_of), blocks)
