from __future__ import annotations

import pytest

from sekisho.personal.lists.given import with_surnames
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.rows import row_of

CASES = [
    (
        "name relation",
        "青木 茂,本人|和子,妻|石黒 明,本人|和子,妻",
        "青木 茂|青木 和子|石黒 明|石黒 和子",
    ),
    # given names that read like whole ones
    ("head member", "青木茂,千春・美香|石黒明,美香", "青木茂|青木 千春|青木 美香|石黒明|石黒 美香"),
    ("head member", "青木 茂,和子|,一郎", "青木 茂|青木 和子|青木 一郎"),
    # a list of whole names: only what is nobody's whole name is a given one
    (
        "name relation",
        "青木茂,本人|青木和子,妻|田中春子,母|石黒明,本人",
        "青木茂|青木和子|田中春子|石黒明",
    ),
    ("head name", "青木 茂,茂|,和子", "青木 茂|青木 茂|青木 和子"),
    # no families: nothing is added
    ("name phone", "青木茂,1|石黒明,2", "青木茂|石黒明"),
]


@pytest.mark.parametrize(("heads", "table", "names"), CASES)
def test_members_take_the_surname_of_their_head(heads: str, table: str, names: str) -> None:
    kinds = tuple(heads.split())
    listing = Listing(kinds, "", kinds, headed=True)
    rows = [row_of(listing, tuple(line.split(","))) for line in table.split("|")]
    with_surnames(listing, rows)
    assert [draft.name for row in rows for draft in row.drafts] == names.split("|")


def test_the_head_of_a_card_stands_above_the_list() -> None:
    kinds = ("name", "relation")
    listing = Listing(kinds, "", kinds, headed=True, card="1", family="青木 茂")
    rows = [row_of(listing, cells) for cells in (("茂", "本人"), ("和子", "妻"))]
    with_surnames(listing, rows)
    assert [draft.name for row in rows for draft in row.drafts] == ["青木 茂", "青木 和子"]
