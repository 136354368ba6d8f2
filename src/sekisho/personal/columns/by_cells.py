"""Tables without headings: what their columns hold, by their cells and by what stands beside
names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import (
    MOST,
    by_content,
    column,
    given_names,
    whole_names,
)
from sekisho.personal.columns.family_columns import given_beside
from sekisho.personal.columns.split_names import halved
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.writing import plain

_AGE = re.compile(r"(?:\d{1,2}|1[01]\d)[歳才]?")


def kinds_by_content(rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds of the columns of a table without headings, as far as the cells show them.

    Ages and numbers are not told apart without a heading.
    """
    width = max((len(row) for row in rows), default=0)
    kinds = [by_content(column(rows, index)) for index in range(width)]
    _readings(kinds, rows)
    _halves(kinds, rows)
    _relations(kinds, rows)
    _heads(kinds, rows)
    for at in given_beside(kinds, rows):
        kinds[at] = "member"
    return tuple(kinds)


def _readings(kinds: list[Kind], rows: Sequence[Sequence[str]]) -> None:
    """Of two columns of names one in kana alone is that of readings."""
    named = [at for at, kind in enumerate(kinds) if kind == "name"]
    cells = {at: [cell for cell in column(rows, at) if cell.strip()] for at in named}
    kana = [at for at in named if sum(map(signs.reading_like, cells[at])) > MOST * len(cells[at])]
    if len(kana) < len(named):
        for at in kana:
            kinds[at] = "reading"


def _halves(kinds: list[Kind], rows: Sequence[Sequence[str]]) -> None:
    """Where nobody is named whole, surname and given name in columns beside each other."""
    if PEOPLE & set(kinds):
        return
    for at in range(len(kinds) - 1):
        if kinds[at : at + 2] == ["other", "other"] and halved(rows, at):
            kinds[at : at + 2] = ["surname", "given"]
            return


def _relations(kinds: list[Kind], rows: Sequence[Sequence[str]]) -> None:
    """A column of nothing but what people are to a head is one of relations, beside it one of
    whole and given names is one of names, and one of numbers up to 110 is one of ages."""
    cells = [[plain(cell) for cell in column(rows, at) if cell.strip()] for at in range(len(kinds))]
    told = [at for at, filled in enumerate(cells) if _of_kin(kinds[at], filled)]
    if told and not PEOPLE & set(kinds):
        named = [at for at, filled in enumerate(cells) if kinds[at] == "other" and _named(filled)]
        heads = any(cell in signs.HEADS for at in told for cell in cells[at])
        if named and heads:
            kinds[named[0]] = "name"
    if not {"name", "given"} & set(kinds):
        return
    for at in told:
        kinds[at] = "relation"
    for at, filled in enumerate(cells):
        if "relation" in kinds and kinds[at] == "other" and len(filled) > 1:
            aged = all(_AGE.fullmatch(cell) for cell in filled)
            numbered = all(
                _AGE.fullmatch(cell) and cell == str(n) for n, cell in enumerate(filled, 1)
            )
            kinds[at] = "age" if aged and not numbered else "other"


def _of_kin(kind: Kind, filled: Sequence[str]) -> bool:
    return kind == "other" and len(filled) > 1 and all(map(signs.relation, filled))


def _named(filled: Sequence[str]) -> bool:
    """Whether most cells are names, whole or given ones."""
    both = zip(whole_names(filled), given_names(filled), strict=True)
    return len(filled) > 1 and sum(one or two for one, two in both) >= MOST * len(filled)


def _heads(kinds: list[Kind], rows: Sequence[Sequence[str]]) -> None:
    """Of two columns of names the one that names in each row whom the other names where the
    relation is that of a head: the head's."""
    named = [at for at, kind in enumerate(kinds) if kind == "name"]
    if len(named) != 2 or kinds.count("relation") != 1:
        return
    told = kinds.index("relation")
    heads = [row for row in rows if told < len(row) and plain(row[told]) in signs.HEADS]
    same = [row for row in heads if max(named) < len(row) and row[named[0]] == row[named[1]]]
    if heads and len(same) >= MOST * len(heads):
        kinds[min(named, key=lambda at: len(set(column(rows, at))))] = "head"
