"""Papers about one home: a sheet for each household, a table of those who live together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.writing import plain

_A_SHEET = re.compile(
    r"(?:世帯|家族|家庭)(?:ごと|毎|単位|全員)?[でに]?(?:つき)?[1一](?:枚|部|通)|"
    r"[1一](?:世帯|家族|家庭)に?(?:つき)?[1一](?:枚|部|通)|"
    r"(?:同じ|同一)世帯の(?:方|人|者)(?:を|は|全員).{0,12}(?:記入|書)|"
    r"(?:家族|世帯員|世帯の方|同居の方)(?:の方)?を?(?:全員|すべて|全て).{0,8}(?:記入|書)"
)
"""What a form says that is for one household."""
_TOGETHER = re.compile(r"同居|家族|家庭|世帯員|世帯の?(?:状況|構成)")
"""What stands above a table of those who live together."""
_OWN_TABLE = re.compile(
    rf"(?:^| )(?:(?:世帯|家族|家)(?:票|番号|No\.?)? ?\d{{1,4}}[号番]?|第?\d{{1,4}}号?(?:世帯|戸)|"
    rf"[【〔]?[{signs.HAN}]{{1,4}}家[】〕]?)$"
)
"""What stands above the table of one home: its number (世帯1) or its name (大西家)."""
_APART: frozenset[Kind] = frozenset({"household", "head", "address", "number"})
"""Columns of lists of several homes."""
_MOST = 10
"""People of a home, at most."""


def for_one_household(lines: Iterable[str]) -> bool:
    """Whether a paper says that it is for one household."""
    return any(_A_SHEET.search(plain(line).replace(" ", "")) for line in lines)


def as_one_family(listing: Listing, *, sheet: bool) -> Listing:
    """A list, all of whose people are of one home where the paper is for one household
    (``sheet``), its table stands below the number or name of a home, or it tells who is what to
    whom below a word for those who live together."""
    if listing.card is not None or not listing.headed or len(listing.rows) > _MOST:
        return listing
    if (
        PEOPLE & set(listing.kinds)
        and _one_surname(listing, least=1.0)
        and _OWN_TABLE.search(plain(listing.above))
    ):
        listing.card = f"card {listing.place} {listing.above}"
        return listing
    if _APART & set(listing.kinds) or not PEOPLE & set(listing.kinds):
        return listing
    together = "relation" in listing.kinds and _TOGETHER.search(plain(listing.above))
    if (sheet or together) and _one_surname(listing) and _heads(listing) <= 1:
        listing.card = f"card {listing.place}"
    return listing


def _one_surname(listing: Listing, *, least: float = 0.5) -> bool:
    """Whether more than a share of the people of a list, or all, have one surname, or stand by
    given name alone."""
    at = next(index for index, kind in enumerate(listing.kinds) if kind in PEOPLE)
    names = [plain(row[at]) for row in listing.rows if at < len(row) and row[at].strip()]
    firsts = [surname_of(name) for name in names]
    most = max(map(firsts.count, firsts), default=0)
    return most > least * len(names) or most == len(names) or all(" " not in name for name in names)


def _heads(listing: Listing) -> int:
    told = [at for at, kind in enumerate(listing.kinds) if kind in ("relation", "role")]
    return sum(
        any(plain(row[at]) in signs.HEADS for at in told if at < len(row)) for row in listing.rows
    )
