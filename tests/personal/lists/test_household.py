from __future__ import annotations

import pytest

from sekisho.personal.lists.household import households
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.rows import row_of

TOLD = [
    ("household name", "1,甲 一|,甲 二|２,乙 一|02,乙 二", "AABB", "household_number"),
    ("head name", "甲 一,甲 一|,甲 二|乙 一,乙 一", "AAB", "head"),
    ("head member", "甲 一,二|,三|乙 一,二", "AAB", "head"),
    ("head member", "甲 一,二|乙 一,|丙 一,二・三", "ABC", "row"),
    ("name phone", "甲 一・甲 二,1|乙 一,2", "AB", "row"),
    ("relation name", "本人,甲 一|妻,甲 二|本人,乙 一", "AAB", "relation"),
    ("number name", "1,甲 一|,甲 二|2,乙 一", "AAB", "row_number"),
    (
        "name address phone",
        "甲 一,谷口1番地,1|甲 二,谷口1,1|乙 一,谷口2,2",
        "AAB",
        "address_phone",
    ),
    ("number name", "1,甲 一|2,甲 二", None, None),
    # numbers of shirts or seats
    ("number name", "7,甲 一|3,甲 二|7,乙 一", None, None),
    ("name name address", "甲 一,甲 二,谷口1番地|乙 一,乙 二,谷口2", "AB", "address"),
    # each squad has its own numbers
    ("household name", "1,甲 一|2,乙 一|1,丙 一|2,丁 一", "ABCD", "household_number"),
    # the same family further below: the numbers hold everywhere
    ("household name", "1,甲 一|2,乙 一|1,甲 二|2,乙 二", "ABAB", "household_number"),
    # numbers out of order
    ("household name", "2,甲 一|1,乙 一|3,丙 一|2,甲 二", "ABCA", "household_number"),
    # a number that the page cut off
    (
        "household relation name",
        "8,世帯主,甲 一|,妻,甲 二|,世帯主,乙 一|,妻,乙 二",
        "AABB",
        "household_number",
    ),
    (
        "name address phone",
        "甲 一,谷口1番地,1|甲 二,,|乙 一,谷口2,2",
        "AAB",
        "address_phone",
    ),
]


@pytest.mark.parametrize(("heads", "table", "groups", "how"), TOLD)
def test_ways_of_telling(heads: str, table: str, groups: str | None, how: str | None) -> None:
    kinds = tuple(heads.split())
    rows = [tuple(row.split(",")) for row in table.split("|")]
    listing = Listing(kinds, "", kinds, headed=True, rows=rows)
    keys, code = households(listing, [row_of(listing, row) for row in rows])
    assert code == (how and f"personal.how.{how}")
    if groups is None:
        assert keys == [None] * len(rows)
    else:
        first = {letter: keys[index] for index, letter in reversed(list(enumerate(groups)))}
        assert keys == [first[letter] for letter in groups]
        assert len(set(first.values())) == len(first)


@pytest.mark.parametrize(
    ("word", "counts", "how"),
    [
        ("世帯人員", "32", "personal.how.row"),
        ("現住人数", "32", "personal.how.row"),
        ("参加人数", "32", None),
        ("世帯数", "32", None),
        ("家族数", "多少", None),
    ],
)
def test_how_many_live_in_a_home(word: str, counts: str, how: str | None) -> None:
    rows = [("甲 一", counts[0]), ("乙 一", counts[1])]
    listing = Listing(("氏名", word), "place", ("name", "other"), headed=True, rows=rows)
    keys, told = households(listing, [row_of(listing, row) for row in rows])
    assert told == how
    assert len(set(keys)) == (2 if how else 1)
