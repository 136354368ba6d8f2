"""Eras at their borders, and against the rulebook's reading of the same notation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.form.dates import read_date
from sekisho.report.era import ERAS, FIRST, era_year


@pytest.mark.parametrize(
    ("day", "written", "short"),
    [
        (date(1873, 1, 1), "明治6年", "M6"),
        (date(1912, 7, 29), "明治45年", "M45"),
        (date(1912, 7, 30), "大正元年", "T1"),
        (date(1926, 12, 24), "大正15年", "T15"),
        (date(1926, 12, 25), "昭和元年", "S1"),
        (date(1989, 1, 7), "昭和64年", "S64"),
        (date(1989, 1, 8), "平成元年", "H1"),
        (date(2016, 6, 3), "平成28年", "H28"),
        (date(2019, 4, 30), "平成31年", "H31"),
        (date(2019, 5, 1), "令和元年", "R1"),
        (date(2026, 6, 3), "令和8年", "R8"),
    ],
)
def test_each_era_begins_on_its_first_day(day: date, written: str, short: str) -> None:
    found = era_year(day)
    assert (found.written, found.short) == (written, short)


def test_days_of_the_lunar_calendar_have_no_era_date() -> None:
    with pytest.raises(ValueError, match="1872-12-31"):
        era_year(date(1872, 12, 31))


def test_every_era_names_what_made_it_so() -> None:
    assert all(era.source for era in ERAS)
    assert [era.since for era in ERAS] == sorted((era.since for era in ERAS), reverse=True)


@given(st.dates(min_value=date(1912, 7, 30), max_value=date(2100, 12, 31)))
def test_what_is_written_is_read_back_as_the_same_day(day: date) -> None:
    assert day > FIRST
    assert read_date(f"{era_year(day).written}{day.month}月{day.day}日") == day
