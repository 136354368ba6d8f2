"""Forms drawn as tables in which a name stands below its label: in the next row or the one after
it, under the label or under the place right of it, a note or the reading between.

The value is put right of its label, so that everything behind sees labels with values beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import is_heading_row
from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import full_names, judged
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_LABELS = frozenset({"name", "head", "contact"})
_NOTE = re.compile(r"[(\[].{0,20}[)\]]|(?:ふりがな|フリガナ|カナ)?[:]?[ぁ-ゖァ-ヺー ]*")
"""What may stand between a label and its value: a note in brackets, the reading, nothing."""
_READ = re.compile(r"(?:ふりがな|フリガナ) ?[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー ]{3,}")
"""A reading with its label in one cell: no heading."""
_REACH = 2


def with_values_beside(table: Sequence[Cells]) -> list[Cells]:
    """The rows, each name that stands below its label moved to the cell right of it; as they are
    where no label lacks its value."""
    rows = [list(row) for row in table]
    for at, row in enumerate(table[:-1]):
        read = any(_READ.fullmatch(plain(cell)) for cell in row)
        if not read and is_heading_row(row, first=at == 0):
            continue
        for column, cell in enumerate(row):
            if kind_of_heading(cell) in _LABELS and _lacks_value(row, column):
                place = _below(rows, at, column)
                if place is not None and column + 1 < len(row):
                    if _reads(rows[at][column + 1 : column + 3]):
                        rows[at][column + 2] = ""
                    rows[at][column + 1] = rows[place[0]][place[1]]
                    rows[place[0]][place[1]] = ""
    return [tuple(row) for row in rows]


def _reads(cells: Sequence[str]) -> bool:
    """Whether the cells are the label of a reading and the reading."""
    return (
        len(cells) == 2 and kind_of_heading(cells[0]) == "reading" and signs.reading_like(cells[1])
    )


def _lacks_value(row: Cells, column: int) -> bool:
    """Whether the cell right of a label holds nothing but a note or a reading."""
    right = row[column + 1] if column + 1 < len(row) else ""
    return right != row[column] and bool(_NOTE.fullmatch(plain(right)))


def _below(rows: Sequence[Sequence[str]], at: int, column: int) -> tuple[int, int] | None:
    """Where the name stands: under the place right of the label while nothing stands under the
    label itself, or under the label with nothing but a note between, and alone in its row."""
    for below in range(at + 1, min(len(rows), at + 1 + _REACH)):
        row = rows[below]
        own, right = (row[n] if n < len(row) else "" for n in (column, column + 1))
        if own.strip() in ("", rows[at][column].strip()) and _names(right):
            return below, column + 1
        if sum(bool(cell.strip()) for cell in row) == 1 and _names(own):
            return below, column
        if not _NOTE.fullmatch(plain(own)):
            return None
    return None


def _names(cell: str) -> bool:
    text = common_form(plain(together(cell)))
    if not text or kind_of_heading(cell) is not None or signs.sample_name(text):
        return False
    return full_names([text])[0] or (judged([text]).likely[0] and " " in text)
