from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.bounds import Bounds
from sekisho.personal.distinct.identities import (
    Known,
    distinct_households,
    distinct_persons,
    identities_of,
)
from sekisho.personal.lists.records import Person
from sekisho.personal.people import people

NAMES = ["青木茂", "青木和子", "石黒明", "宇野正", "谷口花子", "関四郎"]


def roster(*rows: tuple[str, str, dict[str, str]], certain: bool = True) -> Known:
    """A list of households: name, number of the household, what stands beside it."""
    found = people(
        Person(name, "list", f"list\t{home}", certain, tuple(sorted(values.items())))  # type: ignore[arg-type]
        for name, home, values in rows
    )
    return Known(found.persons, identities_of(found))


def homes(one: Known) -> Known:
    """The same document with its number of households."""
    assert one.identities is not None
    certain = sum(
        any(one.identities.tokens[at].certain for at in home) for home in one.identities.homes
    )
    return Known(Bounds(certain, len(one.identities.homes)), one.identities)


WHOLE = roster(
    *((name, str(number // 2), {"phone": f"077000000{number // 2}"})
      for number, name in enumerate(NAMES))
)  # fmt: skip
NAMES_ALONE = roster(*((name, str(number // 2), {}) for number, name in enumerate(NAMES)))
EXTRACT = roster(*((name, str(number // 2), {}) for number, name in enumerate(NAMES[:5])))
OTHERS = roster(("森一郎", "1", {"phone": "0770000009"}), ("森二郎", "1", {}))
NAMESAKE = roster(("青木茂", "1", {"phone": "0770000008"}))
SURELY = roster(("青木茂", "1", {"phone": "0770000000"}))
DOUBTFUL = roster(("原三郎", "1", {}), certain=False)


@pytest.mark.parametrize(
    ("documents", "persons", "households"),
    [
        ([WHOLE], (6, 6), (3, 3)),
        ([WHOLE, WHOLE], (6, 6), (3, 3)),
        ([WHOLE, NAMES_ALONE], (6, 6), (3, 3)),
        ([WHOLE, EXTRACT], (6, 6), (3, 3)),
        ([WHOLE, OTHERS], (8, 8), (4, 4)),
        ([WHOLE, NAMESAKE], (6, 7), (3, 4)),
        ([WHOLE, SURELY], (6, 6), (3, 3)),
        ([WHOLE, DOUBTFUL], (6, 7), (3, 4)),
        ([], (0, 0), (0, 0)),
    ],
    ids=[
        "one",
        "twice",
        "in_another_format",
        "an_extract",
        "others",
        "a_namesake",
        "the_same_telephone",
        "doubtful",
        "none",
    ],
)
def test_over_documents(documents, persons, households) -> None:
    assert distinct_persons(documents) == Bounds(*persons)
    assert distinct_households([homes(one) for one in documents]) == Bounds(*households)


def test_a_document_known_by_its_number_alone_may_share_its_people() -> None:
    documents = [WHOLE, Known(Bounds(4, 9), None), Known(Bounds(2, 2), None)]
    assert distinct_persons(documents) == Bounds(6, 6 + 9 + 2)
    assert distinct_households([Known(Bounds(4, 9), None)]) == Bounds(4, 9)


def test_what_a_document_counts_beyond_its_names_stays_in_the_upper_bound() -> None:
    assert WHOLE.identities is not None
    wide = Known(Bounds(6, 8), WHOLE.identities)
    assert distinct_persons([wide]) == Bounds(6, 8)
    assert distinct_households([Known(Bounds(3, 5), WHOLE.identities)]) == Bounds(3, 5)


def test_nothing_plain_is_in_an_identity() -> None:
    written = repr(WHOLE.identities)
    assert not any(name in written for name in NAMES)


def test_a_household_in_two_lists_of_a_document_is_one() -> None:
    found = people(
        [
            Person("青木茂", "a", "a\t1", certain=True, attributes=(("phone", "1"),)),
            Person("青木茂", "b", "b\t7", certain=True, attributes=(("phone", "1"),)),
            Person("青木和子", "b", "b\t7", certain=True),
        ]
    )
    assert [len(home) for home in identities_of(found).homes] == [2]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from("123"),
        st.sampled_from([{}, {"phone": "1"}, {"phone": "2"}, {"birth": "1950-01-02"}]),
    ),
    max_size=6,
)


@given(st.lists(ROWS, max_size=4), st.randoms(use_true_random=False))
def test_never_less_than_one_document_nor_more_than_all(given_rows, dice) -> None:
    documents = [roster(*rows) for rows in given_rows]
    shuffled = dice.sample(documents, len(documents))
    for distinct, ready in (
        (distinct_persons, documents),
        (distinct_households, [homes(one) for one in documents]),
    ):
        found = distinct(ready)
        assert found.low <= found.high <= sum(one.count.high for one in ready)
        assert found.low >= max((one.count.low for one in ready), default=0)
        assert found.high >= max((one.count.high for one in ready), default=0)
        twice = distinct([*ready, *ready])
        assert twice.low == found.low
    assert distinct_persons(shuffled).low == distinct_persons(documents).low
