"""Numbers and epoch seconds out of text."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from sekisho.sources.numbers import epochs, integers


def test_integers():
    texts = pa.array(["1", "-", "007", "-5", "x", "", "99999999999999999999", None])
    assert integers(texts).to_pylist() == [1, None, 7, -5, None, None, None, None]


def test_the_number_without_an_absolute_value_is_none():
    least, next_ = -(2**63), -(2**63) + 1
    assert integers(pa.array([str(least), str(next_), None])).to_pylist() == [None, next_, None]


@pytest.mark.parametrize(
    ("text", "parted", "expected"),
    [
        ("1464937391.120", False, datetime(2016, 6, 3, 7, 3, 11, 120000, tzinfo=UTC)),
        ("1464937391", False, datetime(2016, 6, 3, 7, 3, 11, tzinfo=UTC)),
        ("1464937391", True, None),
        ("1464937391.1234567", True, datetime(2016, 6, 3, 7, 3, 11, 123456, tzinfo=UTC)),
        ("999999999.5", True, datetime(2001, 9, 9, 1, 46, 39, 500000, tzinfo=UTC)),
        ("11464937391.120", True, None),
        ("146493739x.120", True, None),
        ("1464937391:120", True, None),
        ("-", False, None),
    ],
)
def test_epochs(text, parted, expected):
    assert epochs(pa.array([text]), parted=parted).to_pylist() == [expected]
    # beside a usual one the column is read on the general road
    pair = epochs(pa.array([text, "1464937391.120"]), parted=parted).to_pylist()
    assert pair == [expected, datetime(2016, 6, 3, 7, 3, 11, 120000, tzinfo=UTC)]
