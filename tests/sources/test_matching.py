"""Patterns with groups."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.sources.matching import matched


@pytest.mark.parametrize(
    ("texts", "fit", "groups"),
    [
        (["a1", "b", "c2"], [True, False, True], [["a", "c"], ["1", "2"]]),
        (["b"], [False], [[], []]),
        ([], [], [[], []]),
    ],
)
def test_groups_of_those_that_match(texts, fit, groups):
    found, values = matched(pa.array(texts, pa.string()), r"^(?P<letter>[a-z])(?P<digit>\d)$")
    assert found.tolist() == fit
    assert [value.to_pylist() for value in values] == groups
