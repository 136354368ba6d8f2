"""Families whose members are listed by given name alone: the surname is that of the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.rows import Draft, Row
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, name_key, plain

_LONGEST = 3
"""Characters of a given name, kana apart."""


def with_surnames(listing: Listing, rows: Sequence[Row]) -> None:
    """Puts the surname of its head before the members of a family who have none.

    What reads like a whole name may be a given one (千春, 美香), so the list decides: where hardly
    any member begins with the head's surname, the members are given names.
    """
    if all(" " in plain(draft.name) for row in rows for draft in row.drafts):
        return
    if listing.layout == ("lines", "name"):
        return  # lines of whole names
    found = list(_members(listing, rows))
    whole = sum(_whole(draft.name, family) for draft, family in found)
    given = [(draft, family) for draft, family in found if _alone(draft.name, family)]
    if not given:
        return
    known = [False] * len(given)
    if whole * 5 > len(found):
        known = full_names([common_form(draft.name) for draft, _ in given])
    for (draft, family), has_own in zip(given, known, strict=True):
        if not has_own:
            draft.name = f"{family} {draft.name}"


def _members(listing: Listing, rows: Sequence[Row]) -> Iterator[tuple[Draft, str]]:
    """Each member with the surname of the head before it; the head of a card is above the list."""
    family = surname_of(plain(listing.family)) if listing.family else ""
    related = "relation" in listing.kinds
    kinds = {"name", "member"} if listing.kinds.count("name") == 1 else {"member"}
    apart = any(" " in plain(draft.name) for row in rows for draft in row.drafts)
    for row in rows:
        own = [draft for draft in row.drafts if not draft.own or draft.kind == "member"]
        head = next((draft for draft in own if draft.kind in ("head", "name")), None)
        if head is None or head.kind == "head" or "head" in listing.kinds:
            leads = head is not None and head.kind == "head"
        elif related:
            leads = plain(row.cells.get("relation", "")) in signs.HEADS
        else:
            leads = not apart or " " in plain(head.name)
        if head is not None and leads and not (listing.family and _alone(head.name, family)):
            family = surname_of(plain(head.name))
            own = [draft for draft in own if draft is not head]
        if family:
            yield from ((draft, family) for draft in own if draft.kind in kinds)


def _whole(name: str, family: str) -> bool:
    return " " in plain(name) or name_key(name).startswith(name_key(family))


def _alone(name: str, family: str) -> bool:
    text = plain(name)
    if family.isascii() and not text.isascii():
        return False  # below a foreign name, whose surname nobody else bears
    short = len(text) <= _LONGEST or signs.kana(text)
    return short and not (_whole(text, family) or signs.foreign(text))
