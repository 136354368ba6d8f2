"""Time: zones, plausibility, ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from sekisho.events.time import JAPAN, iso, plausible, to_utc

NOW = datetime(2016, 6, 23, 2, 0, tzinfo=UTC)


def test_local_time_becomes_utc() -> None:
    local = pa.array([datetime(2016, 6, 3, 16, 3)], pa.timestamp("us"))  # noqa: DTZ001
    assert to_utc(local, JAPAN).to_pylist() == [datetime(2016, 6, 3, 7, 3, tzinfo=UTC)]


def test_an_hour_that_occurs_twice_is_taken_as_the_first() -> None:
    local = pa.array([datetime(2016, 10, 30, 2, 30)], pa.timestamp("us"))  # noqa: DTZ001
    found = to_utc(local, ZoneInfo("Europe/Berlin")).to_pylist()
    assert found == [datetime(2016, 10, 30, 0, 30, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(1601, 1, 1, tzinfo=UTC), False),
        (datetime(2016, 6, 3, tzinfo=UTC), True),
        (NOW + timedelta(days=1), True),
        (datetime(2099, 1, 1, tzinfo=UTC), False),
        (None, None),
    ],
)
def test_what_is_plausible(moment: datetime | None, expected: bool | None) -> None:
    found = plausible(pa.array([moment], pa.timestamp("us", tz="UTC")), NOW).to_pylist()
    assert found == [expected]


def test_iso_shows_japanese_time_and_refuses_a_naive_moment() -> None:
    assert iso(datetime(2016, 6, 3, 7, 3, tzinfo=UTC)) == "2016-06-03T16:03:00+09:00"
    with pytest.raises(ValueError, match="zone"):
        iso(datetime(2016, 6, 3))  # noqa: DTZ001
