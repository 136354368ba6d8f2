"""From the rows of a list to the people named in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sekisho.personal import signs
from sekisho.personal.dates import birth_key
from sekisho.personal.kinds import PEOPLE, PRIVATE, WORK, Kind
from sekisho.personal.lists.bare_lines import OF_PEOPLE
from sekisho.personal.lists.builders import built_for_them
from sekisho.personal.lists.given import with_surnames
from sekisho.personal.lists.household import households
from sekisho.personal.lists.listing import FORM, Listing
from sekisho.personal.lists.officials import called_officials, of_officials
from sekisho.personal.lists.plausible import of_a_form, plausible
from sekisho.personal.lists.read_lines import READ
from sekisho.personal.lists.rows import Draft, Row, example, is_data, row_of
from sekisho.personal.names.known import full_names
from sekisho.personal.rules import Rules, rules
from sekisho.personal.writing import (
    address_key,
    common_form,
    name_key,
    phone_key,
    plain,
    reading_key,
)

_ATTRIBUTES: tuple[Kind, ...] = ("reading", "relation", "address", "phone", "birth", "age")


_AT_HOME = re.compile(r"自宅|携帯|スマホ")
_OF_OFFICE = re.compile(r"公用|業務|貸与|職場|社用|会社|勤務先")
"""What headings call telephones that are no one's own."""
_OF_SCHOOL = re.compile(r"^(?:[組年・]*学年|保護者.*|児童名?|園児名?|生徒名?)$")
"""A heading of lists of children: their 所属 is a school."""
_FIRM = re.compile(r"会社|社名|業者|事業[者所]|商号")
_OWNS = re.compile(r"所有者|地主|名義人|持ち?主")
_APART = re.compile(r"[、,\n]")
MEETING = re.compile(r"出席|欠席|委員|事務局|議|講師|司会|進行|担当|職員|選手|チーム|組合せ|発表")
"""Words beside names that somebody has by an office, a meeting or a contest."""
_ROWS = 2
TEXT = "text"
"""What is the list of mentions in running text."""


@dataclass(frozen=True)
class Person:
    """One mention of a person in a list.

    ``key``: the name as :func:`name_key` gives it. ``listed``: which list it stands in, or TEXT;
    ``household``: key of the household within the document, or None. ``certain`` is False for
    mentions that count as doubtful only.
    """

    key: str
    listed: str
    household: str | None
    certain: bool
    attributes: tuple[tuple[Kind, str], ...] = ()


@dataclass(frozen=True)
class Found:
    """What one list gave: the mentions, how households were told, and what was left out."""

    persons: tuple[Person, ...]
    how: str | None
    examples: int = 0
    office: bool = False
    published: bool = False


def office_list(listing: Listing, by: Rules | None = None) -> bool:
    """Whether a list is an office's list of its own people: departments, extensions, no homes.

    Not so when it says who of the office saw a citizen (``citizen_roles`` of the rules), or which
    telephone each has of their own.
    """
    kinds = _present(listing)
    if any(map(_OF_SCHOOL.search, listing.layout)):
        return False
    if listing.layout[:1] == (FORM,):
        kinds -= {"staff"}  # who stamps it below
    if kinds & PEOPLE and (kinds & WORK == {"staff"} or built_for_them(listing, kinds)):
        citizens = (by or rules()).citizen_roles
        if len(listing.rows) > 1 and any(citizens.search(plain(head)) for head in listing.layout):
            return False
    if kinds & WORK == {"office_address"} and any(map(_OWNS.search, listing.layout)):
        return False  # where lies what they own
    return bool(kinds & WORK) and not kinds & PRIVATE and not _called_at_home(listing, kinds)


def _called_at_home(listing: Listing, kinds: AbstractSet[Kind]) -> bool:
    """Whether people of an office stand beside their own telephones (who is on duty); those who
    work for firms have a firm's."""
    return "staff" not in kinds and bool(kinds & PEOPLE) and _own_telephones(listing)


def _present(listing: Listing) -> set[Kind]:
    """The kinds of columns in which something stands."""
    present: set[Kind] = set()
    for index, kind in enumerate(listing.kinds):
        if any(index < len(row) and row[index].strip() for row in listing.rows):
            present.add(kind)
    return present


def read_list(listing: Listing, by: Rules | None = None) -> Found | None:
    """The people of one list, or None when it names nobody. ``by``: other rules than those of the
    package."""
    if not (PEOPLE | {"staff"}) & set(listing.kinds):
        return None
    if office_list(listing, by) or of_officials(listing, by or rules()):
        return Found((), None, office=True)
    certain = _certain(listing, by or rules())
    examples = sum(example(listing, row) for row in listing.rows)
    rows = [row_of(listing, row) for row in listing.rows if is_data(listing, row)]
    rows = [row for row in rows if not of_a_form(row)]
    if not PRIVATE & _present(listing):
        for row in rows:
            row.drafts = [one for one in row.drafts if not signs.with_office_title(one.name)]
    rows, examples = _without_samples([row for row in rows if row.drafts], examples)
    if not rows:
        return Found((), None, examples)
    with_surnames(listing, rows)
    rows, certain = plausible(rows, certain=certain)
    if not rows:
        return Found((), None, examples)
    keys, how = households(listing, rows)
    persons = tuple(_persons(listing, rows, keys, certain=certain))
    return Found(persons, how, examples)


