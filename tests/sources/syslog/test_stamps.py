"""Stamps as moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.syslog.stamps import moments, taken_apart


def _moment(text: str | None, year: int = 2016, zone: str = "Asia/Tokyo") -> datetime | None:
    apart = taken_apart(pa.array([text], pa.string()))
    found: datetime | None = moments(apart, np.array([year]), zone)[0].as_py()
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jun  3 16:03:11", "2016-06-03T07:03:11+00:00"),
        ("Jun 3 16:03:11", "2016-06-03T07:03:11+00:00"),
        ("Jun  3 2015 16:03:11.25", "2015-06-03T07:03:11.250000+00:00"),
        ("2016-06-03T16:03:11Z", "2016-06-03T16:03:11+00:00"),
        ("2016-06-03 16:03:11,5", "2016-06-03T07:03:11.500000+00:00"),
        ("2016-06-03T16:03:11.123456789-0130", "2016-06-03T17:33:11.123456+00:00"),
        ("2016/06/03 16:03:11", "2016-06-03T07:03:11+00:00"),
        ("2016-06-30T23:59:60Z", "2016-07-01T00:00:00+00:00"),
        ("Feb 29 00:00:00", "2016-02-28T15:00:00+00:00"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert _moment(text) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Feb 30 00:00:00",
        "Xyz  3 16:03:11",
        "Jun  0 16:03:11",
        "2016-13-03T16:03:11Z",
        "2016-06-03T24:00:00Z",
        "2016-06-03T16:60:11Z",
        None,
    ],
)
def test_no_time(text: str | None) -> None:
    assert _moment(text) is None


def test_29_february_of_a_common_year_is_no_day() -> None:
    assert _moment("Feb 29 00:00:00", year=2015) is None


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
def test_as_python_reads_it(local: datetime, minutes: int) -> None:
    moment = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert _moment(moment.isoformat()) == moment.astimezone(UTC)
