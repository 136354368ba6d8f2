"""Comma-separated lines: no line swallows the next."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from sekisho.sources.delimited import comma_separated


def test_quotes_and_counts():
    lines = ["a,b", '"x, y","say ""hi"""', 'open,"never', "one", "a,b,c", "a\rb,c", ","]
    fit, values = comma_separated(pa.array(lines), ["n", "m"])
    assert fit.tolist() == [True, True, False, False, False, False, True]
    assert values["n"].to_pylist() == ["a", "x, y", ""]
    assert values["m"].to_pylist() == ["b", 'say "hi"', ""]


@example(['a","', "a"])
@given(st.lists(st.text(alphabet='a,"\r あ', min_size=1, max_size=10), max_size=8))
def test_a_column_is_the_sum_of_its_rows(lines):
    fit, values = comma_separated(pa.array(lines, pa.string()), ["n", "m"])
    rows = iter(zip(values["n"].to_pylist(), values["m"].to_pylist(), strict=True))
    for line, fits in zip(lines, fit, strict=True):
        alone, value = comma_separated(pa.array([line]), ["n", "m"])
        assert alone.tolist() == [fits]
        if fits:
            assert (value["n"][0].as_py(), value["m"][0].as_py()) == next(rows)
