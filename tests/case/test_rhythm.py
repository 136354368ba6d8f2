from __future__ import annotations

from datetime import date, datetime, timedelta

from sekisho.case import rhythm
from sekisho.case.rhythm import minute_of

from .conftest import at


def office(day: date) -> bool:
    return day.weekday() < 5


def silent(moments: list[datetime], end: datetime | None = None) -> list[tuple[datetime, datetime]]:
    minutes = [minute_of(one) for one in moments]
    return rhythm.Rhythm(minutes, office).silences(None, end)


def days(
    step: int, first: int = 30, lost: tuple[datetime, datetime] | None = None
) -> list[datetime]:
    """Every ``step`` minutes from 8:30 to 17:30 on the working days of two weeks."""
    found = []
    for number in range(14):
        start = at("8:30", day=1) - timedelta(days=9) + timedelta(days=number)
        if office((start + timedelta(hours=9)).date()):
            found += [start + timedelta(minutes=m) for m in range(0, 540, step)]
    return [one for one in found if lost is None or not lost[0] <= one < lost[1]]


def test_nights_and_weekends_are_no_gaps() -> None:
    assert silent(days(5)) == []


def test_a_silence_against_the_rhythm_is_a_gap_to_the_minute() -> None:
    lost = at("10:00", day=1), at("12:00", day=1)
    assert silent(days(5, lost=lost)) == [(at("9:56", day=1), at("12:00", day=1))]


def test_a_slow_source_is_given_more_time() -> None:
    short = at("10:00", day=1), at("11:00", day=1)
    whole = at("8:30", day=1), at("17:30", day=1)
    assert silent(days(30, lost=short)) == []
    assert len(silent(days(30, lost=whole))) == 1


def test_a_source_that_falls_silent_for_good_has_a_gap_to_the_end() -> None:
    lost = at("13:00", day=3), at("23:00", day=30)
    end = at("18:00", day=3)
    ((start, until),) = silent(days(5, lost=lost), end=end)
    assert (start, until) == (at("12:56", day=3), end)


def test_one_day_is_the_rhythm_of_the_days_around_it() -> None:
    day = [one for one in days(5) if at("0:00", day=1) <= one < at("23:00", day=1)]
    assert silent(day) == []
    assert silent(day, end=at("23:00", day=2)) == [(at("17:26", day=1), at("23:00", day=2))]


def test_nothing_at_all_has_no_gaps() -> None:
    assert silent([]) == []
