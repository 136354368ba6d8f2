from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.bounds import Bounds
from sekisho.personal.lists.records import TEXT, Person
from sekisho.personal.people import extracts, people, relation


def person(
    listed: str = "甲", household: str | None = None, certain: bool = True, **values: str
) -> Person:
    return Person("青木茂", listed, household, certain, tuple(sorted(values.items())))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (person(age="71"), person(age="71"), "same"),
        (person(age="71"), person(age="45"), "distinct"),
        (person(), person(), "unsure"),
        (person(TEXT, phone="1"), person(TEXT, address="A"), "same"),
        (person(TEXT, phone="1"), person(TEXT, phone="2"), "same"),
        (person(TEXT, birth="1945-04-01"), person(TEXT, birth="1946-04-01"), "distinct"),
        (person(phone="1"), person(phone="2"), "unsure"),
        (person(household="s\t1"), person(household="s\t2"), "distinct"),
        (person(household="s\t1"), person(household="t\t2"), "unsure"),
        (person(age="71"), person("乙", phone="1"), "unsure"),
        (person(phone="1", age="71"), person("乙", phone="1", age="72"), "same"),
        (person(birth="1945-04-01"), person("乙", birth="1946-04-01"), "distinct"),
        (person(address="A", age="71"), person("乙", address="B", age="45"), "distinct"),
        (person(address="A", age="71"), person("乙", address="B", age="72"), "unsure"),
        # in a form what somebody is to the child, in the table below to who applies
        (person("form\tname", relation="父"), person(relation="本人", birth="1980-01-01"), "same"),
        (person("丙", relation="父"), person(relation="本人", birth="1980-01-01"), "unsure"),
    ],
)
def test_same_or_not(one: Person, other: Person, expected: str) -> None:
    assert relation(one, other) == expected
    assert relation(other, one) == expected


def test_bounds() -> None:
    found = people([person(phone="1"), person(phone="2"), person(certain=False, age="3")])
    assert found.persons == Bounds(1, 3)
    assert found.households is None


def test_lists_that_share_a_person_share_the_household() -> None:
    found = people([person(household="s\t1", phone="1"), person("乙", household="t\t9", phone="1")])
    assert found.households == Bounds(1, 1)


MENTIONS = st.builds(
    lambda key, listed, house, certain, age, phone: Person(
        key,
        listed,
        house,
        certain,
        tuple(item for item in (("age", age), ("phone", phone)) if item[1]),
    ),
    st.sampled_from(["青木茂", "石黒明"]),
    st.sampled_from(["甲", "乙"]),
    st.sampled_from([None, "s\t1", "s\t2"]),
    st.booleans(),
    st.sampled_from(["", "45", "71"]),
    st.sampled_from(["", "1", "2"]),
)


@given(st.lists(MENTIONS, max_size=12), st.randoms())
def test_the_order_of_mentions_and_repetitions_do_not_matter(mentions, dice) -> None:
    shuffled = [*mentions, *mentions[:3]]
    dice.shuffle(shuffled)
    one, other = people(mentions), people(shuffled)
    assert (one.persons, one.households) == (other.persons, other.households)
    assert one.persons.low <= one.persons.high


def other(key: str, listed: str, **values: str) -> Person:
    return Person(key, listed, None, True, tuple(sorted(values.items())))


def test_officers_picked_out_of_the_members_add_nobody() -> None:
    members = [other(key, "会員", address=key) for key in "甲乙丙"]
    officers = [other(key, "役員", phone=key) for key in "甲乙"]
    assert people([*members, *officers]).persons == Bounds(3, 3)
    # one alone may be a namesake, and so may be who stands in neither
    assert people([*members, officers[0]]).persons == Bounds(3, 4)
    assert people([*members, *officers, other("丁", "役員")]).persons == Bounds(4, 6)


def test_what_contradicts_is_not_picked() -> None:
    members = [other(key, "会員", birth="1945-04-01") for key in "甲乙丙"]
    officers = [other(key, "役員", birth="1970-01-01") for key in "甲乙"]
    assert people([*members, *officers]).persons == Bounds(5, 5)


def test_extracts() -> None:
    named = {"甲": [other("甲", "A"), other("甲", "B")], "乙": [other("乙", "A"), other("乙", "B")],
             "丙": [other("丙", "A")]}  # fmt: skip
    assert extracts(named) == {"B"}


def test_nobody_has_a_namesake_at_home() -> None:
    one = person("世帯主", household="1", phone="1")
    assert relation(one, person("世帯主", household="1", address="A")) == "same"
    assert relation(one, person("家族", household="1", address="A")) == "same"
    young = person("世帯主", household="1", age="7")
    assert relation(person("世帯主", household="1", age="45"), young) == "distinct"
