"""資料：時刻の詳細: the times to the second, which the text tells to the minute."""

from __future__ import annotations

from datetime import timedelta

from sekisho.report.model import Cell, Section, Span, Table
from sekisho.report.writer import Writer, cell


def times(writer: Writer) -> Section | None:
    """Begin and end of each window and of the breaks within it; None without a window."""
    words, text = writer.words, writer.text
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(writer.case.windows, 1):
        of = text("report.times.of", number=number) if len(writer.case.windows) > 1 else ""
        ends = (
            ("start", one.start, one.start_uncertainty_s),
            ("end", one.end, one.end_uncertainty_s),
        )
        rows += [
            (
                cell(text(f"report.times.{name}", of=of)),
                cell(words.moment(moment, seconds=True)),
                cell(words.uncertainty(unsure)),
            )
            for name, moment, unsure in ends
        ]
        rows += [
            (
                cell(text("report.times.break", of=of, number=place)),
                cell(words.span(start, end, seconds=True)),
                cell(text("report.times.length", length=words.duration(end - start))),
            )
            for place, (start, end) in enumerate(one.interruptions, 1)
        ]
        rows.append(_whole(writer, of, one.end - one.start))
    if not rows:
        return None
    columns = writer.columns("about", "moment", "surely")
    as_of = words.as_of(writer.case.now)
    caption = text("report.times.caption", as_of=as_of)
    table = Table(caption, columns, tuple(rows), sortable=False)
    return Section("times", text("report.times.title"), (table, writer.note("report.times.note")))


def _whole(writer: Writer, of: str, length: timedelta) -> tuple[Cell, ...]:
    said = Cell(((Span(writer.words.duration(length)),),))
    return (cell(writer.text("report.times.whole", of=of)), said, cell(None))
