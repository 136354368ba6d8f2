"""A paper before it becomes a file: sheets of lines and grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

Value = str | int | date


@dataclass(frozen=True)
class Cell:
    """One cell. ``shown`` is what the eye sees when ``value`` is a number or a date, ``shape`` the
    spreadsheet's number format for it; ``reading`` stands above the word where the format can."""

    value: Value = ""
    down: int = 1
    across: int = 1
    shown: str = ""
    shape: str = ""
    reading: str = ""

    @property
    def text(self) -> str:
        return self.shown or str(self.value)


@dataclass(frozen=True)
class Grid:
    """A ruled table. None is a place covered by a merged cell; ``gap`` names columns without
    rules, between two tables that stand side by side. ``widths`` are in full-width characters;
    ``tall`` rows leave room to write by hand."""

    rows: list[list[Cell | None]]
    head: int = 1
    widths: tuple[int, ...] = ()
    gap: frozenset[int] = frozenset()
    tall: bool = False

    def columns(self) -> int:
        return max(len(row) for row in self.rows)

    def width(self, column: int) -> int:
        """Of a column, in full-width characters: as given, else after its longest line."""
        if column < len(self.widths):
            return self.widths[column]
        texts = [row[column] for row in self.rows if column < len(row)]
        lines = [
            line for cell in texts if cell and cell.across == 1 for line in cell.text.split("\n")
        ]
        return max(2, min(24, max((_wide(line) for line in lines), default=2) + 1))


@dataclass(frozen=True)
class Line:
    """A paragraph; ``style`` is title, head, right or body."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Sheet:
    """A worksheet, or the pages up to a page break."""

    name: str
    blocks: list[Line | Grid]


@dataclass(frozen=True)
class Paper:
    """A document: ``name`` is its file name without ending, ``mail`` the heads of a mail."""

    name: str
    sheets: list[Sheet]
    landscape: bool = False
    mail: dict[str, str] = field(default_factory=dict)


def grid(
    rows: Iterable[Sequence[Cell | Value | None]],
    head: int = 1,
    widths: tuple[int, ...] = (),
    *,
    tall: bool = False,
) -> Grid:
    """A grid of plain values; places that merged cells cover are taken out (given as "")."""
    cells = [[each if isinstance(each, Cell) or each is None else Cell(each) for each in row]
             for row in rows]  # fmt: skip
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            if cell is not None and (cell.down > 1 or cell.across > 1):
                _cover(cells, y, x, cell)
    return Grid(cells, head, widths, tall=tall)


def _cover(cells: list[list[Cell | None]], y: int, x: int, cell: Cell) -> None:
    for row in range(y, y + cell.down):
        for column in range(x, x + cell.across):
            if (row, column) != (y, x):
                cells[row][column] = None


def beside(left: Grid, right: Grid) -> Grid:
    """Two grids side by side, an empty column between."""
    width = left.columns()
    rows: list[list[Cell | None]] = []
    for y in range(max(len(left.rows), len(right.rows))):
        first = left.rows[y] if y < len(left.rows) else [Cell()] * width
        second = right.rows[y] if y < len(right.rows) else [Cell()] * right.columns()
        rows.append([*first, Cell(), *second])
    widths = [left.width(x) for x in range(width)] + [1]
    widths += [right.width(x) for x in range(right.columns())]
    return Grid(rows, left.head, tuple(widths), frozenset({width}))


def plain_text(paper: Paper) -> str:
    """All text: a line a paragraph, a line a row with tabs between cells; a line break in a cell is
    a blank."""
    lines: list[str] = list(paper.mail.values())
    for sheet in paper.sheets:
        for block in sheet.blocks:
            if isinstance(block, Line):
                lines.append(block.text)
            else:
                lines += ["\t".join(_flat(cell) for cell in row) for row in block.rows]
    return "\n".join(lines)


def _flat(cell: Cell | None) -> str:
    return cell.text.replace("\n", " ") if cell else ""


def pages(paper: Paper) -> int:
    """A4 pages, 38 lines of 40 characters each; a sheet begins on a new one."""
    total = 0
    for sheet in paper.sheets:
        lines = 0
        for block in sheet.blocks:
            if isinstance(block, Line):
                lines += sum(1 + len(part) // 40 for part in block.text.split("\n"))
            else:
                lines += sum(_height(row) for row in block.rows)
        total += 1 + lines // 38
    return total


def _height(row: Sequence[Cell | None]) -> int:
    return max((1 + cell.text.count("\n") for cell in row if cell and cell.down == 1), default=1)


def _wide(text: str) -> int:
    """Length in full-width characters."""
    return (sum(1 if ord(sign) < 0x2E80 else 2 for sign in text) + 1) // 2


def without_gap(sheet: Grid) -> Grid:
    """The same without the empty column between two tables, where a format has no such thing."""
    if not sheet.gap:
        return sheet
    keep = [x for x in range(sheet.columns()) if x not in sheet.gap]
    rows = [[row[x] if x < len(row) else Cell() for x in keep] for row in sheet.rows]
    widths = tuple(sheet.width(x) for x in keep)
    return replace(sheet, rows=rows, widths=widths, gap=frozenset())
