"""One row of a list: the people it names and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists.cells import (
    ASIDE,
    RELATION_BEFORE,
    TITLES,
    apart,
    named_only,
    names_of,
)
from sekisho.personal.lists.listing import Cells, Listing, label_with_note
from sekisho.personal.lists.no_person import no_person
from sekisho.personal.names.known import full_names, judged, surnames
from sekisho.personal.writing import common_form, plain

_BESIDE: frozenset[Kind] = frozenset({"age", "birth", "relation", "reading", "phone", "sex"})
"""Columns that may stand beside each member in a row that holds a whole household."""
_APPLICANT = re.compile(r"保護者|受給者|申請者|申込者|届出人|請求者|代表者|養育者")
"""Headings over who applies or receives for somebody else."""
_GIVEN_TOO = frozenset("空有")
_BY_GIVEN_NAME: frozenset[Kind] = frozenset({"member", "given"})
_A_FIRM = re.compile(r"\([株有合資名社福医農]\)")
"""A firm by the sign in brackets before or behind its name."""
_OF_FIRM = re.compile(r"(?:代表)?取締役|代表社員|代表理事|支配人 ")
"""A post in a firm before the name of who signs for it."""
_WIDE = 3
"""Columns that a cell runs over, at least; a name in kana and its reading are two."""
_TWO = 2
_LONG = 4
"""Characters of a surname, at most."""


@dataclass
class Draft:
    """A name in a cell, with what stands beside it; ``kind`` is the kind of its column. ``own``:
    only what belongs to this name tells about its holder, not the rest of the row."""

    name: str
    kind: Kind
    values: dict[Kind, str] = field(default_factory=dict)
    certain: bool = True
    own: bool = False


@dataclass
class Row:
    """The people of a row and its other cells by kind."""

    drafts: list[Draft]
    cells: dict[Kind, str]


def example(listing: Listing, cells: Cells) -> bool:
    """Whether a row shows how to fill in the list. Circles alone (○○) are marks in a column of
    something else, no names left out."""
    return signs.example(
        tuple(
            "" if (kind == "other" and signs.marks(cell)) or kind == "department" else cell
            for kind, cell in zip(listing.kinds, cells, strict=False)
        )
    )


def is_data(listing: Listing, cells: Cells) -> bool:
    """Not an example, a total, the name of a section, or a note that runs over the row."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or example(listing, cells) or signs.total(cells) or _of_another(listing, cells):
        return False
    if label_with_note(cells):
        return _surely_names(filled[0]) or judged([common_form(plain(filled[0]))]).given[0]
    if len(set(filled)) > 1:
        return True
    columns = [index for index, cell in enumerate(cells) if cell.strip()]
    kinds = {listing.kinds[index] for index in columns if index < len(listing.kinds)}
    alone = kinds <= PEOPLE and len(columns) == 1
    if not alone or len(listing.kinds) == 1 or kinds == {"member"}:
        return alone
    return _surely_names(filled[0])


def _surely_names(text: str) -> bool:
    """Whether what stands alone in a row is somebody's name: a known one, one that begins with a
    surname, or with a number before it one that looks like a name."""
    name = plain(ASIDE.sub("", named_only(signs.unnumbered(text))))
    if signs.section(name) or signs.ROLE_BEFORE.match(name):
        return False
    latin = signs.foreign(name) and name.isascii()  # in kana it may be a reading
    known = latin or full_names([common_form(name)])[0] or _with_number(text)
    if signs.unnumbered(text) != text and judged([common_form(name)]).likely[0]:
        return True
    first = surnames([common_form(name).partition(" ")[0]])[0]
    return known or (first and bool(signs.NAME_WITH_BLANK.fullmatch(name)))


def _with_number(cell: str) -> bool:
    """Whether a cell is a name with its holder's telephone in brackets."""
    return named_only(cell) != cell


def _of_another(listing: Listing, cells: Cells) -> bool:
    """Whether a row is that of another table drawn below, or the headings again."""
    beyond = sum(bool(cell.strip()) for cell in cells[len(listing.kinds) :])
    return beyond > 1 or (listing.headed and tuple(map(plain, cells)) == listing.layout)


def row_of(listing: Listing, cells: Cells) -> Row:
    """The people of a row, each with what stands beside the name, and the rest of the row."""
    row = Row([], {})
    cells = _without_notes(listing.kinds, cells)
    surname = ""
    several = _beside(listing)
    groups = listing.groups or (0,) * len(listing.kinds)
    subject = _subject(listing.kinds, groups) or None
    owned = {groups[at] for at, kind in enumerate(listing.kinds) if kind in PEOPLE} - {
        subject or 0,
        0,
    }
    latest: list[Draft] = []
    told_after = _after_applicant(listing)
    many = listing.kinds.count("member") > 1
    for at, (kind, group, cell) in enumerate(zip(listing.kinds, groups, cells, strict=False)):
        text = cell.strip()
        if kind == "surname":
            surname = text
        elif kind in PEOPLE:
            half = kind == "given" or (
                kind == "head" and listing.kinds[at - 1 : at] == ("surname",)
            )
            whole = _whole(surname, text) if half else text
            surname = "" if half and kind == "head" else surname
            if kind == "member" and not many:
                whole = apart(whole, next((surname_of(one.name) for one in row.drafts), ""))
            latest = list(_drafts(kind, whole, one=many or kind in ("given", "contact")))
            for draft in latest:
                draft.own = group in owned or kind == "contact"
            row.drafts += latest
        elif (
            text
            and latest
            and (
                group in owned or (kind in several and group != subject) or (at, kind) in told_after
            )
        ):
            if len(latest) == 1:
                latest[0].values.setdefault(kind, text)
        elif text:
            _put(row.cells, kind, text)
    _with_surname(row, surname, listing.kinds)
    return row


