"""Work done on different values only gives what work on every value gives."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.uniques import mapped, without_dash

COLUMNS = st.lists(st.none() | st.sampled_from(["", "-", "a", "A", "名簿", "--"]), max_size=30)


@given(COLUMNS)
def test_mapped_is_the_function_of_every_value(values: list[str | None]) -> None:
    column = pa.array(values, pa.string())
    expected = [None if value is None else value.upper() for value in values]
    assert mapped(column, pc.utf8_upper).to_pylist() == expected
    assert mapped(pc.dictionary_encode(column), pc.utf8_upper).to_pylist() == expected


def test_each_value_is_seen_once_and_never_null() -> None:
    seen: list[str] = []

    def noted(values: pa.Array) -> pa.Array:
        seen.extend(values.to_pylist())
        return values

    mapped(pa.array(["a", None, "b", "a", "b", None]), noted)
    assert seen == ["a", "b"]


@given(COLUMNS)
def test_dash_and_empty_are_no_text(values: list[str | None]) -> None:
    found = without_dash(pa.array(values, pa.string())).to_pylist()
    assert found == [None if value in ("", "-") else value for value in values]


@pytest.mark.parametrize("values", [[], [None], ["a", None]])
def test_a_column_without_any_is_given_back_as_it_is(values: list[str | None]) -> None:
    column = pa.array(values, pa.string())
    assert without_dash(column) is column
