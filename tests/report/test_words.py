"""Times, lengths, bounds and numbers as people read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.facts import Count
from sekisho.events.time import JAPAN
from sekisho.report.words import Words

JA, EN = Words("ja"), Words("en")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("moment", "seconds", "japanese", "english"),
    [
        ("2016-06-03T16:03:05", False, "午後4時3分", "4:03 p.m."),
        ("2016-06-03T16:03:05", True, "午後4時3分5秒", "4:03:05 p.m."),
        ("2016-06-23T11:00:00", False, "午前11時", "11:00 a.m."),
        ("2016-06-23T11:00:00", True, "午前11時0分0秒", "11:00:00 a.m."),
        ("2016-06-03T00:15:00", False, "午前0時15分", "12:15 a.m."),
        ("2016-06-03T12:00:00", False, "午後0時", "12:00 p.m."),
        ("2016-06-03T16:41:59.999999", True, "午後4時41分59秒", "4:41:59 p.m."),
    ],
)
def test_clock(moment: str, seconds: bool, japanese: str, english: str) -> None:
    assert JA.clock(at(moment), seconds=seconds) == japanese
    assert EN.clock(at(moment), seconds=seconds) == english


def test_moments_are_told_in_japan_time() -> None:
    moment = datetime.fromisoformat("2016-06-02T15:30:00+00:00")
    assert JA.moment(moment) == "平成28年6月3日午前0時30分"
    assert JA.stamp(moment) == "H28.6.3 00:30:00"
    assert EN.stamp(moment) == "2016-06-03 00:30:00"


def test_as_of() -> None:
    assert JA.as_of(at("2016-06-23T11:00:00")) == "平成28年6月23日午前11時現在"
    assert EN.as_of(at("2016-06-23T11:00:00")) == "as of 11:00 a.m. on 23 June 2016"


def test_a_span_says_the_day_once_unless_it_changes() -> None:
    same = JA.span(at("2016-06-03T16:03:05"), at("2016-06-03T16:41:09"))
    assert same == "平成28年6月3日（金曜日）午後4時3分から午後4時41分まで"
    over = JA.span(at("2019-04-30T23:50:00"), at("2019-05-01T00:10:00"))
    assert (
        over == "平成31年4月30日（火曜日）午後11時50分から令和元年5月1日（水曜日）午前0時10分まで"
    )
    english = EN.span(at("2016-06-03T16:03:05"), at("2016-06-04T16:41:09"))
    assert english == "Friday, 3 June 2016, from 4:03 p.m. to 4:41 p.m. on Saturday, 4 June 2016"


def test_days_before_the_eras_are_western() -> None:
    assert JA.day(date(1601, 1, 1)) == "西暦1601年1月1日"


@pytest.mark.parametrize(
    ("seconds", "japanese", "english"),
    [
        (0, "0秒", "0 s"),
        (38 * 60 + 4.5, "38分5秒", "38 min 5 s"),
        (86400 + 7200 + 3, "1日2時間3秒", "1 d 2 h 3 s"),
    ],
)
def test_durations(seconds: float, japanese: str, english: str) -> None:
    assert JA.duration(timedelta(seconds=seconds)) == japanese
    assert EN.duration(timedelta(seconds=seconds)) == english


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "±0秒"), (0.01, "±0.1秒"), (1.0, "±1秒"), (4.2, "±4.2秒"), (4.21, "±4.3秒"),
        (30.2, "±31秒"), (301, "±6分"), (8 * 3600, "±8時間"),
    ],
)  # fmt: skip
def test_uncertainty_is_never_rounded_down(seconds: float, said: str) -> None:
    assert JA.uncertainty(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "ずれなし"), (3.2, "3.2秒進み"), (-75.0, "75秒遅れ"), (3600, "3,600秒進み")],
)
def test_offsets_say_their_direction(seconds: float, said: str) -> None:
    assert JA.offset(seconds) == said


def test_counts_with_bounds() -> None:
    assert JA.counted(Count(387, 392), "report.unit.persons") == "387名から392名"
    assert JA.counted(Count(117, 117), "report.unit.households") == "117世帯"
    assert EN.counted(Count(1387, 2392), "report.unit.persons") == "1,387 persons to 2,392 persons"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0バイト"), (999, "999バイト"), (48_234_567, "48.2 MB（48,234,567バイト）")],
)
def test_bytes_are_never_rounded_alone(number: int, said: str) -> None:
    assert JA.bytes(number) == said


@given(st.integers(min_value=0, max_value=10**15))
def test_the_exact_number_is_always_there(number: int) -> None:
    assert f"{number:,}" in JA.bytes(number)


@given(st.datetimes(min_value=datetime(1873, 1, 2), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001
def test_every_moment_can_be_said(naive: datetime) -> None:
    moment = naive.replace(tzinfo=JAPAN)
    for words in (JA, EN):
        assert words.moment(moment, seconds=True)
        assert words.stamp(moment)
