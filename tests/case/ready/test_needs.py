"""A need comes to what its parts come to, and never to less when a part rises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.ready.facts import Level
from sekisho.case.ready.needs import Need, need_of

NAMES = ("a", "b", "c", "d")
LEVELS = st.fixed_dictionaries({name: st.sampled_from(Level) for name in NAMES})
NEEDS = st.recursive(
    st.sampled_from(NAMES),
    lambda parts: st.one_of(
        st.fixed_dictionaries({"all_of": st.lists(parts, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any_of": st.lists(parts, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"partly": parts}),
    ),
    max_leaves=8,
)


def levels(**given: Level) -> dict[str, Level]:
    return {**dict.fromkeys(NAMES, Level.NONE), **given}


@pytest.mark.parametrize(
    ("content", "given", "wanted"),
    [
        ("a", levels(a=Level.FULL), Level.FULL),
        ({"all_of": ["a", "b"]}, levels(a=Level.FULL, b=Level.PARTLY), Level.PARTLY),
        ({"all_of": ["a", "b"]}, levels(a=Level.FULL), Level.NONE),
        ({"any_of": ["a", "b"]}, levels(b=Level.PARTLY), Level.PARTLY),
        ({"any_of": ["a", {"partly": "b"}]}, levels(b=Level.FULL), Level.PARTLY),
        ({"partly": "a"}, levels(), Level.NONE),
    ],
)
def test_a_need_comes_to(content: object, given: dict[str, Level], wanted: Level) -> None:
    assert need_of(content).level(given) == wanted


@given(NEEDS, LEVELS, st.sampled_from(NAMES))
def test_a_rise_never_lowers(content: object, before: dict[str, Level], name: str) -> None:
    need = need_of(content)
    risen = {**before, name: Level(min(before[name] + 1, Level.FULL))}
    assert need.level(risen) >= need.level(before)


@given(NEEDS, LEVELS)
def test_raising_what_lacks_gives_a_full_answer(content: object, before: dict[str, Level]) -> None:
    need = need_of(content)
    lacking = need.lacking(before, len)
    if lacking is None:
        assert need.level(dict.fromkeys(NAMES, Level.FULL)) < Level.FULL
        return
    assert need.level({**before, **dict.fromkeys(lacking, Level.FULL)}) == Level.FULL
    assert (need.level(before) == Level.FULL) <= (not lacking)


@given(NEEDS, LEVELS)
def test_names_are_those_it_depends_on(content: object, before: dict[str, Level]) -> None:
    need = need_of(content)
    other = {name: Level.FULL for name in NAMES if name not in set(need.names())}
    assert need.level({**before, **other}) == need.level(before)


@pytest.mark.parametrize("content", [None, 1, {}, {"all": ["a"]}, {"any_of": []}, {"a": 1, "b": 2}])
def test_another_form_is_refused(content: object) -> None:
    with pytest.raises(ValueError, match="no need"):
        need_of(content)


def test_the_cheapest_way_is_taken() -> None:
    need = need_of({"any_of": [{"all_of": ["a", "b"]}, "c", {"partly": "d"}]})
    cost = {"a": 1, "b": 1, "c": 5, "d": 0}
    found = need.lacking(levels(), lambda names: sum(cost[name] for name in names))
    assert found == {"a", "b"}
    assert isinstance(need, Need)
