"""Cards one after the other, of labels and values: a label that is no known word, and has names
beside it on most cards (相続候補 | 木村 いろは), is one of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.completed import USER, names_below
from sekisho.personal.kinds import PEOPLE
from sekisho.personal.lists.listing import Cells, TableRow

_CARDS = 3
"""Cards that tell what a label means, at least."""
_LABELS = 2
"""Known labels of a card none of which is over people, at least."""
_NAME, _OTHER = "氏名", "の別"
"""Put behind labels over names, and behind other unknown ones so that they are no values."""


def with_known_labels(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, 氏名 put behind each such label. It stands on every card once, between a known
    label of one card and that of the next, so that no hamlet beside names in a list is taken for
    one."""
    marks = [(word, value) for word, value in _marks(rows) if not signs.relation(word)]
    often = Counter(word for word, _ in marks)
    known = [word for word, count in often.items() if count >= _CARDS and _known(word)]
    people = [word for word in known if _of_people(word)]
    if not known:
        return list(rows)
    leading = (people or known)[0]
    once = [
        word
        for word in often
        if often[word] == often[leading]
        and word != leading
        and any(map(str.isalpha, word))  # a number begins the list of each squad
        and _in_turn([one for one, _ in marks if one in (word, leading)])
    ]
    if not people and len({leading, *known} & {leading, *once}) < _LABELS:
        return list(rows)  # a word in a column of a list
    told = {word: _told(word, marks) for word in once if not _known(word)}
    if USER.search(leading) and any(kind_of_heading(word) in PEOPLE for word in once):
        told[leading] = _NAME  # who uses something is no staff beside whom they name
    elif not any(label.endswith(_NAME) for label in told.values()):
        return list(rows)
    return [replace(row, cells=tuple(told.get(cell, cell) for cell in row.cells)) for row in rows]


def _known(word: str) -> bool:
    return kind_of_heading(word) is not None


def _of_people(word: str) -> bool:
    return kind_of_heading(word) in PEOPLE or bool(USER.search(word))


def _told(word: str, marks: Sequence[tuple[str, str]]) -> str:
    """A label that says what stands beside it."""
    values = [value for one, value in marks if one == word and value.strip()]
    return word + (_NAME if names_below(word, values) else _OTHER)


def _marks(rows: Sequence[TableRow]) -> Iterator[tuple[str, str]]:
    """Each cell with what stands right of it, merged ones once."""
    for row in rows:
        cells: Cells = tuple(
            cell for at, cell in enumerate(row.cells) if at == 0 or cell != row.cells[at - 1]
        )
        for at, cell in enumerate(cells[:-1]):
            if cell.strip():
                yield cell, cells[at + 1]


def _in_turn(order: Sequence[str]) -> bool:
    """Whether two words stand in turn."""
    return all(one != two for one, two in pairwise(order))
