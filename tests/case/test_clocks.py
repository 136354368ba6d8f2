from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.clocks import CLUSTER_S, estimated


def pair(thing: str, delta: float, *, loose: bool = False) -> dict[str, Any]:
    place = {"evidence": "e", "position": 1, "unit": "row"}
    return {"thing": thing, "delta_s": delta, "loose": loose, **place}


def test_the_difference_most_things_agree_on_is_the_offset() -> None:
    rows = [pair(f"page{n}", 220.0 + n / 10) for n in range(5)]
    rows += [pair("page0", -3000.0), pair("page1", 1500.0), pair("often", 0.0)]
    found = estimated(rows)
    assert found is not None
    assert (found.offset_s, found.things) == (220.2, 5)
    assert found.uncertainty_s == 1.0


def test_one_page_reloaded_all_day_is_one_thing() -> None:
    assert estimated([pair("same", 60.0 + n / 100) for n in range(50)]) is None


def test_two_coincidences_are_not_believed() -> None:
    assert estimated([pair("a", 10.0), pair("b", 11.0), pair("c", 900.0)]) is None


def test_what_followed_helps_only_where_nothing_was_the_same() -> None:
    loose = [pair("tool", -221.0, loose=True)]
    found = estimated(loose)
    assert found is not None
    assert (found.offset_s, found.code, found.uncertainty_s) == (-221.0, "clock.followed", 30.0)
    exact = estimated([*loose, *(pair(f"p{n}", -215.0) for n in range(3))])
    assert exact is not None
    assert (exact.offset_s, exact.code) == (-215.0, "clock.same_things")


@given(st.floats(-3000, 3000), st.lists(st.floats(-2, 2), min_size=4, max_size=12))
def test_the_true_offset_lies_within_the_uncertainty(offset: float, noise: list[float]) -> None:
    found = estimated([pair(f"p{n}", offset + error) for n, error in enumerate(noise)])
    assert found is not None
    assert abs(found.offset_s - offset) <= found.uncertainty_s + CLUSTER_S
    assert found.things == len(noise)


@pytest.mark.parametrize("rows", [[], [pair("a", 1.0)]])
def test_nothing_to_compare_is_no_estimate(rows: list[dict[str, Any]]) -> None:
    assert estimated(rows) is None
