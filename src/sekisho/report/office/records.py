"""記録の範囲: what was seen, what was silent, what could not be read, how clocks went."""

from __future__ import annotations

from sekisho.report.coverage_picture import coverage_picture
from sekisho.report.model import Block, Cell, Line, Picture, Section, Span, Table
from sekisho.report.writer import Writer, cell

NAMED = 8
"""So many hosts or files are named in one cell; the rest is counted."""


def records(writer: Writer) -> Section:
    """Picture, sources, gaps and silent computers."""
    blocks: list[Block] = [writer.note("report.records.note")]
    drawing = coverage_picture(writer)
    if drawing is not None:
        title = writer.text("report.heat.title")
        blocks.append(Picture(title, writer.text("report.heat.description"), drawing))
    blocks += [_sources(writer), _gaps(writer), _silent(writer)]
    return Section("records", writer.text("report.records.title"), tuple(blocks))


def _some(writer: Writer, names: tuple[str, ...]) -> tuple[Line, ...]:
    lines: list[Line] = [(Span(name),) for name in names[:NAMED]]
    if len(names) > NAMED:
        lines.append((Span(writer.text("report.more", count=len(names) - NAMED), "muted"),))
    return tuple(lines) or ((Span("–"),),)


def _joined(writer: Writer, names: tuple[str, ...]) -> Line:
    """The same on one line."""
    said: Line = (Span(writer.text("report.list.comma").join(names[:NAMED]) or "–"),)
    if len(names) <= NAMED:
        return said
    return (*said, Span(writer.text("report.more", count=len(names) - NAMED), "muted"))


def _source(writer: Writer, source: str) -> Cell:
    """The kind of record in words, and below it the name an expert looks for."""
    return Cell(((Span(writer.kind(source)),), (Span(source, "code"),)), source)


def _sources(writer: Writer) -> Table:
    rows = tuple(
        (
            _source(writer, one.source),
            Cell(_some(writer, one.evidence)),
            Cell((_joined(writer, one.hosts),), str(len(one.hosts))),
            writer.period(one.start, one.end),
            writer.number(one.events),
            writer.number(one.unread),
            writer.number(one.undated),
        )
        for one in writer.case.coverage.sources
    )
    names = ("source", "evidence", "hosts", "span", "events", "unread", "undated")
    columns = writer.columns(*names)
    return Table(
        writer.text("report.sources.caption"), columns, rows, writer.line("report.scope.none")
    )


def _gaps(writer: Writer) -> Table:
    rows = tuple(
        (
            _source(writer, one.source),
            cell(one.host),
            writer.moment(one.start),
            writer.moment(one.end),
            cell(
                writer.words.duration(one.end - one.start),
                key=str((one.end - one.start).total_seconds()),
            ),
            Cell(((writer.coded(one.reason, {}),),)),
        )
        for one in writer.case.coverage.gaps
    )
    names = ("source", "host", "start", "end", "length", "reasons")
    columns = writer.columns(*names)
    empty = writer.line("report.gaps.none")
    return Table(writer.text("report.gaps.caption"), columns, rows, empty)


def _silent(writer: Writer) -> Table:
    rows = tuple(
        (cell(one.host), Cell((writer.cite(one.known_from),)))
        for one in writer.case.coverage.silent_hosts
    )
    columns = writer.columns("host", "known_from")
    empty = writer.line("report.silent.none")
    return Table(writer.text("report.silent.caption"), columns, rows, empty)


def unread(writer: Writer) -> Section:
    """Evidence that was not read, wholly or in part."""
    rows = tuple(
        (
            cell(one.path, "code"),
            Cell((writer.reason(one.reason),)),
            writer.number(one.pieces) if one.pieces is not None else cell(None, key="0"),
            cell(
                None
                if one.first_position is None
                else writer.text(
                    "report.unread.first", position=one.first_position, unit=one.unit or ""
                ),
                key=str(one.first_position or 0),
            ),
        )
        for one in writer.case.unread
    )
    names = ("evidence", "reasons", "pieces", "first_place")
    columns = writer.columns(*names)
    table = Table(
        writer.text("report.unread.caption"), columns, rows, writer.line("report.unread.none")
    )
    return Section("unread", writer.text("report.unread.title"), (table,))


def clocks(writer: Writer) -> Section:
    """The offset of each source's clock, with its uncertainty; alike ones share a row."""
    groups: dict[tuple[str, float, float, tuple[Line, ...]], list[str]] = {}
    for one in writer.case.clocks:
        key = (one.source, one.offset_s, one.uncertainty_s, writer.reasons(one.reasons))
        groups.setdefault(key, []).extend([one.host] if one.host else [])
    rows = tuple(
        (
            _source(writer, source),
            Cell((_joined(writer, tuple(hosts)),)),
            cell(writer.words.offset(offset), key=str(offset)),
            cell(writer.words.uncertainty(unsure), key=str(unsure)),
            Cell(reasons),
        )
        for (source, offset, unsure, reasons), hosts in groups.items()
    )
    names = ("source", "host", "offset", "uncertainty", "reasons")
    columns = writer.columns(*names)
    table = Table(
        writer.text("report.clocks.caption"), columns, rows, writer.line("report.clocks.none")
    )
    note = writer.note("report.clocks.note")
    return Section("clocks", writer.text("report.clocks.title"), (note, table))
