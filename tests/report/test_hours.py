"""A day of 24 bars: where nothing was, no bar; every bar within the picture, with its number."""

from __future__ import annotations

from sekisho.report.drawing import Label, Rect
from sekisho.report.hours import hours


def test_a_bar_for_each_hour_in_which_something_was() -> None:
    counts = [0] * 8 + [5, 1000, 123_456, 1] + [0] * 12
    drawing = hours(counts)
    bars = [one for one in drawing.shapes if isinstance(one, Rect)]
    assert [bar.title for bar in bars] == ["5", "1,000", "123,456", "1"]
    assert max(bars, key=lambda bar: bar.height).title == "123,456"
    assert all(bar.y >= 0 and bar.y + bar.height <= drawing.height for bar in bars)
    assert all(bar.height >= 2 for bar in bars)  # one record is still seen
    labels = [one.text for one in drawing.shapes if isinstance(one, Label)]
    assert {"5", "1000", "123k"} <= set(labels)
    assert {str(hour) for hour in range(24)} <= set(labels)


def test_a_day_without_anything() -> None:
    assert not [one for one in hours([0] * 24).shapes if isinstance(one, Rect)]
