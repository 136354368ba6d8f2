"""Rows of a list that only say which home the people below live in: its address, the name of the
house (屋号), its number, or its head, written over all columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import is_heading_row
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_HOME = re.compile(
    r"^[■□◆◇●○・※【\[<〈《( ]*(?:屋号|家名|家号|世帯(?:主|番号|No\.?|コード)|"
    r"第?\d+世帯|住所|世帯\d+|〒\d{3})"
    r"|^[^ ]{1,6}(?:家|宅|方)[】\]>〉》)]?$"
)
_MOST = 10
"""People of a home, at most."""
_HALF = 2


def with_homes(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> tuple[tuple[str, ...], tuple[Kind, ...], list[Cells]]:
    """The list with a column more, the number of the home, where such rows part its people.

    Not where the list numbers its households itself, nor where what stands between looks like
    quarters (many people below one, several heads, few of one surname).
    """
    found = [] if "household" in kinds or not PEOPLE & set(kinds) else _numbered(kinds, rows)
    if not found:
        return tuple(layout), tuple(kinds), list(rows)
    return (*layout, "世帯"), (*kinds, "household"), found


def _numbered(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows with the number of their home; none when nothing parts them."""
    marks = [_home(row) for row in rows]
    if sum(mark is not None for mark in marks) < _HALF:
        return []
    homes: list[list[Cells]] = []
    found: list[Cells] = []
    for row, mark in zip(rows, marks, strict=True):
        if mark is not None:
            homes.append([])
            continue
        if homes and _somebody(row, kinds):
            homes[-1].append(row)
        elif not homes and _somebody(row, kinds):
            return []
        width = len(kinds)
        found.append((*(*row, *[""] * width)[:width], str(len(homes)) if homes else ""))
    if not all(_may_be_home(home, kinds) for home in homes):
        return []
    if sum(len(home) > 1 for home in homes) and not _families(homes, kinds):
        return []
    return found


def parted_by_gaps(rows: Sequence[Cells], gaps: Sequence[int]) -> list[Cells]:
    """The rows of a table with a column more, the number of the home, where empty rows (``gaps``:
    what stands below them) part families: all between two of them have one surname, the next ones
    another, and neither numbers nor relations tell it. Else the rows as they are."""
    head = next((at for at, row in enumerate(rows) if is_heading_row(row)), None)
    if head is None or not any(at > head for at in gaps):
        return list(rows)
    kinds = [kind_of_heading(cell) for cell in rows[head]]
    named = [at for at, kind in enumerate(kinds) if kind in PEOPLE]
    width = len(kinds)
    if len(named) != 1 or {"relation", "household", "number"} & set(kinds):
        return list(rows)
    if any(len(row) > width for row in rows):
        return list(rows)
    wide = [(*row, *[""] * (width - len(row))) for row in rows]
    cuts = [head + 1, *(at for at in gaps if at > head + 1), len(wide)]
    homes = [wide[first:last] for first, last in pairwise(cuts)]
    families = [{surname_of(plain(row[named[0]])) for row in home} for home in homes]
    several = any(len(home) > 1 for home in homes)
    if not several or any(len(names) != 1 or "" in names for names in families):
        return list(rows)
    if any(one == two for one, two in pairwise(families)):
        return list(rows)
    numbered = [(*row, str(at)) for at, home in enumerate(homes, 1) for row in home]
    return [*((*row, "") for row in wide[:head]), (*wide[head], "世帯番号"), *numbered]


def _home(row: Cells) -> str | None:
    """What a row says of a home, when it says nothing else: merged over the row, or alone in it."""
    texts = list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
    if len(texts) != 1 or len(row) < _HALF:
        return None
    text = plain(texts[0])
    if signs.total(row) or signs.example(row):
        return None
    merged = sum(bool(cell.strip()) for cell in row) > 1 or row[0].strip()
    if not merged:
        return None
    if _HOME.search(text) or (signs.address_like(text) and not signs.section(text)):
        return text
    return None


def _somebody(row: Cells, kinds: Sequence[Kind]) -> bool:
    return any(cell.strip() and kind in PEOPLE for cell, kind in zip(row, kinds, strict=False))


def _may_be_home(home: Sequence[Cells], kinds: Sequence[Kind]) -> bool:
    """Whether rows may be the people of one home: a few, one head among them at most."""
    told = [at for at, kind in enumerate(kinds) if kind in ("relation", "role")]
    heads = sum(any(plain(row[at]) in signs.HEADS for at in told if at < len(row)) for row in home)
    return len(home) <= _MOST and heads <= 1


def _families(homes: Sequence[Sequence[Cells]], kinds: Sequence[Kind]) -> bool:
    """Whether relations are told, or most homes of several people have one surname in common."""
    if "relation" in kinds:
        return True
    column = next(at for at, kind in enumerate(kinds) if kind in PEOPLE)
    several = [home for home in homes if len(home) > 1]
    alike = 0
    for home in several:
        firsts = [surname_of(plain(row[column])) for row in home if column < len(row)]
        alike += max(map(firsts.count, firsts), default=0) > 1
    return alike * _HALF >= len(several)
