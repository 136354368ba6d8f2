"""Tables of which no list was made: their rows are read as lines, and whoever is named whole in
their cells counts in doubt, so that no list is passed over unseen; so does whoever a row of a form
names beside a label that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import whole_names
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.forms.named_values import named as named_in
from sekisho.personal.forms.sections import about_nobody
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.listing import Cells, Listing, TableRow
from sekisho.personal.lists.records import MEETING, Person
from sekisho.personal.writing import name_key, plain

_FEWEST = 3
"""Names of a table that make people of them, at least."""
_SHORTEST = 3
"""Characters of a name that may be no word."""
_ON_DUTY = re.compile(r"[日宿当]直|シフト|勤務|出勤")
_OF_WORK = frozenset({"staff", "department", "title", "extension"})
_NAMES: tuple[Kind, ...] = ("name",)
_LONGEST_NAME = 8
_OVERLOOKED = "overlooked"
"""What is the list of those whom rows of forms name beside no known label."""


def left_over(rows: Iterable[TableRow], listed: Iterable[Listing]) -> Iterator[list[TableRow]]:
    """The tables none of whose cells stand in a list, but for those about an office's people."""
    cells = {cell for one in listed for row in one.rows for cell in row if cell.strip()}
    for _, group in groupby(rows, key=lambda row: (row.part, row.table)):
        table = list(group)
        if len(table) > 1 and all(cells.isdisjoint(row.cells) for row in table):
            of_work = any(kind_of_heading(one) in _OF_WORK for row in table for one in row.cells)
            yield from () if of_work else (table,)


def as_lines(table: Sequence[TableRow]) -> list[str]:
    """The rows of a table as lines, each cell once."""
    return ["　".join(dict.fromkeys(cell for cell in row.cells if cell)) for row in table]


def named(table: Sequence[TableRow]) -> Listing | None:
    """The whole names in the cells of a table as a list without headings, when there are
    several."""
    cells = [cell.strip() for row in table for cell in dict.fromkeys(row.cells) if cell.strip()]
    long = [cell for cell in cells if len(plain(cell)) >= _SHORTEST and "\n" not in cell]
    known = zip(long, whole_names(long), strict=True)
    said = " ".join((table[0].above, *cells))
    if MEETING.search(said) or _ON_DUTY.search(said):
        return None
    found: list[Cells] = [(cell,) for cell, one in known if one and not signs.body(cell)]
    if len(found) < _FEWEST:
        return None
    listing = Listing(_NAMES, f"left over {table[0].part} {table[0].table}", _NAMES, headed=False)
    listing.rows = found
    return listing


def overlooked(
    rows: Iterable[TableRow], keys: AbstractSet[str], office: re.Pattern[str]
) -> Iterator[Person]:
    """Whom a row of a form names beside an address or telephone, though its label is not known
    (隣接地の同意 | 石黒 明 | 南台7番地): in doubt. ``keys``: who is told otherwise; ``office``:
    what marks an office's own row."""
    for row in rows:
        cells = list(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip()))
        label, rest = (cells or [""])[0], [cell for cell in cells[1:] if "\n" not in cell]
        names = [cell for cell in rest if _SHORTEST <= len(plain(cell)) <= _LONGEST_NAME]
        private = any(signs.phone_like(one) or signs.address_like(one) for one in rest)
        if not names or not private:
            continue
        if about_nobody(row.cells) or office.search(plain(label)) or signs.body(label):
            continue
        if any(kind_of_heading(one) in _OF_WORK for one in cells):
            continue
        for name, one in zip(names, whole_names(names), strict=True):
            key = name_key(named_in(name) or name)
            if one and key not in keys and not signs.body(name):
                yield Person(key, _OVERLOOKED, None, certain=False)
