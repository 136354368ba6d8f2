"""Rows that lean on their neighbours: marks of repetition (同上, 〃, ″) given what stands above,
readings in a row of their own put beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sekisho.personal import signs
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names, surnames
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_GIVEN: tuple[Sequence[Kind], ...] = (("given",), ("head",))
"""What stands right of a surname in a column of its own."""


def carried(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows with every mark of repetition replaced by the cell it repeats; a mark before a
    given name (〃 花子) by the surname above. A surname that is left out is the one above, too."""
    split = {"surname", "given"} <= set(kinds)
    if not split and not any(signs.ditto_begins(cell) for row in rows for cell in row):
        return list(rows)
    above: dict[int, str] = {}
    given = []
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            kind = kinds[at] if at < len(kinds) else "other"
            lacks = kind == "surname" and not cell.strip() and _has_given(kinds, row)
            cells.append(above.get(at, "") if lacks else _one(cell, kind, above.get(at, "")))
            if cells[-1].strip():
                above[at] = cells[-1]
        given.append(tuple(cells))
    return given


def _has_given(kinds: Sequence[Kind], row: Cells) -> bool:
    return any(kind == "given" and cell.strip() for kind, cell in zip(kinds, row, strict=False))


def with_readings(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows without those that hold nothing but the reading of the name below or above.

    A single such row is a person with a name in kana; it takes a third of the rows to be a habit.
    """
    columns = _of_name(kinds)
    if not columns or len(rows) < 2:
        return list(rows)
    kana = [
        signs.reading_like(" ".join(row[at] for at in columns if at < len(row))) for row in rows
    ]
    if sum(kana) * 3 < len(rows):
        return list(rows)
    joined: dict[int, Cells] = {}
    dropped: set[int] = set()
    for at, row in enumerate(rows):
        for other in (at + 1, at - 1) if kana[0] else (at - 1, at + 1):
            named = 0 <= other < len(rows) and not kana[other] and other not in joined
            if kana[at] and named and _one_person(row, rows[other], columns):
                joined[other] = _both(row, rows[other])
                dropped.add(at)
                break
    if len(dropped) * 3 < len(rows):
        return list(rows)
    return [joined.get(at, row) for at, row in enumerate(rows) if at not in dropped]


def without_readings_below(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows without the second lines of a column of names when most of its cells have one in
    kana below one that is not: a single such cell may name two people."""
    for at, kind in enumerate(kinds):
        if kind != "name":
            continue
        lines = [row[at].strip().split("\n") if at < len(row) else [] for row in rows]
        below = [len(two) == 2 and _read_below(*two) for two in lines]
        if sum(below) > 1 and sum(below) * 3 >= 2 * sum(any(one) for one in lines):
            rows = [
                (*row[:at], two[0], *row[at + 1 :]) if reading else row
                for row, two, reading in zip(rows, lines, below, strict=True)
            ]
    return list(rows)


def _read_below(name: str, reading: str) -> bool:
    return signs.reading_like(reading.strip("()（） ")) and not signs.kana(plain(name))


def _of_name(kinds: Sequence[Kind]) -> tuple[int, ...]:
    """The column of the first name of a row, or both that hold its halves."""
    at = next((at for at, kind in enumerate(kinds) if kind in PEOPLE), None)
    if at is None:
        return ()
    halves = kinds[at] == "surname" and tuple(kinds[at + 1 : at + 2]) in _GIVEN
    return (at, at + 1) if halves else (at,)


def _one_person(row: Cells, other: Cells, columns: Sequence[int]) -> bool:
    """Whether one of two rows says nothing but its name that the other does not say as well."""
    named = columns[-1] < len(other) and bool(other[columns[-1]].strip())
    return named and (_adds_nothing(row, other, columns) or _adds_nothing(other, row, columns))


def _adds_nothing(row: Cells, other: Cells, columns: Sequence[int]) -> bool:
    return all(
        not cell.strip() or at in columns or (at < len(other) and cell == other[at])
        for at, cell in enumerate(row)
    )


def _both(row: Cells, named: Cells) -> Cells:
    """The row of the name, what it leaves empty taken from that of the reading."""
    beside = [*row, *[""] * (len(named) - len(row))]
    return tuple(own if own.strip() else other for own, other in zip(named, beside, strict=False))


def _one(cell: str, kind: Kind, above: str) -> str:
    text = plain(cell)
    if signs.ditto(text):
        return above
    rest = signs.after_ditto(text) if kind in PEOPLE else None
    if rest is None or not above:
        return cell
    return f"{surname_of(plain(above))} {rest}"


def halves_among(words: AbstractSet[str], name: str) -> tuple[str, ...]:
    """Those of some words that are the surname or the given name of a whole name, written close."""
    if not any(name[:at] in words or name[at:] in words for at in range(1, len(name))):
        return ()
    surname = surname_of(name)
    halves = (surname, name[len(surname) :])
    return tuple(half for half in halves if half in words and half != name)


def surname_of(name: str) -> str:
    """The surname of a whole name: up to the blank, else up to where a known surname and a known
    given name meet, else the longest known surname it begins with."""
    first, blank, _ = name.partition(" ")
    if blank or len(name) < 2:
        return first
    heads = [name[:size] for size in range(1, min(len(name), 5))]
    whole = full_names([f"{head} {name[len(head) :]}" for head in heads])
    known = [head for head, both in zip(heads, whole, strict=True) if both]
    known = known or [head for head, one in zip(heads, surnames(heads), strict=True) if one]
    return known[-1] if known else name[:2]
