"""Which rows of a list belong to one household."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.rows import Row
from sekisho.personal.writing import address_key, name_key, phone_key, plain

_TITLE = 24
"""Characters of a title, at most."""
_GIVEN = 3
"""Characters of a given name, at most."""
_ROLES: tuple[Kind, ...] = ("relation", "role")
_ROUND = re.compile(
    r"回覧(?:板|順|の順)|[戸家]ごと|[戸軒]別|[各全]戸|各(?:家庭|世帯)|次の(?:家|お宅)|順に回|水道組合|簡易水道|"
    r"(?:配[布付]|配り)先|広報等?の?配[付布]|(?:自治会|町内会|区|組|集落)の?(?:会?費|集金)"
)
"""What is said of a thing that goes from home to home."""
_AT_HOME = re.compile(
    r"(?:世帯|家族|現住|居住|在住|同居|入居)の?(?:人員|人数|員数)$|(?:家族|[入居同]居者|世帯員)の?数$"
)
"""A heading over how many live in a home."""


def households(listing: Listing, rows: Sequence[Row]) -> tuple[list[str | None], str | None]:
    """The household of each row and the text code of how it was told.

    All rows of a card are one. Else, in this order: number of the household; name of its head;
    members in one row; the relation 本人 that begins one; a row number that several people share;
    same address and telephone.
    """
    if listing.card is not None:
        return [listing.card] * len(rows), "personal.how.card"
    for code, fits, tell in _WAYS:
        if fits(listing, rows):
            return tell(rows), f"personal.how.{code}"
    return [None] * len(rows), None


def _filled(rows: Sequence[Row], kind: Kind) -> list[str | None]:
    """The value of a column, that of the row above where nothing stands."""
    keys: list[str | None] = []
    current: str | None = None
    headed = False
    rounds = _rounds(rows, kind)
    branched = _branched(rows, kind)
    for row, turn in zip(rows, rounds, strict=True):
        value = plain(row.cells.get(kind, ""))
        value = value.partition("-")[0] if branched else value
        head = _head_words(row)
        if value:
            own = (value.lstrip("0") or value) + (f" {turn}" if turn else "")
            headed = headed and own == current
            current = own
        elif head and headed:
            # the number is lost (a merged cell that the page cuts), the next family begins
            current = f"{current} {name_key(row.drafts[0].name)}"
        headed = headed or head
        keys.append(current)
    return keys


def _branched(rows: Sequence[Row], kind: Kind) -> bool:
    """Whether each number has its household before a dash and its person after it; a number of
    the row may be that of a squad, so that all before one dash must have one surname."""
    values = [plain(row.cells.get(kind, "")) for row in rows]
    if not all(re.fullmatch(r"\d+-\d+", value) for value in values):
        return False
    homes = {value.partition("-")[0] for value in values}
    if not len(set(values)) == len(values) > len(homes):
        return False
    families = {
        (value.partition("-")[0], surname_of(plain(row.drafts[0].name)))
        for value, row in zip(values, rows, strict=True)
    }
    return kind == "household" or len(families) == len(homes)


def _rounds(rows: Sequence[Row], kind: Kind) -> list[int]:
    """How often the numbers have begun again at 1 before each row (each squad has its own);
    numbers that fall otherwise are not in order, and mean the same everywhere."""
    turns: list[int] = []
    turn, before = 0, 0
    for row in rows:
        text = plain(row.cells.get(kind, ""))
        value = int(text) if text.isascii() and text.isdigit() else before
        if value < before:
            if value != 1:
                return [0] * len(rows)
            turn += 1
        before = value
        turns.append(turn)
    return turns if turn and _apart(rows, kind, turns) else [0] * len(rows)


def _apart(rows: Sequence[Row], kind: Kind, turns: Sequence[int]) -> bool:
    """Whether nobody who has a number in one round has a relative under it in another."""
    families: dict[tuple[str, str], int] = {}
    for row, turn in zip(rows, turns, strict=True):
        number = plain(row.cells.get(kind, ""))
        if number:
            family = surname_of(plain(row.drafts[0].name))
            if families.setdefault((number, family), turn) != turn:
                return False
    return True


def _by_head(rows: Sequence[Row]) -> list[str | None]:
    keys: list[str | None] = []
    current: str | None = None
    for row in rows:
        head = next((draft.name for draft in row.drafts if draft.kind == "head"), None)
        if head is not None:
            current = name_key(head) + " " + address_key(row.cells.get("address", ""))
        keys.append(current)
    return keys


def _in_one_row(listing: Listing, rows: Sequence[Row]) -> bool:
    """Whether rows hold whole households: columns of members, or several people in a row."""
    if "member" in listing.kinds:
        heads = [row for row in rows if any(draft.kind == "head" for draft in row.drafts)]
        alone = [row for row in rows if {draft.kind for draft in row.drafts} == {"member"}]
        return not (heads and alone)
    several = [row for row in rows if sum(draft.kind == "name" for draft in row.drafts) > 1]
    if listing.kinds.count("name") != 1 or not several:
        return False
    return sum(map(_of_one_family, several)) * 2 >= len(several)


def _of_one_family(row: Row) -> bool:
    """Whether somebody of a row has the surname of its first, or is named by a given name."""
    names = [plain(draft.name) for draft in row.drafts]
    family = surname_of(names[0])
    return any(name.startswith(family) or len(name) <= _GIVEN for name in names[1:])


def _of_rows(rows: Sequence[Row]) -> list[str | None]:
    return [
        "row "
        + " ".join(sorted(name_key(draft.name) for draft in row.drafts))
        + " "
        + address_key(row.cells.get("address", ""))
        + " "
        + phone_key(row.cells.get("phone", ""))
        for row in rows
    ]


def _begins(rows: Sequence[Row]) -> bool:
    heads = sum(bool(_head_words(row)) for row in rows)
    return 0 < heads < len(rows) or heads == len(rows) > 1


def _head_words(row: Row) -> bool:
    words = {plain(row.cells.get(kind, "")) for kind in _ROLES}
    return bool(words & signs.HEADS)


def _by_relation(rows: Sequence[Row]) -> list[str | None]:
    keys: list[str | None] = []
    current: str | None = None
    before: tuple[str, str] | None = None
    for row in rows:
        if _head_words(row):
            this = (name_key(row.drafts[0].name), repr(sorted(row.cells.items())))
            if this != before:
                current = " ".join(
                    [this[0], *(row.cells.get(kind, "") for kind in ("address", "phone", "age"))]
                )
            before = this
        keys.append(current)
    return keys


def _shared(rows: Sequence[Row]) -> bool:
    """Whether the row number stands for several people: repeated by merging, or left blank."""
    numbers = [row.cells.get("number", "") for row in rows]
    given = [number for number in numbers if number]
    if _branched(rows, "number"):
        return True
    if _of_strangers(rows):
        return False
    return bool(given) and len(set(given)) < len(numbers) and len(set(given)) > 1


def _of_strangers(rows: Sequence[Row]) -> bool:
    """Whether a number comes again further down before somebody of another surname: that of a
    shirt or a seat, not of the row."""
    families: dict[str, str] = {}
    before = ""
    rounds = _rounds(rows, "number")
    for row, turn in zip(rows, rounds, strict=True):
        number = plain(row.cells.get("number", ""))
        if number and number != before:
            family = surname_of(plain(row.drafts[0].name))
            if families.setdefault(f"{number} {turn}", family) != family:
                return True
        before = number or before
    return False


def _by_place(rows: Sequence[Row]) -> list[str | None]:
    """By address and telephone; where neither stands, the family above when the surname is its."""
    keys: list[str | None] = []
    family = ""
    for row in rows:
        address = address_key(row.cells.get("address", ""))
        phone = phone_key(row.cells.get("phone", ""))
        name = plain(row.drafts[0].name)
        if address or phone:
            keys.append(f"{address} {phone}")
            family = surname_of(name)
        else:
            keys.append(keys[-1] if keys and family and name.startswith(family) else None)
    return keys


def _numbered(listing: Listing, rows: Sequence[Row]) -> bool:
    numbered = "household" in listing.kinds and any("household" in row.cells for row in rows)
    return numbered and not _of_several_heads(rows)


def _of_several_heads(rows: Sequence[Row]) -> bool:
    """Whether a number of a household stands before heads of different names: each squad counts
    its own."""
    heads: dict[str | None, str] = {}
    for row, number in zip(rows, _filled(rows, "household"), strict=True):
        for draft in row.drafts:
            if draft.kind == "head" and heads.setdefault(number, draft.name) != draft.name:
                return True
    return False


def _named_heads(listing: Listing, rows: Sequence[Row]) -> bool:
    names = "name" in listing.kinds and "member" not in listing.kinds
    return "head" in listing.kinds and (names or not _in_one_row(listing, rows))


def _at_one_address(listing: Listing, rows: Sequence[Row]) -> bool:
    """Whether an address is written once for a family: blank below it, or again, before people of
    one surname; or beside several of a row."""
    if "address" not in listing.kinds or "phone" in listing.kinds:
        return False
    if listing.kinds.count("name") > 1 and _families_a_row(rows):
        return True
    pairs = pairwise((address_key(row.cells.get("address", "")), row) for row in rows)
    return any(
        first
        and second in ("", first)
        and surname_of(plain(one.drafts[0].name)) == surname_of(plain(two.drafts[0].name))
        for (first, one), (second, two) in pairs
    )


def _families_a_row(rows: Sequence[Row]) -> bool:
    """Whether most rows name several of one surname: a child and its parents."""
    several = [row for row in rows if len(row.drafts) > 1]
    return bool(several) and sum(map(_of_one_family, several)) * 3 >= 2 * len(rows)


def _placed(listing: Listing, _rows: Sequence[Row]) -> bool:
    return {"address", "phone"} <= set(listing.kinds)


def _home_a_row(listing: Listing, rows: Sequence[Row]) -> bool:
    """Whether each row names one of a home and says how many live there."""
    counts = [at for at, head in enumerate(listing.layout) if _AT_HOME.search(plain(head))]
    if not counts or len(listing.layout) != len(listing.kinds):
        return False
    if sum(kind in PEOPLE for kind in listing.kinds) != 1 or set(_ROLES) & set(listing.kinds):
        return False
    filled = [plain(row[at]) for row in listing.rows for at in counts if at < len(row) and row[at]]
    one = all(len(row.drafts) == 1 for row in rows)
    return one and bool(filled) and all(text.rstrip("人名").isdigit() for text in filled)


def goes_round(title: str) -> bool:
    """Whether a title, no sentence, says of a thing that it goes from home to home."""
    text = plain(title).replace(" ", "")
    return len(text) <= _TITLE and "。" not in title and bool(_ROUND.search(text))


def _from_home_to_home(listing: Listing, _rows: Sequence[Row]) -> bool:
    """Whether a list says whom a thing goes to from home to home: each row is one."""
    told = {"name"} == PEOPLE & set(listing.kinds) and not set(_ROLES) & set(listing.kinds)
    return told and bool(_ROUND.search(plain(listing.above).replace(" ", "")))


_WAYS: tuple[
    tuple[
        str,
        Callable[[Listing, Sequence[Row]], bool],
        Callable[[Sequence[Row]], list[str | None]],
    ],
    ...,
] = (
    ("household_number", _numbered, lambda rows: _filled(rows, "household")),
    ("head", _named_heads, _by_head),
    ("row", _in_one_row, _of_rows),
    ("row", _home_a_row, _of_rows),
    ("relation", lambda _listing, rows: _begins(rows), _by_relation),
    ("row_number", lambda _listing, rows: _shared(rows), lambda rows: _filled(rows, "number")),
    ("address_phone", _placed, _by_place),
    ("address", _at_one_address, _by_place),
    ("row", _from_home_to_home, _of_rows),
)
