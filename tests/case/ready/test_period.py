"""The period is cut by the office's hours alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sekisho.case.build import DEFAULT_HOURS
from sekisho.case.ready.period import Period, weeks_before
from sekisho.events.time import JAPAN


def test_weeks_end_with_the_last_whole_day() -> None:
    period = weeks_before(datetime(2016, 6, 23, 11, tzinfo=JAPAN), DEFAULT_HOURS)
    assert period.until == datetime(2016, 6, 23, tzinfo=JAPAN)
    assert period.until - period.since == timedelta(days=14)
    assert period.days[0] == date(2016, 6, 9)
    assert period.days[-1] == date(2016, 6, 22)
    assert len(period.days) == 10


def test_hours_are_whole_hours_of_work() -> None:
    day = datetime(2016, 6, 3, tzinfo=JAPAN)
    period = Period(day, day + timedelta(days=1), DEFAULT_HOURS)
    hours = [hour.astimezone(JAPAN).hour for hour in period.working_hours]
    assert hours == [9, 10, 11, 13, 14, 15, 16]
    assert all(hour.tzinfo == UTC for hour in period.working_hours)


def test_a_weekend_has_no_cell() -> None:
    saturday = datetime(2016, 6, 4, tzinfo=JAPAN)
    period = Period(saturday, saturday + timedelta(days=2), DEFAULT_HOURS)
    assert period.days == ()
    assert period.working_hours == ()
    assert period.grace == period.until


def test_a_begun_day_does_not_count() -> None:
    noon = datetime(2016, 6, 2, 12, tzinfo=JAPAN)
    assert Period(noon, noon + timedelta(days=1), DEFAULT_HOURS).days == ()


def test_grace_is_three_working_days() -> None:
    friday = datetime(2016, 6, 3, tzinfo=JAPAN)
    period = Period(friday, friday + timedelta(days=14), DEFAULT_HOURS)
    assert period.grace == datetime(2016, 6, 8, tzinfo=JAPAN)
