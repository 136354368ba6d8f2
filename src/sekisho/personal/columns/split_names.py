"""Surname and given name in columns of their own (姓｜名, 名字｜名前, 氏｜名), whatever heads the
second one, or one heading over both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.columns.column_cells import LOOKED_AT, column, given_names, whole_names
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import surnames
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_GIVEN = re.compile(r"^(お|下の)?(名|名前|なまえ|氏名)$|^(同居の?)?(家族|世帯員)(名|の?名前)?$")
"""What the column right of a surname may be called."""
_SURNAME_OF = re.compile(r"(.{2,8}?)の?[(]?(?:姓|氏|苗字|名字)[)]?")
_GIVEN_OF = re.compile(r"(.{2,8}?)の?[(]?名(?:前)?[)]?")
_SEVERAL = re.compile(r"[、,，・･/／\n 　]")
_BETWEEN: frozenset[Kind | None] = frozenset({"reading", "role", "head"})
"""What may stand between surname and given name: the reading of the surname."""
_SHORT = re.compile(rf"[{HAN}ぁ-ゖァ-ヺー]{{1,4}}|[A-Za-z]+")
_PART = 3
_WHOLE: frozenset[Kind | None] = frozenset({"name", "head"})


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
        if right < len(kinds) and _same_stem(layout[at], layout[right]):
            found[right] = "head" if kinds[right] == "head" else "given"
        elif right < len(kinds) and _GIVEN.search(plain(layout[right]).partition("(")[0].strip()):
            several = any(_SEVERAL.search(cell.strip()) for cell in column(rows, right))
            found[right] = "member" if several else "given"
    for at, kind in enumerate(kinds[:-1]):
        if kind in _WHOLE and layout[at + 1] in ("", layout[at]) and halved(rows, at):
            found[at : at + 2] = "surname", "head" if kind == "head" else "given"
    return tuple(found)


def _same_stem(left: str, right: str) -> bool:
    """Whether two headings name the halves of one person's name (世帯主姓｜世帯主名)."""
    one, two = _SURNAME_OF.fullmatch(plain(left)), _GIVEN_OF.fullmatch(plain(right))
    return bool(one and two and one[1] == two[1])


def halved(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column and the one right of it hold the halves of names: most are surnames left,
    short words right, many of them known as given names, and hardly any is a whole name."""
    pairs = [row[at : at + 2] for row in rows if row[at : at + 1] != row[at + 1 : at + 2]]
    pairs = [pair for pair in pairs if len(pair) > 1 and all(map(str.strip, pair))][:LOOKED_AT]
    if not pairs:
        return False
    left, right = (
        [common_form(plain(cell)) for cell in cells] for cells in zip(*pairs, strict=True)
    )
    whole = max(sum(whole_names(left)), sum(whole_names(right)))
    short = sum(bool(_SHORT.fullmatch(cell)) for cell in right)
    given = sum(given_names(right)) * _PART >= len(pairs)
    return given and whole * 2 < len(pairs) < 2 * min(sum(surnames(left)), short)
