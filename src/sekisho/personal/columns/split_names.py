"""Surname and given name in columns of their own (姓｜名, 名字｜名前, 氏｜名), whatever heads the
second one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.columns.column_cells import column
from sekisho.personal.kinds import Kind
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_GIVEN = re.compile(r"^(お|下の)?(名|名前|なまえ|氏名)$|^(同居の?)?(家族|世帯員)(名|の?名前)?$")
"""What the column right of a surname may be called."""
_SEVERAL = re.compile(r"[、,，・･/／\n 　]")
_BETWEEN: frozenset[Kind | None] = frozenset({"reading", "role", "head"})
"""What may stand between surname and given name: the reading of the surname."""


def with_given(
    layout: Sequence[str], kinds: Sequence[Kind | None], rows: Sequence[Cells]
) -> tuple[Kind | None, ...]:
    """The kinds, the column right of a surname as one of given names where its heading says so and
    no cell of it names several people: these are a family, each row a home."""
    found = list(kinds)
    for at, kind in enumerate(kinds):
        if kind != "surname" or "given" in found[at:]:
            continue
        right = at + 2 if at + 1 < len(kinds) and kinds[at + 1] in _BETWEEN else at + 1
        if right < len(kinds) and _GIVEN.search(plain(layout[right]).partition("(")[0].strip()):
            several = any(_SEVERAL.search(cell.strip()) for cell in column(rows, right))
            found[right] = "member" if several else "given"
    return tuple(found)
