"""Office dates in one notation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.form.dates import (
    NotThisFormError,
    read_date,
    read_end,
    read_month_day,
    read_start,
    read_time,
    read_year,
)

# hypothesis wants naive bounds and adds the zone itself
YEARS = (datetime(1990, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001
IKEDA = date(2016, 6, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("2016-06-03", "2016/6/3", "2016.6.3", "2016年6月3日", "２０１６年６月３日"),
        *("平成28年6月3日", "平成２８年６月３日", "H28.6.3", "h28/6/3", "平成28年6月3日(金)"),
        *("平成 28 年 6 月 3 日", " 2016-06-03 "),
    ],
)
def test_one_day_in_many_notations(text: str) -> None:
    assert read_date(text) == IKEDA


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("㋿元年5月1日", date(2019, 5, 1)),
        ("R8.6.3", date(2026, 6, 3)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S39.10.10", date(1964, 10, 10)),
    ],
)
def test_eras(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("平成31年5月1日", "2019-05-01"),
        ("昭和64年1月8日", "1989-01-08"),
        ("令和元年4月30日", "2019-04-30"),
        ("2016-02-30", ""),
        ("令和0年5月1日", ""),
        ("6月3日", ""),
        ("20160603", ""),
        ("きのう", ""),
        ("", ""),
    ],
)
def test_not_a_date(text: str, meant: str) -> None:
    with pytest.raises(NotThisFormError) as raised:
        read_date(text)
    assert raised.value.meant == meant


@given(st.dates(date(1926, 12, 25), date(2117, 12, 31)))
def test_every_day_reads_the_same_in_its_era(day: date) -> None:
    begins = (("令和", 2018, date(2019, 5, 1)), ("平成", 1988, date(1989, 1, 8)))
    name, before, _ = next(
        (era for era in begins if day >= era[2]), ("昭和", 1925, date(1926, 12, 25))
    )
    assert read_date(f"{name}{day.year - before}年{day.month}月{day.day}日") == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("8:30", time(8, 30)),
        ("０８：３０", time(8, 30)),
        ("08:30:15", time(8, 30, 15)),
        ("8時30分", time(8, 30)),
        ("17時", time(17)),
        ("午後5時15分", time(17, 15)),
        ("午前0時", time(0)),
    ],
)
def test_times(text: str, moment: time) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize(
    ("text", "meant"),
    [("8.30", "8:30"), ("1715", "17:15"), ("24:00", ""), ("午後12時", ""), ("x", "")],
)
def test_not_a_time(text: str, meant: str) -> None:
    with pytest.raises(NotThisFormError) as raised:
        read_time(text)
    assert raised.value.meant == meant


@pytest.mark.parametrize(
    ("text", "year"),
    [("2011", 2011), ("平成23年度", 2011), ("H23", 2011), ("令和元年", 2019), ("2024年度", 2024)],
)
def test_years(text: str, year: int) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize("text", ["23", "令和", "20111"])
def test_not_a_year(text: str) -> None:
    with pytest.raises(NotThisFormError):
        read_year(text)


@pytest.mark.parametrize("text", ["12-29", "12/29", "12月29日"])
def test_days_of_every_year(text: str) -> None:
    assert read_month_day(text) == "12-29"


@pytest.mark.parametrize("text", ["13-01", "2-30", "12"])
def test_not_a_day_of_every_year(text: str) -> None:
    with pytest.raises(NotThisFormError):
        read_month_day(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-06-03", "2026-06-03T00:00:00+09:00", "2026-06-04T00:00:00+09:00"),
        ("令和8年6月3日", "2026-06-03T00:00:00+09:00", "2026-06-04T00:00:00+09:00"),
        ("令和8年6月3日 午後4時3分", "2026-06-03T16:03:00+09:00", "2026-06-03T16:03:00+09:00"),
        ("2026-06-03T16:03", "2026-06-03T16:03:00+09:00", "2026-06-03T16:03:00+09:00"),
        ("2026-06-03T07:03:00Z", "2026-06-03T16:03:00+09:00", "2026-06-03T16:03:00+09:00"),
        ("2026-06-03 16:03+09:00", "2026-06-03T16:03:00+09:00", "2026-06-03T16:03:00+09:00"),
    ],
)
def test_terms_in_japan_time(text: str, start: str, end: str) -> None:
    assert read_start(text).isoformat() == start
    assert read_end(text).isoformat() == end


@pytest.mark.parametrize("text", ["2026-06-03 25:00", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_terms_out_of_range(text: str) -> None:
    with pytest.raises(NotThisFormError):
        read_end(text)


@given(
    moment=st.datetimes(*YEARS),
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_an_aware_moment_keeps_its_instant(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_start(aware.isoformat()) == aware
    assert read_end(aware.isoformat()) == aware
