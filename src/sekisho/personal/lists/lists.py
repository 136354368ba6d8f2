"""The lists of a document: which rows belong together under which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from sekisho.personal import signs
from sekisho.personal.columns.by_cells import kinds_by_content
from sekisho.personal.columns.carried import with_readings, without_readings_below
from sekisho.personal.columns.columns import heads_marked, kind_of_heading, refined
from sekisho.personal.columns.completed import completed
from sekisho.personal.columns.headings import Headings, headings_at, is_heading_row, only_asks
from sekisho.personal.columns.headless import (
    asks_other,
    headed_by_words,
    in_grid,
    kinds_of_most,
    without_heading,
)
from sekisho.personal.columns.no_names import without_neighbours
from sekisho.personal.columns.split_names import with_given
from sekisho.personal.columns.spread import written_out
from sekisho.personal.forms.below_lists import form_at_end, form_below
from sekisho.personal.forms.card_labels import with_known_labels
from sekisho.personal.forms.forms import alternate, form_of, is_form_row, says_who
from sekisho.personal.forms.labelled_cells import parted
from sekisho.personal.forms.reached import with_reached
from sekisho.personal.forms.sections import apart
from sekisho.personal.forms.values_below import with_values_beside
from sekisho.personal.forms.whom import with_whom
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists.across import of_names
from sekisho.personal.lists.blocks import once
from sekisho.personal.lists.called import contacts_apart
from sekisho.personal.lists.faces import name_cards
from sekisho.personal.lists.families import people_in_brackets
from sekisho.personal.lists.folded import folded_headings, halves_below, is_cut, repeated, unfolded
from sekisho.personal.lists.homes import parted_by_gaps, with_homes
from sekisho.personal.lists.house_names import with_house_names
from sekisho.personal.lists.listing import FORM, Cells, Listing, TableRow, go_on, put_right
from sekisho.personal.lists.logs import without_staff
from sekisho.personal.lists.turned import turned
from sekisho.personal.writing import plain

_OWN_LABELS: frozenset[Kind] = frozenset(
    {"name", "reading", "address", "phone", "birth", "age", "sex", "mail"}
)
_Parts = Callable[
    [Sequence[str], Sequence[Kind], Sequence[Cells]],
    tuple[tuple[str, ...], tuple[Kind, ...], list[Cells]],
]
_TELLING: frozenset[Kind | None] = frozenset({"phone", "birth", "address"})
_LIST = 3
"""Rows that make a list without headings, at least."""
_TITLES = 3
"""Rows of a table that may hold its title, at most."""


def listings(rows: Iterable[TableRow]) -> Iterator[Listing]:
    """The lists of all tables in reading order; forms of label and value become lists as well.

    A table without headings that follows a list of the same width continues it (a list that goes
    on over the page).
    """
    last: Listing | None = None
    for (part, number), group in groupby(
        with_known_labels(list(rows)), key=lambda row: (row.part, row.table)
    ):
        table = list(group)
        above = " ".join([table[0].above, *_titles(table)])
        gaps = [at for at, row in enumerate(table) if row.gap and at]
        for found in _split(parted_by_gaps([row.cells for row in table], gaps), part, number, last):
            found.above = above
            if found.headed and found.layout[:1] != (FORM,):
                go_on(found, last, f"{part} {number}")
                last = found
            yield found


def _titles(table: Sequence[TableRow]) -> Iterator[str]:
    """What stands alone in the first rows of a table."""
    for row in table[:_TITLES]:
        texts = {cell for cell in row.cells if cell.strip()}
        if len(texts) == 1:
            yield texts.pop()


def _place(part: str | None, layout: Sequence[str]) -> str:
    """Pages of one printout share their numbers; sheets and slides count anew."""
    paged = part is not None and part.startswith("page ")
    return "\t".join(["" if paged else part or "", *layout])


def _split(
    table: Sequence[Cells], part: str | None, number: int, last: Listing | None
) -> Iterator[Listing]:
    """The lists within one table: each heading row begins one, unless it only repeats."""
    cut = with_reached(apart(with_values_beside(parted(with_whom(turned(table))))))
    if cut.family:
        for found in _pieced(cut.rows, cut.ends, part, number, last):
            found.card = f"card {part} {number}"
            yield found
    else:
        yield from _pieced(cut.rows, cut.ends, part, number, last)


def _pieced(
    table: Sequence[Cells],
    ends: AbstractSet[int],
    part: str | None,
    number: int,
    last: Listing | None,
) -> Iterator[Listing]:
    """The lists of a table without its sections. ``ends``: rows with which a section begins."""
    pieces = list(_pieces(table, ends))
    before = pieces.pop(0)[1] if pieces and pieces[0][0] is None else []
    listed = _reads_as_list(before)
    form = None if listed else _form(before, part, number, headed=bool(pieces))
    if form is None and before:
        yield from _headless(before, part, last)
    current: Listing | None = None
    begins = head = not listed and any(is_form_row(row) for row in before)
    card = f"card {part} {number}"
    for count, (headings, rows) in enumerate(pieces):
        if headings is None:  # a section of the form below one that held a list
            yield from _finished(current)
            if form is not None:
                yield form
            current, form = None, _form(rows, part, number, headed=True)
            begins = head = any(is_form_row(row) for row in rows)
            continue
        below = form_below if count + 1 < len(pieces) else form_at_end
        tail = below(headings.kinds, rows)
        body = unfolded(headings.under, rows[: len(rows) - len(tail)])
        if current is not None and current.layout == headings.layout and not begins:
            current.rows += body
        else:
            yield from _finished(current)
            current = _headed(headings, part, body)
        if begins:
            card = f"card {part} {number} {count}"
        if head and _one_household(current):  # of all lists below the head of a form
            current.card = card
        if form is not None:
            form.card = current.card
            current.family = _head_of(form) if current.card else ""
            yield form
        form = _form(tail, part, number, headed=True) if tail else None
        begins = bool(tail)
        head = head or begins
    yield from _finished(current)
    if form is not None:
        yield form


def _pieces(
    table: Sequence[Cells], ends: AbstractSet[int]
) -> Iterator[tuple[Headings | None, list[Cells]]]:
    """Headings with the rows below them, up to where a section ``ends``; rows without headings
    stand in pieces of their own."""
    wide = next((at for at, row in enumerate(table) if len({cell for cell in row if cell}) > 1), -1)
    headings: Headings | None = None
    rows: list[Cells] = []
    index = 0
    while index < len(table):
        if index in ends and headings is not None:
            yield headings, rows
            headings, rows = None, []
        below = table[index + 1] if index + 1 < len(table) else ()
        heads = is_heading_row(table[index], first=index == wide)
        if heads and not _is_labelled(below, table[index]) and not only_asks(table, index):
            if rows or headings is not None:
                yield headings, rows
            headings = folded_headings(table, index) or headings_at(table, index)
            rows = []
            index += headings.used
            continue
        rows.append(table[index])
        index += 1
    yield headings, rows


def _reads_as_list(rows: Sequence[Cells]) -> bool:
    """Whether rows without headings are a list, though some of their words (世帯主, 班長) may be
    labels: names in one column, in another one what tells of people, and no label of that."""
    wide = [row for row in rows if len({cell for cell in row if cell.strip()}) > 1]
    if len(wide) < _LIST or any(kind_of_heading(one) in _TELLING for row in wide for one in row):
        return False
    kinds = set(kinds_by_content(wide))
    return bool(PEOPLE & kinds) and bool(_TELLING & kinds)


def _is_labelled(cells: Cells, above: Cells) -> bool:
    """Whether a row has its own labels, so that the one above heads nothing."""
    if not is_form_row(cells) or halves_below(above, cells) or repeated(above, cells):
        return False
    if says_who(cells) and alternate(above):
        return True
    labels = {cell for cell in cells if kind_of_heading(cell) in _OWN_LABELS}
    return len(labels) >= min(2, len({cell for cell in cells if cell.strip()}))


def _form(rows: Sequence[Cells], part: str | None, number: int, *, headed: bool) -> Listing | None:
    """The rows of a form as a list. Without a list below it, half of its rows down to the last
    label must be labels."""
    labels = [at for at, row in enumerate(rows) if is_form_row(row)]
    if not labels:
        return None
    sure = any(says_who(rows[at]) for at in labels)
    if not headed and not sure and len(labels) < 2:
        return None
    wide = sum(len({cell for cell in row if cell.strip()}) > 1 for row in rows[: labels[-1] + 1])
    if not headed and not sure and len(labels) * 2 < wide:
        return None
    found = form_of(rows)
    if found is None:
        return None
    kinds, people = found
    return Listing((FORM, *kinds), f"form {part} {number} {rows[0]}", kinds, True, people)


def _head_of(form: Listing) -> str:
    """Whom a form names first."""
    named = [at for at, kind in enumerate(form.kinds) if kind in ("head", "name")]
    return next((row[at].strip() for row in form.rows for at in named if row[at].strip()), "")


def _one_household(found: Listing) -> bool:
    """Whether a list under the head of a card is a family: relations, and one head at most."""
    if "relation" not in found.kinds:
        return False
    column = found.kinds.index("relation")
    told = [plain(row[column]) for row in found.rows if column < len(row)]
    return sum(text in signs.HEADS for text in told) <= 1


def _headed(headings: Headings, part: str | None, rows: Sequence[Cells]) -> Listing:
    place = _place(part, headings.layout)
    width = len(headings.layout)
    headings, rows = once(headings, rows)
    told = with_given(headings.layout, headings.kinds, rows)
    kinds = tuple(kind or "other" for kind in told)
    found = Listing(headings.layout, place, kinds, True, list(rows), headings.groups)
    found.under = headings.under if len(headings.layout) == width else ()
    return found


def _finished(current: Listing | None) -> Iterator[Listing]:
    if current is not None and current.rows:
        if current.card is None:
            _numbered(current, with_house_names)
        current.rows = with_readings(current.kinds, written_out(current.kinds, current.rows))
        current.rows = of_names(current.layout, current.rows)
        kinds = refined(current.kinds, current.rows)
        kinds, current.rows = heads_marked(current.layout, kinds, current.rows)
        kinds = without_staff(current.layout, kinds, current.rows)
        kinds = without_neighbours(current.layout, kinds, current.rows)
        current.kinds = completed(current.layout, kinds, current.rows)
        if current.kinds != kinds:
            current.rows = written_out(current.kinds, current.rows)
        current.rows = without_readings_below(current.kinds, current.rows)
        if current.card is None:
            _numbered(current, with_homes)
        at, kind, others = people_in_brackets(current.layout, current.kinds, current.rows)
        if others:
            put_right(current, at, kind, others)
        for at, names in contacts_apart(current.layout, current.kinds, current.rows):
            put_right(current, at, "contact" if PEOPLE & set(current.kinds) else "name", names)
        yield current


def _numbered(current: Listing, part: _Parts) -> None:
    """Gives a list whose homes are parted by what stands in it the numbers of these."""
    before = len(current.kinds)
    current.layout, current.kinds, current.rows = part(current.layout, current.kinds, current.rows)
    if current.groups and len(current.kinds) > before:
        current.groups = (*current.groups, 0)


def _headless(rows: list[Cells], part: str | None, last: Listing | None) -> Iterator[Listing]:
    widths = {len(row) for row in rows}
    if last is not None and asks_other(last.kinds, rows[0]):
        last, rows = None, rows[1:]
    if last is not None and last.headed and widths == {len(last.layout) - len(last.under)}:
        cut = bool(last.rows) and is_cut(last.under, last.rows[-1])
        rows = unfolded(last.under, rows, cut=cut)
        yield replace(last, place=_place(part, last.layout), rows=written_out(last.kinds, rows))
        return
    cards = name_cards(rows)
    if cards:
        yield _unheaded(("name", "phone"), part, cards)
        return
    while rows and len({cell for cell in rows[0] if cell.strip()}) < 2:
        rows = rows[1:]  # its title
    if not rows:
        return
    grid = in_grid(rows)
    if grid:
        yield _unheaded(("name",), part, grid)
        return
    words = headed_by_words(rows)
    if words is not None:
        layout, kinds = words
        heads = Headings(tuple(map(plain, layout)), kinds, (0,) * len(layout), 1)
        heads, rows = once(heads, rows[1:])
        kinds = completed(heads.layout, [kind or "other" for kind in heads.kinds], rows)
        yield Listing(heads.layout, _place(part, layout), kinds, True, written_out(kinds, rows))
        return
    rows = list(without_heading(rows))
    kinds = kinds_of_most([row for row in rows if not signs.example(row)])
    if PEOPLE & set(kinds):
        yield _unheaded(tuple(kinds), part, written_out(kinds, rows))


def _unheaded(kinds: tuple[Kind, ...], part: str | None, rows: list[Cells]) -> Listing:
    return Listing(kinds, _place(part, kinds), kinds, False, rows)
