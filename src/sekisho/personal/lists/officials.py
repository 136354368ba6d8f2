"""Lists of officials in office: seats of a council, members of a committee, who attends a meeting.

With nothing private beside them they are public persons and count for nobody; one address,
telephone or birth date in the list, and all of them count as in any other list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.kinds import PEOPLE, PRIVATE
from sekisho.personal.lists.listing import FORM, Cells, Listing
from sekisho.personal.rules import Rules
from sekisho.personal.writing import plain

_SEAT = re.compile(r"(?:議席)?第?\d{1,3}番")
_AT_HOME = PRIVATE | {"phone", "mail"}


def of_officials(listing: Listing, by: Rules) -> bool:
    """Whether a list names officials in office only, by ``rosters``, ``officials`` and ``posts`` of
    the rules.

    A word of ``rosters`` stands in the line above it or in its headings, or every name has a seat
    (3番) on its left, or a post in its row, a public one among them. A word of ``private`` (自治会,
    PTA) above it makes it an ordinary list.
    """
    if _filled(listing) & _AT_HOME:
        return False
    said = plain(f"{listing.above} {' '.join(listing.layout)}")
    if any(plain(word) in said for word in by.private):
        return False
    if called_officials(listing, by) or _headed_by_post(listing, by):
        return True
    return _seated(listing) or _in_posts(listing, by)


def called_officials(listing: Listing, by: Rules) -> bool:
    """Whether a word of ``rosters`` stands in the line above a list or in its headings."""
    return bool(by.rosters.search(plain(f"{listing.above} {' '.join(listing.layout)}")))


def _headed_by_post(listing: Listing, by: Rules) -> bool:
    """Whether the names stand under posts (区長, 会長) alone."""
    heads = [
        head
        for head, kind in zip(listing.layout, listing.kinds, strict=False)
        if kind in PEOPLE and listing.layout[:1] != (FORM,)
    ]
    return bool(heads) and all(by.officials.fullmatch(plain(head)) for head in heads)


def _filled(listing: Listing) -> set[str]:
    """Kinds of the columns in which something stands."""
    return {
        kind
        for at, kind in enumerate(listing.kinds)
        if any(at < len(row) and row[at].strip() for row in listing.rows)
    }


def _seated(listing: Listing) -> bool:
    columns = [at for at, kind in enumerate(listing.kinds) if kind in PEOPLE]
    left = [
        _left_of(row, at)
        for row in listing.rows
        for at in columns
        if at < len(row) and row[at].strip()
    ]
    return bool(left) and all(_SEAT.fullmatch(text) for text in left)


def _in_posts(listing: Listing, by: Rules) -> bool:
    beside = [
        plain(
            " ".join(
                cell for cell, kind in zip(row, listing.kinds, strict=False) if kind not in PEOPLE
            )
        )
        for row in listing.rows
        if any(
            cell.strip() and kind in PEOPLE for cell, kind in zip(row, listing.kinds, strict=False)
        )
    ]
    posts = [by.posts.search(text) for text in beside]
    return any(posts) and all(
        post or by.officials.search(text) for text, post in zip(beside, posts, strict=True)
    )


def _left_of(row: Cells | Sequence[str], at: int) -> str:
    return plain(row[at - 1]).replace(" ", "") if at else ""
