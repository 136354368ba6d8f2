"""A list of a document: rows under one kind of headings, and the table rows it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sekisho.personal.kinds import Kind
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_MERGED = 3
"""Columns of a note beside a label, at least; of two both may be said of somebody."""
FORM = "form"
"""What the layout of a form's people begins with."""


@dataclass(frozen=True)
class TableRow:
    """One table row of a document: where it stands, its cells, the line above its table, and
    whether empty rows lie between it and the row above."""

    part: str | None
    table: int
    cells: Cells
    above: str = ""
    gap: bool = False


@dataclass
class Listing:
    """Rows under one kind of headings.

    ``layout``: the headings as they stand; the same layout on several sheets or pages is one
    list. ``place``: within it the numbers of households are unique. ``headed``: whether headings
    were written, or the kinds were seen from the cells. ``groups``: columns under one merged
    heading have one number, others 0. ``card``: key of the household when the whole list is one;
    ``family``: who heads it by the form above the list; ``above``: the line above its table and
    the titles in it; ``under``: the columns of the table whose second row of each person stands
    right of the first.
    """

    layout: tuple[str, ...]
    place: str
    kinds: tuple[Kind, ...]
    headed: bool
    rows: list[Cells] = field(default_factory=list)
    groups: tuple[int, ...] = ()
    card: str | None = None
    family: str = ""
    above: str = ""
    under: tuple[int, ...] = ()


def label_with_note(cells: Sequence[str]) -> bool:
    """Whether a row is a label and what stands beside it, merged over all columns right of it: a
    field of the form below a list (内容 | 家賃を滞納。 | 家賃を滞納。 | …)."""
    label, *rest = cells or ("",)
    while rest and rest[0] == label:
        rest = rest[1:]
    return (
        bool(label.strip()) and len(rest) >= _MERGED and len({*rest}) == 1 and bool(rest[0].strip())
    )


def put_right(found: Listing, at: int, kind: Kind, cells: Sequence[str]) -> None:
    """Gives a list a column more, at its right end, under the heading of another one."""
    found.layout = (*found.layout, found.layout[at])
    width = len(found.kinds)
    found.kinds = (*found.kinds, kind)
    found.groups = (*found.groups, 0) if found.groups else ()
    found.rows = [
        (*(*row, *[""] * width)[:width], cell) for row, cell in zip(found.rows, cells, strict=True)
    ]


def go_on(found: Listing, last: Listing | None, where: str) -> None:
    """A list whose numbers of households go on from the sheet or slide before shares its place;
    one that counts anew in a table of its own (each squad) has a place of its own."""
    if last is None or last.layout != found.layout:
        return
    kind: Kind = "household" if "household" in found.kinds else "number"
    if kind not in found.kinds:
        return
    column = found.kinds.index(kind)
    before, after = (_numbers(one.rows, column) for one in (last, found))
    if not before or not after:
        return
    if kind == "household" and after[0] >= before[-1] > 1:
        found.place = last.place
    elif after[0] == 1 and (kind == "household" or before[-1] > 1):
        found.place += f"\t{where}"


def _numbers(rows: Sequence[Cells], column: int) -> list[int]:
    texts = [plain(row[column]) for row in rows if column < len(row)]
    return [int(text) for text in texts if text.isascii() and text.isdigit()]
