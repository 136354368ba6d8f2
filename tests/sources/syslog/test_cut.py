"""Columns of texts cut and matched."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.syslog.cut import address, after, fields_of, groups, port, whole


@given(st.lists(st.tuples(st.text("ab", max_size=5), st.none() | st.text(max_size=8))))
def test_after_cuts_the_beginning(parts: list[tuple[str, str | None]]) -> None:
    texts = pa.array([None if rest is None else head + rest for head, rest in parts], pa.string())
    lengths = np.array([len(head) for head, _ in parts], np.int64)
    # also of a column that is a slice of a longer one
    longer = pa.concat_arrays([pa.array(["before"]), texts]).slice(1)
    assert after(longer, lengths).to_pylist() == [rest for _, rest in parts]


def test_groups_are_null_where_nothing_matched() -> None:
    found = groups(pa.array(["a=1", "a=", "b", None]), r"^a=(?P<value>\d*)$")
    assert found["value"].to_pylist() == ["1", None, None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("unknown", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(text: str | None, expected: str | None) -> None:
    assert address(pa.array([text], pa.string())).to_pylist() == [expected]


def test_numbers() -> None:
    texts = pa.array(["65535", "65536", "-1", "x", "", None, "9" * 18, "9" * 19])
    assert port(texts).to_pylist() == [65535, *[None] * 7]
    assert whole(texts).to_pylist() == [65535, 65536, None, None, None, None, 10**18 - 1, None]


def test_fields_without_empty_columns() -> None:
    found = fields_of(2, {"a": pa.array(["1", None]), "b": pa.nulls(2, pa.string())})
    assert found.to_pylist() == [[("a", "1")], []]
