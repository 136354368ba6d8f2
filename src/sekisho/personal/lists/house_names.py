"""Homes that a list parts by what it writes once for all who live there, the name of the house
(屋号) or the surname: blank below its first row, or merged down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_HOUSE = re.compile(r"^(屋号|家号|家名|屋敷名|門名|いえ|家)$")
_SET_IN = re.compile(r"[ \u3000]+[^ \u3000]")
_TOLD: frozenset[Kind] = frozenset({"household", "head", "member", "relation", "role"})
"""Columns that tell households themselves."""


def with_house_names(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> tuple[tuple[str, ...], tuple[Kind, ...], list[Cells]]:
    """The list with a column more, the number of the home, where the name of the house or a
    surname stands once for several people; as it is where it tells nothing. Rows as written,
    marks of repetition not yet replaced."""
    same = tuple(layout), tuple(kinds), list(rows)
    named = [at for at, kind in enumerate(kinds) if kind in PEOPLE and kind != "contact"]
    if not named or _TOLD & set(kinds):
        return same
    houses = [at for at, head in enumerate(layout) if _HOUSE.search(plain(head).replace(" ", ""))]
    numbered = [at for at, kind in enumerate(kinds) if kind == "number"]
    once = kinds[named[0]] == "surname" and "given" in kinds
    if houses and houses[0] not in named:
        numbers = _by_house(rows, houses[0], named)
    elif once and not _parts(rows, numbered):
        numbers = _by_surname(rows, named[0], kinds.index("given"))
    elif [kinds[at] for at in named] == ["name"] and not numbered:
        numbers = _by_given_names(rows, named[0])
    else:
        return same
    if numbers is None:
        return same
    width = len(kinds)
    wide = [
        (*(*row, *[""] * width)[:width], number) for row, number in zip(rows, numbers, strict=True)
    ]
    return (*layout, "世帯"), (*kinds, "household"), wide


def _parts(rows: Sequence[Cells], numbered: Sequence[int]) -> bool:
    """Whether a number of the row already stands for several people."""
    given = [row[at].strip() for at in numbered for row in rows if at < len(row)]
    filled = [one for one in given if one]
    return bool(filled) and (len(filled) < len(given) or len(set(filled)) < len(filled))


def _cell(row: Cells, at: int) -> str:
    return plain(row[at]) if at < len(row) else ""


def _by_house(rows: Sequence[Cells], house: int, named: Sequence[int]) -> list[str] | None:
    """The number of each row's home: a house's name begins one. None where all below it are not
    of one surname, or nobody stands below."""
    numbers: list[str] = []
    home, above, family, several = 0, "", "", False
    for row in rows:
        whom = _cell(row, named[0])
        if not any(_cell(row, at) for at in named):
            numbers.append("")
            continue
        word = _cell(row, house)
        if word and word != above and not signs.ditto(word):
            home, above, family = home + 1, word, surname_of(whom)
        elif not home or not _goes_on(whom, family):
            return None
        else:
            several = True
        numbers.append(str(home))
    return numbers if several else None


def _goes_on(name: str, family: str) -> bool:
    """Whether a name goes on with a family: nothing, a repetition, its surname."""
    return not name or signs.ditto_begins(name) or surname_of(name) == family


def _by_surname(rows: Sequence[Cells], surname: int, given: int) -> list[str] | None:
    """The number of each row's home: a surname begins one, blank below it. None where each row
    has its own."""
    numbers: list[str] = []
    home, several = 0, False
    for row in rows:
        if _cell(row, surname):
            home += 1
        elif home and _cell(row, given):
            several = True
        numbers.append(str(home) if home else "")
    return numbers if several else None


def _by_given_names(rows: Sequence[Cells], name: int) -> list[str] | None:
    """The number of each row's home: a surname with its given name begins one, given names alone
    below it, set in or behind a mark of repetition, go on. None where there are none of these, or
    names are written without blanks."""
    numbers: list[str] = []
    home, several = 0, False
    for row in rows:
        cell = row[name] if name < len(row) else ""
        text = plain(cell)
        below = (_SET_IN.match(cell) and " " not in text) or signs.ditto_begins(text)
        if signs.total(tuple(row)):
            numbers.append("")
            continue
        if text and not below:
            if " " not in text:
                return None
            home += 1
        elif text and home:
            several = True
        numbers.append(str(home) if home and text else "")
    return numbers if several else None
