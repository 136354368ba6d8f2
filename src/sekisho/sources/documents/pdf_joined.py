"""Tables that go on over the end of a page, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sekisho.sources.documents.pdf_cells import CellText
from sekisho.sources.documents.pdf_ruled import PageContent, Ruled
from sekisho.sources.documents.rows import Row, paragraph, table
from sekisho.sources.documents.sheet_tables import begins_table

_PAGE_NUMBER = re.compile(r"[-－―ー\s]*(?:p\.?\s*)?\d+(?:\s*[/／]\s*\d+)?[-－―ー\s]*(?:頁|ページ)?")


@dataclass
class _Open:
    """A table that reaches the end of its page; ``over``: the page numbers seen below it."""

    part: str
    number: int
    table: Ruled
    rows: list[list[str]]


class Joining:
    """Takes the pages of a document in order and gives their rows in reading order."""

    def __init__(self) -> None:
        self._open: _Open | None = None

    def page(self, part: str, content: PageContent) -> Iterator[Row]:
        """The rows of one page, and of a table that ended before it."""
        lines, tables = list(content.lines), list(content.tables)
        first = tables[0] if tables else None
        above = [line for line in lines if first is not None and line.box[1] < first.box[1]]
        if first is None or not self._goes_on(first, [line.text for line in above]):
            yield from self.end()
        number = 0
        for each in tables:
            while lines and lines[0].box[1] < each.box[1]:
                yield paragraph(part, lines.pop(0).text)
            if each is first and self._open is not None:
                _append(self._open, each)
                continue
            yield from self.end()
            number += 1
            self._open = _Open(part, number, each, each.rows)
        if [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]:
            yield from self.end()
        for line in lines:
            yield paragraph(part, line.text)

    def other(self) -> Iterator[Row]:
        """Called for a page that has no content of this kind: nothing goes on over it."""
        yield from self.end()

    def end(self) -> Iterator[Row]:
        """The rows of the table that is open."""
        if self._open is not None:
            yield from table(self._open.part, self._open.number, self._open.rows)
            self._open = None

    def _goes_on(self, first: Ruled, above: list[str]) -> bool:
        if self._open is None or any(not _PAGE_NUMBER.fullmatch(line) for line in above):
            return False
        if not self._open.table.fits(first):
            return False
        return first.rows[0] == self._open.rows[0] or not begins_table(
            first.rows[0], self._open.rows
        )


def _append(held: _Open, following: Ruled) -> None:
    """Adds the rows of the next page: without a repeated heading, a broken row joined to its
    beginning, and merged boxes that were cut by the page end filled again."""
    start = 1 if following.rows[0] == held.rows[0] and len(following.rows) > 1 else 0
    grid, last = following.grid[start:], held.table.grid[-1]
    _fill(held, following, start)
    rows = following.rows[start:]
    if grid and _continues(last, grid[0]):
        held.rows[-1] = [
            before.text + cell.text if cell.lines else before.text
            for before, cell in zip(last, grid[0], strict=True)
        ]
        rows = rows[1:]
    held.rows += rows
    held.table = following


def _continues(last: list[CellText], first: list[CellText]) -> bool:
    """Whether a row is the rest of one that the page end cut: every text goes on from there."""
    filled = [(before, cell) for before, cell in zip(last, first, strict=True) if cell.lines]
    return bool(filled) and all(before.goes_on_in(cell) for before, cell in filled)


def _fill(held: _Open, following: Ruled, start: int) -> None:
    last_spans, last = held.table.spans[-1], held.table.grid[-1]
    for column, above in enumerate(last):
        top = following.grid[start][column] if start < len(following.grid) else None
        if top is None or top.text or last_spans[column] < 2:
            continue
        box = CellText(above.text, top.box)
        for row in following.grid[start:]:
            if row[column] is top:
                row[column] = box
