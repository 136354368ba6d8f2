"""The lists of a document: which rows belong together under which headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sekisho.personal import signs
from sekisho.personal.columns import (
    PEOPLE,
    Kind,
    completed,
    is_heading_row,
    kind_of_heading,
    kinds_by_content,
    kinds_by_heading,
    refined,
)
from sekisho.personal.writing import plain

Cells = tuple[str, ...]


@dataclass(frozen=True)
class TableRow:
    """One table row of a document: where it stands and its cells."""

    part: str | None
    table: int
    cells: Cells


@dataclass
class Listing:
    """Rows under one kind of headings.

    ``layout``: the headings as they stand; the same layout on several sheets or pages is one
    list. ``place``: within it the numbers of households are unique. ``headed``: whether headings
    were written, or the kinds were seen from the cells.
    """

    layout: tuple[str, ...]
    place: str
    kinds: tuple[Kind, ...]
    headed: bool
    rows: list[Cells] = field(default_factory=list)


def listings(rows: Iterable[TableRow]) -> Iterator[Listing]:
    """The lists of all tables in reading order; forms of label and value become lists as well.

    A table without headings that follows a list of the same width continues it (a list that goes
    on over the page).
    """
    last: Listing | None = None
    for (part, _), group in groupby(rows, key=lambda row: (row.part, row.table)):
        cells = [row.cells for row in group]
        form = as_form(cells)
        if form is not None:
            yield form
            continue
        for found in _split(cells, part, last):
            last = found
            yield found


def _place(part: str | None, layout: Sequence[str]) -> str:
    """Pages of one printout share their numbers; sheets and slides count anew."""
    paged = part is not None and part.startswith("page ")
    return "\t".join(["" if paged else part or "", *layout])


def _split(table: Sequence[Cells], part: str | None, last: Listing | None) -> Iterator[Listing]:
    """The lists within one table: each heading row begins one, unless it only repeats."""
    current: Listing | None = None
    before: list[Cells] = []
    index = 0
    wide = [at for at, cells in enumerate(table) if len({cell for cell in cells if cell}) > 1]
    while index < len(table):
        cells = table[index]
        if is_heading_row(cells, first=index in wide[:1]):
            heads, used = _headings(table, index)
            index += used
            layout = tuple(plain(head) for head in heads)
            if current is None or current.layout != layout:
                yield from _finished(current)
                kinds = tuple(kind or "other" for kind in kinds_by_heading(heads))
                current = Listing(layout, _place(part, layout), kinds, headed=True)
            continue
        (current.rows if current is not None else before).append(cells)
        index += 1
    if before:
        yield from _headless(before, part, last if current is None else None)
    yield from _finished(current)


def _finished(current: Listing | None) -> Iterator[Listing]:
    if current is not None and current.rows:
        kinds = refined(current.kinds, current.rows)
        current.kinds = completed(current.layout, kinds, current.rows)
        yield current


def _headings(table: Sequence[Cells], index: int) -> tuple[list[str], int]:
    """The headings at a row, joined with a second row of headings under merged ones."""
    first = list(table[index])
    if index + 1 < len(table):
        second = table[index + 1]
        merged = len({cell for cell in first if cell}) < len([cell for cell in first if cell])
        if merged and first != list(second) and is_heading_row(second):
            joined = [
                upper if upper == lower or not lower else f"{upper} {lower}" if upper else lower
                for upper, lower in zip(first, second, strict=False)
            ]
            return joined, 2
    return first, 1


def _headless(rows: list[Cells], part: str | None, last: Listing | None) -> Iterator[Listing]:
    widths = {len(row) for row in rows}
    if last is not None and last.headed and widths == {len(last.kinds)}:
        yield Listing(last.layout, _place(part, last.layout), last.kinds, headed=True, rows=rows)
        return
    kinds = kinds_by_content([row for row in rows if not signs.example(row)])
    if PEOPLE & set(kinds):
        yield Listing(tuple(kinds), _place(part, kinds), kinds, headed=False, rows=rows)


def as_form(table: Sequence[Cells]) -> Listing | None:
    """A table whose rows begin with labels, as a list with one row for each filled-in person.

    ``氏名 | 青木茂`` above ``住所 | …`` is a form; values in several columns are several people;
    a label of a name that comes again begins the next person.
    """
    if any(_labels_side_by_side(row) for row in table):
        return None
    pairs = [pair for cells in table for pair in _pairs(cells)]
    begins = [row for row in table if row and kind_of_heading(row[0])]
    labels = {kind for kind, _ in pairs}
    if len(begins) < 2 or len(begins) * 2 < len(table) or not labels & PEOPLE:
        return None
    people: list[list[dict[Kind, str]]] = []
    for kind, values in pairs:
        if kind in PEOPLE or not people:
            people.append([{} for _ in values])
        block = people[-1]
        for index, value in enumerate(values):
            if index < len(block):
                block[index].setdefault(kind, value)
    kinds: tuple[Kind, ...] = tuple(dict.fromkeys(kind for kind, _ in pairs))
    filled = [person for block in people for person in block if any(person.values())]
    rows = [tuple(person.get(kind, "") for kind in kinds) for person in filled]
    return Listing(("form", *kinds), f"form {table[0]}", kinds, headed=True, rows=rows)


def _labels_side_by_side(cells: Cells) -> bool:
    """Whether a row heads a list instead: labels next to each other, nothing between them."""
    kinds = [kind_of_heading(cell) for cell in cells]
    pairs = zip(
        zip(kinds, cells, strict=True), zip(kinds[1:], cells[1:], strict=True), strict=False
    )
    return any(one[0] and two[0] and one[1] != two[1] for one, two in pairs)


def _pairs(cells: Cells) -> Iterator[tuple[Kind, list[str]]]:
    """Label and values of one row of a form; a merged value counts once."""
    label: Kind | None = None
    values: list[str] = []
    before: str | None = None
    for cell in cells:
        kind = kind_of_heading(cell)
        if kind is not None:
            if label is not None and cell != before:
                yield label, values or [""]
                values = []
            label = kind
        elif label is not None and cell != before:
            values.append(cell)
        before = cell
    if label is not None:
        yield label, values or [""]
