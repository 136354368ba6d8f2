"""Lists whose people take two rows each, below headings in two rows: ふりがな under 氏名 and 電話
under 住所. Both rows become one, the columns of the second one right of the first."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import Headings, is_value
from sekisho.personal.writing import plain

Cells = tuple[str, ...]


def folded_headings(table: Sequence[Cells], index: int) -> Headings | None:
    """The headings at a row when the rows below them belong together two by two, else None.

    The second row of headings says something else under two headings at least, and the second
    row of data nothing new elsewhere (the number is merged over both, or blank).
    """
    if index + 3 >= len(table):
        return None
    first, second, upper, lower = table[index : index + 4]
    if len({len(row) for row in (first, second, upper, lower)}) > 1:
        return None
    under = tuple(at for at, cell in enumerate(second) if cell.strip() and cell != first[at])
    words = [second[at] for at in under]
    known = {kind_of_heading(word) for word in words} - {None}
    if len(known) < 2 or any(is_value(plain(word)) for word in words) or _merged(first, under):
        return None
    apart = [at for at in range(len(first)) if at not in under]
    if not any(upper[at].strip() for at in apart) or not _second_of(upper, lower, under):
        return None
    layout = (*first, *words)
    kinds = tuple(kind_of_heading(word) for word in layout)
    return Headings(tuple(map(plain, layout)), kinds, (0,) * len(layout), 2, under)


def _merged(first: Cells, under: Sequence[int]) -> bool:
    """Whether a heading above covers several columns, so that those below it only divide it."""
    filled = [first[at] for at in under]
    return not all(cell.strip() for cell in filled) or any(first.count(cell) > 1 for cell in filled)


def _second_of(row: Cells, below: Cells, under: Sequence[int]) -> bool:
    """Whether a row only says more of the one above it."""
    if len(row) != len(below) or not any(below[at].strip() for at in under if at < len(below)):
        return False
    return row != below and all(
        at in under or not cell.strip() or cell == row[at] for at, cell in enumerate(below)
    )


def unfolded(headings: Headings, rows: Sequence[Cells]) -> list[Cells]:
    """The rows with each second one right of its first one; as they are under other headings."""
    if not headings.under:
        return list(rows)
    found: list[Cells] = []
    above: Cells | None = None
    for row in rows:
        if above is not None and _second_of(above, row, headings.under):
            found[-1] = (*above, *(row[at] for at in headings.under))
            above = None
        else:
            found.append((*row, *[""] * len(headings.under)))
            above = row
    return found
