"""Times in strftime forms: read, refused, and placed in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.stamps import Stamp

CLF = "%d/%b/%Y:%H:%M:%S %z"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (CLF, "03/Jun/2016:16:03:11 +0900", datetime(2016, 6, 3, 7, 3, 11, tzinfo=UTC)),
        (CLF, "10/Dec/2010:18:32:4 -0330", datetime(2010, 12, 10, 22, 2, 4, tzinfo=UTC)),
        (CLF, "29/Feb/2016:00:00:00 +0000", datetime(2016, 2, 29, tzinfo=UTC)),
        (CLF, "29/Feb/2015:00:00:00 +0000", None),
        (CLF, "00/Jun/2016:16:03:11 +0900", None),
        (CLF, "03/Jun/2016:24:03:11 +0900", None),
        (CLF, "03/Foo/2016:16:03:11 +0900", None),
        (CLF, "03/Jun/2016:16:03:11", None),
        (CLF, "", None),
        (CLF, "03/Jun/2016:16:03:11 GMT", datetime(2016, 6, 3, 16, 3, 11, tzinfo=UTC)),
        ("%m/%d/%y %T", "06/03/16 16:03:41", datetime(2016, 6, 3, 7, 3, 41, tzinfo=UTC)),
        ("%m/%d/%y %T", "06/03/99 09:00:00", datetime(1999, 6, 3, 0, 0, 0, tzinfo=UTC)),
        ("%F %R", "2016-06-03 09:30", datetime(2016, 6, 3, 0, 30, tzinfo=UTC)),
        (
            "%Y-%m-%dT%H:%M:%S%z",
            "2016-06-03T00:00:00.1234567Z",
            datetime(2016, 6, 3, 0, 0, 0, 123456, tzinfo=UTC),
        ),
        ("%a %H %% %d.%m.%Y", "Fri 9 % 3.6.2016", datetime(2016, 6, 3, tzinfo=UTC)),
    ],
)
def test_moments(form, text, expected):
    assert Stamp(form).moments(pa.array([text]), "Asia/Tokyo").to_pylist() == [expected]


def test_no_rows():
    assert Stamp(CLF).moments(pa.array([], pa.string()), "Asia/Tokyo").to_pylist() == []


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 31)))  # noqa: DTZ001
def test_what_strftime_writes_is_read_back(naive):
    local = naive.replace(microsecond=0, tzinfo=ZoneInfo("Asia/Tokyo"))
    text = local.strftime("%Y-%m-%d %H:%M:%S %z")
    assert Stamp("%F %T %z").moments(pa.array([text]), "UTC").to_pylist() == [local]


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text):
    assert len(Stamp(CLF).moments(pa.array([text], pa.string()), "UTC")) == 1
