"""Cells that say *as above* (同上, 〃, ″), given what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import surnames
from sekisho.personal.writing import plain

Cells = tuple[str, ...]


def carried(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows with every mark of repetition replaced by the cell it repeats; a mark before a
    given name (〃 花子) by the surname above."""
    if not any(signs.ditto_begins(cell) for row in rows for cell in row):
        return list(rows)
    above: dict[int, str] = {}
    given = []
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            kind = kinds[at] if at < len(kinds) else "other"
            cells.append(_one(cell, kind, above.get(at, "")))
            if cells[-1].strip():
                above[at] = cells[-1]
        given.append(tuple(cells))
    return given


def _one(cell: str, kind: Kind, above: str) -> str:
    text = plain(cell)
    if signs.ditto(text):
        return above
    rest = signs.after_ditto(text) if kind in PEOPLE else None
    if rest is None or not above:
        return cell
    return f"{surname_of(plain(above))} {rest}"


def surname_of(name: str) -> str:
    """The surname of a whole name: up to the blank, else the longest known one it begins with."""
    first, blank, _ = name.partition(" ")
    if blank:
        return first
    heads = [name[:size] for size in range(1, min(len(name), 5))]
    known = [head for head, is_one in zip(heads, surnames(heads), strict=True) if is_one]
    return known[-1] if known else name[:2]
