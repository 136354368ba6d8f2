"""Which rows of a list belong to one household."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sekisho.personal.columns import Kind
from sekisho.personal.lists import Listing
from sekisho.personal.rows import Row
from sekisho.personal.writing import address_key, name_key, phone_key, plain

_HEAD_WORDS = frozenset({"本人", "世帯主", "主"})


def households(listing: Listing, rows: Sequence[Row]) -> tuple[list[str | None], str | None]:
    """The household of each row and the text code of how it was told.

    In this order: number of the household; name of its head; the relation 本人 that begins one;
    a row number that several people share; members in one row; same address and telephone.
    """
    for code, fits, tell in _WAYS:
        if fits(listing, rows):
            return tell(rows), f"personal.how.{code}"
    return [None] * len(rows), None


def _filled(rows: Sequence[Row], kind: Kind) -> list[str | None]:
    """The value of a column, that of the row above where nothing stands."""
    keys: list[str | None] = []
    current: str | None = None
    for row in rows:
        value = plain(row.cells.get(kind, ""))
        current = value.lstrip("0") or value if value and value not in ("〃", "同上") else current
        keys.append(current)
    return keys


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
    return listing.kinds.count("name") == 1 and any(len(row.drafts) > 1 for row in rows)


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
    words = {plain(row.cells.get(kind, "")) for kind in ("relation", "role")}
    return bool(words & _HEAD_WORDS)


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
    return bool(given) and len(set(given)) < len(numbers) and len(set(given)) > 1


def _by_place(rows: Sequence[Row]) -> list[str | None]:
    keys: list[str | None] = []
    for row in rows:
        address = address_key(row.cells.get("address", ""))
        phone = phone_key(row.cells.get("phone", ""))
        keys.append(f"{address} {phone}" if address or phone else None)
    return keys


def _numbered(listing: Listing, rows: Sequence[Row]) -> bool:
    return "household" in listing.kinds and any("household" in row.cells for row in rows)


def _named_heads(listing: Listing, rows: Sequence[Row]) -> bool:
    names = "name" in listing.kinds and "member" not in listing.kinds
    return "head" in listing.kinds and (names or not _in_one_row(listing, rows))


def _placed(listing: Listing, _rows: Sequence[Row]) -> bool:
    return {"address", "phone"} <= set(listing.kinds)


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
    ("relation", lambda _listing, rows: _begins(rows), _by_relation),
    ("row_number", lambda _listing, rows: _shared(rows), lambda rows: _filled(rows, "number")),
    ("address_phone", _placed, _by_place),
)