def _without_samples(rows: Sequence[Row], examples: int) -> tuple[list[Row], int]:
    """The rows and the number of examples: where a list shows how to fill it in, or names nobody
    but the people of examples (山田太郎, 山田花子), those are no people."""
    samples = [all(signs.sample_name(one.name) for one in row.drafts) for row in rows]
    if not any(samples) or not (examples or (all(samples) and len(rows) > 1)):
        return list(rows), examples
    kept = [row for row, sample in zip(rows, samples, strict=True) if not sample]
    return kept, examples + sum(samples)


def _certain(listing: Listing, by: Rules) -> bool:
    """A title without anything private is a roster of an office's people: doubtful. A telephone
    at home or a mobile one of each is private, but for officials (``rosters`` of the rules)."""
    kinds = _present(listing)
    if not listing.headed:
        told = kinds & {"address", "phone", "birth", "age"} or kinds >= {"member", "relation"}
        told = told or (kinds >= {"name", "member"} and listing.layout[0] == "lines")
        told = told or listing.layout == READ
        return bool(told or OF_PEOPLE.search(plain(listing.above)) or _by_hamlet(listing, by))
    if kinds & WORK and not kinds & PRIVATE and any(map(_FIRM.search, listing.layout)):
        # whom a firm sends, called by a mobile telephone; not who applies beside one
        return any(by.citizen_roles.search(plain(head)) for head in listing.layout)
    if kinds & PRIVATE or "title" not in kinds:
        return True
    return not called_officials(listing, by) and _own_telephones(listing)


def _by_hamlet(listing: Listing, by: Rules) -> bool:
    """Whether rows name several people beside a word (a hamlet), all of them known names, none of
    the words an office's or a meeting's."""
    if listing.kinds.count("name") != 1 or len(listing.rows) < _ROWS:
        return False
    at = listing.kinds.index("name")
    names = [one for row in listing.rows for one in _APART.split(row[at] if at < len(row) else "")]
    words = [plain(cell) for row in listing.rows for cell in (*row[:at], *row[at + 1 :]) if cell]
    said = " ".join((*words, plain(listing.above)))
    if any(rule.search(said) for rule in (by.officials, by.posts, by.rosters)) or not words:
        return False
    if any(map(str.isdigit, said)) or MEETING.search(said) or len(names) <= len(listing.rows):
        return False
    return all(full_names([common_form(name) for name in names]))


def _own_telephones(listing: Listing) -> bool:
    """Whether telephones are those of people: the heading says so, or most are mobile ones."""
    for at, kind in enumerate(listing.kinds):
        filled = [row[at] for row in listing.rows if at < len(row) and row[at].strip()]
        if kind == "phone" and filled and not _OF_OFFICE.search(listing.layout[at]):
            mobile = sum(bool(signs.MOBILE.search(plain(cell))) for cell in filled)
            if mobile * 2 > len(filled) or _AT_HOME.search(listing.layout[at]):
                return True
    return False


def _persons(
    listing: Listing, rows: Sequence[Row], keys: Sequence[str | None], *, certain: bool
) -> Iterator[Person]:
    """The mentions of a list; a head who also stands among the members is named once."""
    own: dict[str | None, set[str]] = {}
    for row, key in zip(rows, keys, strict=True):
        own.setdefault(key, set()).update(
            name_key(draft.name)
            for draft in row.drafts
            if draft.kind not in ("head", "member", "contact")
        )
    for row, key in zip(rows, keys, strict=True):
        for draft in row.drafts:
            if draft.kind == "head" and name_key(draft.name) in own[key]:
                continue
            if draft.kind == "head" and own[key] and "name" in listing.kinds:
                values: dict[Kind, str] = {}
            else:
                values = {**_of_row(row, draft), **draft.values}
            yield Person(
                key=name_key(draft.name),
                listed="\t".join(listing.layout),
                household=_household(listing, draft, key),
                certain=certain and draft.certain,
                attributes=tuple(_attributes(_without_relation(draft, values))),
            )


def _household(listing: Listing, draft: Draft, key: str | None) -> str | None:
    """The key within the document; a contact lives elsewhere, a card is known everywhere."""
    if key is None or draft.kind == "contact":
        return None
    return key if listing.card is not None else f"{listing.place}\t{key}"


def _of_row(row: Row, draft: Draft) -> dict[Kind, str]:
    """What the rest of a row says of one of its people; age and birth only of the first."""
    if draft.own:
        return {}
    shared: tuple[Kind, ...] = ("address", "phone")
    if draft is row.drafts[0]:
        return row.cells
    return {kind: row.cells[kind] for kind in shared if kind in row.cells}


def _without_relation(draft: Draft, values: dict[Kind, str]) -> dict[Kind, str]:
    """What a contact is to the one of the row differs from row to row."""
    if draft.kind != "contact":
        return values
    return {kind: value for kind, value in values.items() if kind != "relation"}


def _attributes(values: dict[Kind, str]) -> Iterator[tuple[Kind, str]]:
    for kind in _ATTRIBUTES:
        value = _normal(kind, values.get(kind, ""))
        if value:
            yield kind, value


def _normal(kind: Kind, text: str) -> str:
    if not text or signs.nothing(text):
        return ""
    return _NORMAL.get(kind, name_key)(text)


_NORMAL: dict[Kind, Callable[[str], str]] = {
    "address": address_key,
    "phone": phone_key,
    "birth": lambda text: birth_key(text) or name_key(text),
    "reading": reading_key,
    "age": lambda text: re.sub(r"\D", "", plain(text)),
}
