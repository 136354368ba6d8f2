"""Lists whose people take two rows each, below headings in two rows: ふりがな under 氏名 and 電話
under 住所, or other columns altogether (番号, 児童氏名, 生年月日 above 保護者氏名, 住所, 電話).
Both rows become one, the columns of the second one right of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sekisho.personal.columns.column_cells import LOOKED_AT, by_content, column
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import Headings, is_value
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_SHOWN: frozenset[Kind | None] = frozenset({"name", "birth", "address", "phone"})
"""Headings whose cells show by themselves what they are."""
_TWO = 2
_CUT = re.compile(r"\s*[/／\n・]\s*")


def folded_headings(table: Sequence[Cells], index: int) -> Headings | None:
    """The headings at a row when the rows below them belong together two by two, else None.

    The second row of headings says something else under two headings at least, and the second
    row of data nothing new elsewhere (the number is merged over both, or blank), or all rows stand
    in such pairs; or the rows hold in turn what the one and the other row of headings ask.
    """
    if index + 2 >= len(table):
        return None
    table = _of_one_width(table, len(table[index]), index)
    halves = _halves(table[index])
    used = 1 if halves else 2
    halves = halves or halves_below(*table[index : index + 2])
    if index + used + 1 >= len(table):
        return None
    first, second = halves or _merged_halves(*table[index : index + 2])
    upper, lower = table[index + used : index + used + 2]
    if len({len(row) for row in (first, second, upper, lower)}) > 1:
        return None
    under = tuple(at for at, cell in enumerate(second) if cell.strip() and cell != first[at])
    words = [second[at] for at in under]
    known = {kind_of_heading(word) for word in words} - {None}
    values = any(is_value(plain(word)) for word in words)
    if values or not words or any(full_names([common_form(plain(word)) for word in words])):
        return None
    rows = table[index + used :]
    apart = [at for at in range(len(first)) if at not in under]
    if any(upper[at].strip() for at in apart) and not _merged(first, under):
        fits = _second_of(upper, lower, under) and (
            len(known) >= _TWO or _in_pairs(rows, under) or _in_turn(first, second, rows)
        )
    else:
        fits = bool(known) and _in_turn(first, second, rows)
    if not fits:
        return None
    layout = (*first, *words)
    kinds = tuple(kind_of_heading(word) for word in layout)
    return Headings(tuple(map(plain, layout)), kinds, (0,) * len(layout), used, under)


def _of_one_width(table: Sequence[Cells], width: int, index: int = 0) -> list[Cells]:
    """The rows from ``index`` on, those that lack their last cells made as wide as the headings."""
    return [
        *table[:index],
        *((*row, *[""] * (width - len(row))) if 1 < len(row) < width else row
          for row in table[index:]),
    ]  # fmt: skip


def _in_pairs(rows: Sequence[Cells], under: Sequence[int]) -> bool:
    """Whether the rows belong together two by two, and to no others, so that headings need not be
    known."""
    width = len(rows[0])
    rows = [row for row in rows if len(row) == width and len(set(row)) > 1][: 2 * LOOKED_AT]
    belongs = [_second_of(one, two, under) for one, two in pairwise(rows)]
    return len(belongs) > 1 and all(belongs[::2]) and not any(belongs[1::2])


def _in_turn(first: Cells, second: Cells, rows: Sequence[Cells]) -> bool:
    """Whether rows hold in turn what either row of headings asks, as far as cells show it."""
    rows = [row for row in rows if len(row) == len(first) and len(set(row)) > 1][: 2 * LOOKED_AT]
    right = [_shown(heads, rows[at::2]) for at, heads in enumerate((first, second))]
    wrong = [_shown(heads, rows[1 - at :: 2]) for at, heads in enumerate((first, second))]
    return all(right) and sum(right) > _TWO and sum(wrong) <= 1


def _shown(heads: Cells, rows: Sequence[Cells]) -> int:
    """Under how many headings the cells show what these ask."""
    kinds = [kind_of_heading(head) for head in heads]
    return sum(
        kind in _SHOWN and by_content(column(rows, at)) == kind for at, kind in enumerate(kinds)
    )


def _halves(row: Cells) -> tuple[Cells, Cells] | None:
    """A row of headings in which two at least say what stands in the first and in the second row
    below (ふりがな／氏名, 生年月日／住所), as two rows; None when it is no such row."""
    cut = _cut(row)
    return _laid(cut, row) if sum(map(bool, cut)) >= _TWO else None


def _cut(row: Cells) -> list[Cells]:
    """The two headings that each cell says, nothing for one that does not say two."""
    parts = [tuple(_CUT.split(cell.strip())) for cell in row]
    return [one if len(one) == _TWO and all(map(kind_of_heading, one)) else () for one in parts]


def _laid(cut: Sequence[Cells], others: Cells) -> tuple[Cells, Cells]:
    """Two rows of headings: those that were cut, the ``others`` in the upper one."""
    upper = tuple(two[0] if two else cell for two, cell in zip(cut, others, strict=True))
    return upper, tuple(two[1] if two else "" for two in cut)


def halves_below(first: Cells, second: Cells) -> tuple[Cells, Cells] | None:
    """The same where the second row of headings alone says it, below a word for who it is about
    (対象児 above 氏名／生年月日), and nothing new elsewhere; else None."""
    if len(first) != len(second):
        return None
    cut = _cut(second)
    new = [bool(low.strip()) and low != up for up, low in zip(first, second, strict=True)]
    return _laid(cut, first) if any(cut) and new == [*map(bool, cut)] else None


def repeated(first: Cells, second: Cells) -> bool:
    """Whether most of a row stands in the one above it as well: headings merged over both."""
    same = sum(bool(up.strip()) and up == low for up, low in zip(first, second, strict=False))
    return first != second and same * _TWO > len(second)


def _merged_halves(first: Cells, second: Cells) -> tuple[Cells, Cells]:
    """Two rows of headings, each heading that is merged over both and says what stands in the
    first and in the second row below (住所・目印) cut, where another one differs (氏名, 電話)."""
    if len(first) != len(second) or first == second:
        return first, second
    cut = [
        tuple(_CUT.split(up.strip())) if up == low else ()
        for up, low in zip(first, second, strict=True)
    ]
    pairs = [
        one if len(one) == _TWO and all(one) else both
        for one, both in zip(cut, zip(first, second, strict=True), strict=True)
    ]
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


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


def unfolded(under: Sequence[int], rows: Sequence[Cells], *, cut: bool = False) -> list[Cells]:
    """The rows with each second one right of its first one, the columns ``under`` alone; as they
    are without any. ``cut``: the first row is the second one of somebody on the page before."""
    if not under:
        return list(rows)
    found: list[Cells] = []
    above: Cells | None = None
    for at, row in enumerate(_of_one_width(rows, max(map(len, rows), default=0))):
        second = tuple(row[column] for column in under)
        if cut and at == 0:
            left = ("" if column in under else cell for column, cell in enumerate(row))
            found.append((*left, *second))
        elif above is not None and _second_of(above, row, under):
            found[-1] = (*above, *second)
            above = None
        else:
            found.append((*row, *[""] * len(under)))
            above = row
    return found


def is_cut(under: Sequence[int], last: Cells) -> bool:
    """Whether the last of some rows has nothing of its second row."""
    return bool(under) and not any(cell.strip() for cell in last[-len(under) :])
