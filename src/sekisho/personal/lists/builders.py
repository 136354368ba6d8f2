"""Lists of those who have something built or fitted, each beside the firm that does it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from sekisho.personal.kinds import WORK, Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.writing import plain

_BUILDS = re.compile(r"(?:施工|工事|設備|指定|取扱)(?:業者|店|会社)")


def built_for_them(listing: Listing, kinds: AbstractSet[Kind]) -> bool:
    """Whether all that a list says of work is which firm builds for its people (施工業者)."""
    firms = [
        bool(_BUILDS.search(plain(head)))
        for head, kind in zip(listing.layout, listing.kinds, strict=False)
        if kind == "department"
    ]
    return kinds & WORK == {"department"} and all(firms)
