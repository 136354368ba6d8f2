"""The last rows of a list that are those of a form: the next card's head, or who hands it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.forms.forms import is_form_row, runs, says_who
from sekisho.personal.forms.named_values import named, names_somebody
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form

Cells = tuple[str, ...]
_WITH_FIGURES: frozenset[Kind | None] = frozenset({"age", "birth", "phone"})
_LABELS = 2
"""Labels in a row of a form below a list, at least."""


def form_below(kinds: Sequence[Kind | None], rows: Sequence[Cells]) -> list[Cells]:
    """The last rows of a list that are those of a form: the head of the next card. A word that
    comes again in a column of roles (名義人, 同居) is no label."""
    labels = [
        is_form_row(bare) and not _fits(kinds, row)
        for bare, row in zip(_without_roles(kinds, rows), rows, strict=True)
    ]
    start = len(rows)
    while start > 0 and (labels[start - 1] or len(set(rows[start - 1])) < 2):
        start -= 1
    return list(rows[start:]) if any(labels[start:]) else []


def form_at_end(kinds: Sequence[Kind | None], rows: Sequence[Cells]) -> list[Cells]:
    """The last rows of a table whose cells have two labels at least of their own, somebody named
    behind the first: who hands it in, below the list (届出人 | 青木 茂 | 電話 | …)."""
    start = len(rows)
    while start > 0 and _hands_in(rows[start - 1]) and not _fits(kinds, rows[start - 1]):
        start -= 1
    return list(rows[start:])


def _hands_in(cells: Cells) -> bool:
    distinct = [cell for cell in runs(cells) if cell.strip()]
    labels = [kind_of_heading(cell) is not None for cell in distinct]
    told = sum(labels) >= _LABELS and says_who(cells)
    if not (labels and labels[0] and (told or _lives(distinct[2:]))):
        return False
    return full_names([common_form(named(distinct[1]))])[0]  # none is 印　印


def _lives(values: Sequence[str]) -> bool:
    """Whether values without labels say where somebody lives and is called."""
    kinds = [(signs.address_like(one), signs.phone_like(one)) for one in values]
    return any(home for home, _ in kinds) and all(map(any, kinds))


def _fits(kinds: Sequence[Kind | None], row: Cells) -> bool:
    """Whether a row says what the headings of its list ask: somebody's name, and beside it what
    each filled column of relations, ages, births and telephones holds."""
    named, told = False, []
    for kind, cell in zip(kinds, row, strict=False):
        if kind in PEOPLE and cell.strip():
            named = named or names_somebody(cell)
        elif kind == "relation" and cell.strip():
            told.append(signs.relation(cell))
        elif kind in _WITH_FIGURES and cell.strip():
            told.append(any(map(str.isdigit, cell)))
    return named and bool(told) and all(told)


def _without_roles(kinds: Sequence[Kind | None], rows: Sequence[Cells]) -> list[Cells]:
    roles = {at for at, kind in enumerate(kinds) if kind in ("role", "relation", "title")}
    often = Counter((at, row[at]) for row in rows for at in roles if at < len(row))
    kin = {at for at, kind in enumerate(kinds) if kind == "relation"}
    return [
        tuple(
            "" if often[at, cell] > 1 or (at in kin and _brothers(cell)) else cell
            for at, cell in enumerate(row)
        )
        for row in rows
    ]


def _brothers(cell: str) -> bool:
    """Whether a cell says what somebody is in the words over brothers and sisters (姉妹)."""
    return signs.relation(cell) and kind_of_heading(cell) == "name"
