from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.distinct.copies import LEAST, copies_among

FIVE, SIX, SEVEN = (frozenset("abcdefg"[:count]) for count in (5, 6, 7))


@pytest.mark.parametrize(
    ("names", "copies"),
    [
        ([], {}),
        ([set(), set()], {}),
        ([FIVE], {}),
        ([FIVE, FIVE, FIVE], {1: 0, 2: 0}),
        ([FIVE, SIX], {0: 1}),
        ([FIVE, SIX, SEVEN], {0: 2, 1: 2}),
        ([SIX, SEVEN, FIVE, SIX], {0: 1, 2: 1, 3: 1}),
        ([FIVE, SIX, FIVE | {"x"}], {0: 1}),
        ([frozenset("abcd"), FIVE], {}),
        ([FIVE, frozenset("abcdx"), frozenset("vwxyz")], {}),
    ],
    ids=["none", "empty", "one", "the_same", "an_extract", "of_an_extract", "the_same_extract",
         "in_two", "few", "others"],
)  # fmt: skip
def test_documents_whose_names_stand_in_another(
    names: list[AbstractSet[str]], copies: dict[int, int]
) -> None:
    assert copies_among(names) == copies


def one_by_one(names: Sequence[AbstractSet[str]]) -> dict[int, int]:
    """The same by looking at every document that is no copy, the largest first."""
    originals: list[int] = []
    found: dict[int, int] = {}
    for at in sorted(range(len(names)), key=lambda one: (-len(names[one]), one)):
        holding = [one for one in originals if names[at] <= names[one]]
        if len(names[at]) >= LEAST and holding:
            found[at] = min(holding)
        else:
            originals.append(at)
    return found


@given(st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=3), max_size=12))
def test_they_are_found_as_by_looking_at_each(names: list[set[str]]) -> None:
    assert copies_among(names) == one_by_one(names)
