"""Times as persons tell them: never more exact than they were told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.form.dates import NotThisFormError
from sekisho.form.when import When, read_when, when

MIN, MAX = (datetime(year, 1, 1) for year in (1990, 2090))  # noqa: DTZ001  (bounds of draws)
AT = datetime(2016, 6, 3, 16, 0, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-06-03", When(date(2016, 6, 3))),
        ("平成28年6月3日", When(date(2016, 6, 3))),
        ("平成28年6月3日ごろ", When(date(2016, 6, 3), None, True)),
        ("2016-06-03 16:00", When(date(2016, 6, 3), AT)),
        ("H28.6.3 午後4時", When(date(2016, 6, 3), AT)),
        ("2016年6月3日 午後4時ごろ", When(date(2016, 6, 3), AT, True)),
        ("２０１６年６月３日　午後４時頃", When(date(2016, 6, 3), AT, True)),
        ("2016-06-03T07:00:00Z", When(date(2016, 6, 3), AT)),
        # late in the evening of London it is the next day in the office
        ("2016-06-02T20:00:00+00:00", When(date(2016, 6, 3), AT.replace(hour=5))),
    ],
)
def test_told(text: str, expected: When) -> None:
    assert when(read_when(text)) == expected


@pytest.mark.parametrize(
    "text", ["16:50", "午後4時", "昨日", "", "2016-06-03 25:00", "6月3日 16:50"]
)
def test_not_enough(text: str) -> None:
    with pytest.raises(NotThisFormError):
        read_when(text)


def test_a_day_has_a_beginning_but_no_time() -> None:
    told = when(read_when("2016-06-03"))
    assert told.moment is None
    assert told.earliest == datetime(2016, 6, 2, 15, tzinfo=UTC)


@given(
    st.datetimes(MIN, MAX, timezones=st.just(JAPAN)).map(lambda at: at.replace(microsecond=0)),
    st.booleans(),
)
def test_what_was_read_reads_again(at: datetime, about: bool) -> None:
    told = read_when(f"{at:%Y-%m-%d %H:%M:%S}{'ごろ' if about else ''}")
    assert read_when(told) == told
    assert when(told) == When(at.date(), at, about)