def _with_surname(row: Row, surname: str, kinds: Sequence[Kind]) -> None:
    """Puts a surname in a column of its own (姓｜家族) before the members of its row; where neither
    they nor given names have a column, it is a name itself."""
    if surname and "member" in kinds:
        for draft in row.drafts:
            if draft.kind == "member" and not plain(draft.name).startswith(plain(surname)):
                draft.name = f"{surname} {draft.name}"
    elif surname and "given" not in kinds:
        row.drafts += _drafts("name", surname, one=True)


def _whole(surname: str, given: str) -> str:
    """A name in two columns; a whole one that stands in the first alone (foreign ones have no
    surname), or is merged over both. A word over both is none."""
    if given and given != surname:
        return f"{surname} {given}".strip()
    return surname if signs.foreign(surname) or full_names([common_form(surname)])[0] else ""


def _without_notes(kinds: Sequence[Kind], cells: Cells) -> Cells:
    """A row without cells that are merged over columns of several kinds: they hold a question or
    a note, no name."""
    if len(set(cells)) > len(cells) - _WIDE + 1:
        return cells  # nothing stands there so often
    noted = set()
    for cell, run in groupby(zip(cells, kinds, strict=False), key=itemgetter(0)):
        below = [kind for _, kind in run]
        if len(below) >= _WIDE and not (PEOPLE | {"other"}).issuperset(below):
            noted.add(cell)
    return tuple("" if cell in noted else cell for cell in cells)


def _put(cells: dict[Kind, str], kind: Kind, text: str) -> None:
    """Town, number and building in columns of their own are one address."""
    if kind == "address" and kind in cells and text not in cells[kind]:
        cells[kind] += " " + text
    else:
        cells.setdefault(kind, text)


def _subject(kinds: Sequence[Kind], groups: Sequence[int]) -> int:
    """The group of the person whom the row is about: the first that names anybody."""
    return next((group for kind, group in zip(kinds, groups, strict=False) if kind in PEOPLE), 0)


def _after_applicant(listing: Listing) -> set[tuple[int, Kind]]:
    """The columns that tell of those whom a list is about, right of them, where who applies for
    them stands before (保護者, 児童)."""
    people = [at for at, kind in enumerate(listing.kinds) if kind in PEOPLE]
    if len(people) != _TWO or len(listing.layout) != len(listing.kinds):
        return set()
    first, second = (listing.layout[at] for at in people)
    if not _APPLICANT.search(first) or _APPLICANT.search(second):
        return set()
    own = _BESIDE - {"phone"}
    return {(at, kind) for at, kind in enumerate(listing.kinds) if at > people[1] and kind in own}


def _beside(listing: Listing) -> set[Kind]:
    """Kinds of columns that come again after each name of a row."""
    if sum(kind in PEOPLE for kind in listing.kinds) < 2:
        return set()
    return {kind for kind in _BESIDE if listing.kinds.count(kind) > 1}


def _drafts(kind: Kind, cell: str, *, one: bool) -> Iterator[Draft]:
    """The people that a cell names; several in a cell are several people, unless it is for
    ``one``."""
    if _names_nobody(kind, cell):
        return
    for piece, reading, sure in names_of(kind, cell, one=one):
        text = signs.unmarked(plain(together(piece)))
        relation = RELATION_BEFORE.match(text)
        text = signs.ROLE_BEFORE.sub("", RELATION_BEFORE.sub("", text))
        text = TITLES.sub("", ASIDE.sub("", text)).strip()
        given = _given_too(kind, cell, text)
        empty = signs.nothing(text) or signs.nothing(piece)
        if not text or signs.boxed(piece) or (empty and not given):
            continue
        if kind == "contact" and (signs.choice(text) or _surname_alone(text)):
            continue  # 迎えの人 over 自力, 協力員 over 伊藤
        like = given or signs.name_like(text)
        if signs.body(text) or not like or _is_word(text) or _OF_FIRM.match(text):
            continue
        if kind not in _BY_GIVEN_NAME and no_person(text):
            continue
        draft = Draft(text, kind, certain=sure and not signs.sample_name(text))
        if relation:
            draft.values["relation"] = relation[1]
        if reading:
            draft.values["reading"] = reading
        yield draft


def _names_nobody(kind: Kind, cell: str) -> bool:
    """Whether a cell as a whole tells a firm, a body, a count, or is a place left free."""
    text = plain(cell)
    if kind not in _BY_GIVEN_NAME and no_person(cell):
        return True
    return bool(_A_FIRM.search(text) or signs.TO_COUNT.fullmatch(text)) or signs.to_fill(cell)


def _surname_alone(text: str) -> bool:
    """Whether a word of two to four signs is a surname and no whole or given name."""
    own = judged([common_form(text)])
    short = _TWO <= len(text) <= _LONG and not signs.kana(text)
    known = own.surname[0] or len(text) == _TWO
    return short and known and not (own.full[0] or own.given[0] or own.word[0])


def _given_too(kind: Kind, cell: str, text: str) -> bool:
    """Whether a word for nothing (空) is a given name: a member of whom more stands in brackets."""
    return kind == "member" and text in _GIVEN_TOO and bool(ASIDE.search(cell))


def _is_word(text: str) -> bool:
    """Whether a text that looks like a name is a heading or the name of a section."""
    if kind_of_heading(text) is None and not signs.section(text):
        return False
    first, blank, _ = common_form(text).partition(" ")
    return not (full_names([common_form(text)])[0] or (blank and surnames([first])[0]))
