"""Work, break or off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.rulebook import Hours, Interval, NamedDate, YearEnd, load

DEFAULT = load(None).hours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2016-06-03 08:29:59.999999", "off"),
        ("2016-06-03 08:30", "work"),
        ("2016-06-03 11:59:59", "work"),
        ("2016-06-03 12:00", "break"),
        ("2016-06-03 13:00", "work"),
        ("2016-06-03 16:03", "work"),
        ("2016-06-03 17:15", "off"),
        ("2016-06-04 10:00", "off"),  # Saturday
        ("2016-07-18 10:00", "off"),  # Marine Day
        ("2015-08-11 10:00", "work"),  # Mountain Day exists only since 2016
        ("2016-08-11 10:00", "off"),
        ("2019-05-01 10:00", "off"),  # the accession, a holiday of that year only
        ("2016-12-28 10:00", "work"),
        ("2016-12-29 10:00", "off"),
        ("2017-01-03 10:00", "off"),
        ("2017-01-04 10:00", "work"),
    ],
)
def test_default_hours(moment: str, state: str) -> None:
    assert DEFAULT.state(at(moment)) == state


def test_utc_is_turned_into_japan_time() -> None:
    assert DEFAULT.state(datetime(2016, 6, 3, 3, 30, tzinfo=UTC)) == "break"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        DEFAULT.state(datetime(2016, 6, 3, 12))  # noqa: DTZ001 - the case under test


@pytest.mark.parametrize("year", [1601, 2099, 2150])
def test_years_without_a_holiday_table(year: int) -> None:
    assert DEFAULT.state(datetime(year, 6, 3, 3, tzinfo=UTC)) in ("work", "break", "off")


def test_named_days_go_before_every_rule() -> None:
    own = Hours(
        start=time(8, 30),
        end=time(17, 15),
        breaks=(),
        workdays=("mon",),
        national_holidays=True,
        year_end=YearEnd(start="12-29", end="01-03"),
        closed=(NamedDate(date=date(2026, 6, 1)),),
        open=(NamedDate(date=date(2026, 6, 14)), NamedDate(date=date(2026, 12, 31))),
    )
    assert [own.is_workday(date(2026, 6, day)) for day in (1, 2, 8, 14)] == [
        *(False, False, True, True)
    ]
    assert own.is_workday(date(2026, 12, 31))


def test_days_off_within_one_year() -> None:
    summer = YearEnd(start="08-13", end="08-15")
    assert [summer.covers(date(2026, 8, day)) for day in (12, 13, 15, 16)] == [
        *(False, True, True, False)
    ]


# hypothesis wants naive bounds and adds the zone itself
TWO_WEEKS = (datetime(2026, 4, 27), datetime(2026, 5, 9))  # noqa: DTZ001
HALF_HOURS = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))


@given(
    edges=st.lists(HALF_HOURS, min_size=2, max_size=2, unique=True).map(sorted),
    pauses=st.lists(st.lists(HALF_HOURS, min_size=2, max_size=2, unique=True).map(sorted)),
    moment=st.datetimes(*TWO_WEEKS, timezones=st.just(JAPAN)),
)
def test_spans_say_the_same_as_state(
    edges: list[time], pauses: list[list[time]], moment: datetime
) -> None:
    own = Hours(
        start=edges[0],
        end=edges[1],
        breaks=tuple(Interval(start=low, end=high) for low, high in pauses),
        workdays=DEFAULT.workdays,
        national_holidays=True,
        year_end=DEFAULT.year_end,
    )
    spans = list(own.spans(date(2026, 4, 27), date(2026, 5, 9)))
    states = [span.state for span in spans if span.start <= moment < span.end]
    assert (states or ["off"]) == [own.state(moment)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
