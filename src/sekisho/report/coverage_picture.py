"""The coverage picture: sources × time, gaps hatched, silent computers as rows of their own."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sekisho.case.facts import Gap
from sekisho.events.time import JAPAN
from sekisho.report.axis import LEFT, RIGHT
from sekisho.report.drawing import Drawing, Label, Rect, Rule, Shape, fitted
from sekisho.report.writer import Writer

COLUMNS = 72
ROWS = 40
"""Rows beyond this are counted under the picture."""
_BINS_H = (1, 2, 3, 6, 12, 24, 48, 168, 720, 8760, 87600)
_LEFT = LEFT + 90
ROW = 20.0


@dataclass(frozen=True)
class _Grid:
    """Columns of equal length from ``start``."""

    start: datetime
    bin: timedelta
    columns: int

    def column(self, moment: datetime) -> int:
        return math.floor((moment - self.start) / self.bin)

    def x(self, column: float) -> float:
        width = (RIGHT - _LEFT) / self.columns
        return round(_LEFT + width * min(max(column, 0.0), float(self.columns)), 1)

    def exact(self, moment: datetime) -> float:
        return (moment - self.start) / self.bin


def coverage_picture(writer: Writer) -> Drawing | None:
    """The picture, or None when no source has dated records."""
    hours = writer.case.coverage.hours
    if not hours:
        return None
    grid = _grid(min(one.start for one in hours), max(one.start for one in hours))
    cells: dict[tuple[str, str | None], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in hours:
        cells[one.source, one.host][grid.column(one.start)] += one.events
    silent = [one.host for one in writer.case.coverage.silent_hosts]
    painter = _Painter(writer, grid)
    ordered = sorted(cells, key=lambda key: (key[0], key[1] or ""))
    for source, host in ordered[:ROWS]:
        painter.source(source, host, cells[source, host])
    room = max(ROWS - len(ordered), 5)
    for host in silent[:room]:
        painter.silent(host)
    left_out = max(len(ordered) - ROWS, 0) + max(len(silent) - room, 0)
    return painter.finished(left_out)


def _grid(first: datetime, last: datetime) -> _Grid:
    hours = (last - first) / timedelta(hours=1) + 1
    size = next(one for one in _BINS_H if hours / one <= COLUMNS or one == _BINS_H[-1])
    local = first.astimezone(JAPAN).replace(minute=0, second=0, microsecond=0)
    whole = local.replace(hour=local.hour // size * size if size < 24 else 0)
    length = timedelta(hours=size)
    return _Grid(whole, length, math.floor((last - whole) / length) + 1)


class _Painter:
    """Draws row below row."""

    def __init__(self, writer: Writer, grid: _Grid) -> None:
        self.writer = writer
        self.grid = grid
        self.y = 52.0
        self.shapes: list[Shape] = []

    def source(self, source: str, host: str | None, counts: dict[int, int]) -> None:
        """One source (of one computer): a cell a column, fuller the more it wrote."""
        text = f"{self.writer.kind(source)} {host}" if host else self.writer.kind(source)
        self._label(text, f"{source} {host or ''}".strip())
        most = max(counts.values(), default=1)
        for column in range(self.grid.columns):
            if count := counts.get(column, 0):
                self._cell(column, count, most)
        for gap in self.writer.case.coverage.gaps:
            if gap.source == source and gap.host in (None, host):
                self._gap(gap)
        self.y += ROW

    def silent(self, host: str) -> None:
        """A computer that should have written and did not."""
        self._label(self.writer.text("report.heat.silent", host=host), host)
        self.shapes.append(Rect(_LEFT, self.y + 2, RIGHT - _LEFT, ROW - 6, "gap", host))
        self.y += ROW

    def _label(self, text: str, title: str) -> None:
        room = _LEFT - 10
        self.shapes.append(Label(0, self.y + 14, fitted(text, 13, room), 13))
        self.shapes.append(
            Rect(_LEFT, self.y + 1, RIGHT - _LEFT, ROW - 3, "paper", title, outlined=True)
        )

    def _cell(self, column: int, count: int, most: int) -> None:
        # Height and shade both grow with the logarithm: 10 and 10,000 stay apart in grey print.
        part = math.log1p(count) / math.log1p(most)
        level = min(int(part * 4) + 1, 4)
        height = (ROW - 4) * (0.25 + 0.25 * (level - 1))
        since = self.grid.start + self.grid.bin * column
        title = f"{self.writer.words.stamp(since)}  {self.writer.words.number(count)}"
        left, right = self.grid.x(column), self.grid.x(column + 1)
        top = self.y + ROW - 2.5 - height
        tone = f"heat{level}"
        width = round(max(right - left - 0.6, 0.6), 1)
        self.shapes.append(Rect(left, round(top, 1), width, round(height, 1), tone, title))  # type: ignore[arg-type]

    def _gap(self, gap: Gap) -> None:
        left, right = self.grid.x(self.grid.exact(gap.start)), self.grid.x(self.grid.exact(gap.end))
        if right > left or _LEFT < left < RIGHT:
            title = self.writer.words.span(gap.start, gap.end, seconds=True)
            width = round(max(right - left, 2.0), 1)
            self.shapes.append(Rect(left, self.y + 2, width, ROW - 6, "gap", title))

    def finished(self, left_out: int) -> Drawing:
        """Axis, window and key."""
        shapes = [*self._axis(), *self.shapes, *self._windows()]
        self.y += 26
        shapes += self._key(left_out)
        return Drawing(self.y, tuple(shapes))

    def _axis(self) -> list[Shape]:
        shapes: list[Shape] = []
        each = max(math.ceil(self.grid.columns / 9), 1)
        daily = self.grid.bin >= timedelta(days=1)
        for column in range(0, self.grid.columns, each):
            moment = (self.grid.start + self.grid.bin * column).astimezone(JAPAN)
            day = f"{moment.month}/{moment.day}"
            text = day if daily else f"{day} {moment.hour}:00"
            x = self.grid.x(column)
            shapes.append(Label(x, 44, text, 12, "start", "muted"))
            shapes.append(Rule(x, 48, x, self.y, "faint"))
        words = self.writer.words
        last = self.grid.start + self.grid.bin * self.grid.columns
        span = f"{words.day_of(self.grid.start)} – {words.day_of(last)}"
        title = self.writer.text("report.heat.bin", span=span, bin=words.duration(self.grid.bin))
        return [Label(0, 18, title, 14, strong=True), *shapes]

    def _windows(self) -> list[Shape]:
        shapes: list[Shape] = []
        for window in self.writer.case.windows:
            left = self.grid.x(self.grid.exact(window.start))
            right = self.grid.x(self.grid.exact(window.end))
            title = self.writer.words.span(window.start, window.end, seconds=True)
            width = round(max(right - left, 3.0), 1)
            shapes.append(Rect(left, 48, width, 4, "window", title))
            shapes.append(Rect(left, self.y, width, 4, "window", title))
            shapes.extend(
                Rule(x, 48, x, self.y + 4, "window", dashed=True) for x in (left, left + width)
            )
        return shapes

    def _key(self, left_out: int) -> list[Shape]:
        x, shapes = 0.0, list[Shape]()
        for tone, name in (
            ("heat1", "few"),
            ("heat4", "many"),
            ("gap", "gap"),
            ("window", "window"),
        ):
            height = 5 if tone in ("heat1", "window") else 14
            shapes.append(Rect(x, self.y - height, 22, height, tone))  # type: ignore[arg-type]
            shapes.append(Label(x + 28, self.y, self.writer.text(f"report.heat.{name}"), 13))
            x += 230
        self.y += 14
        if left_out:
            text = self.writer.text("report.heat.left_out", count=left_out)
            shapes.append(Label(0, self.y + 8, text, 13, tone="muted"))
            self.y += 22
        return shapes
