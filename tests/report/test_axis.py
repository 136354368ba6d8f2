"""The time axis: places and ticks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.report.axis import LEFT, RIGHT, Axis

START = datetime(2016, 6, 3, 15, 50, tzinfo=JAPAN)


def test_places_run_from_left_to_right_and_never_leave() -> None:
    axis = Axis(START, START + timedelta(hours=1))
    assert axis.place(START) == LEFT
    assert axis.place(START + timedelta(minutes=30)) == (LEFT + RIGHT) / 2
    assert axis.place(START + timedelta(days=9)) == RIGHT
    assert axis.place(START - timedelta(days=9)) == LEFT
    assert not axis.holds(START - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("length", "first", "second"),
    [
        (timedelta(hours=1), "15:50", "16:00"),
        (timedelta(minutes=5), "15:50", "15:51"),
        (timedelta(days=8), "6/4", "6/5"),
    ],
)
def test_ticks_stand_at_round_times(length: timedelta, first: str, second: str) -> None:
    labels = [label for _, label in Axis(START, START + length).ticks()]
    assert labels[:2] == [first, second]


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=40_000)))
def test_there_are_never_too_many_ticks(length: timedelta) -> None:
    axis = Axis(START, START + length)
    ticks = axis.ticks()
    assert len(ticks) <= 10
    assert all(axis.holds(moment) for moment, _ in ticks)
