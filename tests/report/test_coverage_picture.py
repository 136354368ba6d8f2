"""The coverage picture: records, gaps and silence look different."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sekisho.case.facts import Coverage, Hour
from sekisho.report.coverage_picture import ROWS, coverage_picture
from sekisho.report.drawing import WIDTH, Drawing, Label, Rect
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook

from . import cases


def draw(coverage: Coverage, town: Rulebook) -> Drawing | None:
    return coverage_picture(Writer(replace(cases.rich(), coverage=coverage), "ja", town))


def rects(drawing: Drawing, *tones: str) -> list[Rect]:
    return [one for one in drawing.shapes if isinstance(one, Rect) and one.tone in tones]


HEAT = ("heat1", "heat2", "heat3", "heat4")


def test_no_hours_no_picture(town: Rulebook) -> None:
    assert draw(Coverage((), (), ()), town) is None


def test_an_hour_with_records_is_one_bar_and_an_hour_without_is_none(town: Rulebook) -> None:
    coverage = cases.rich().coverage
    drawing = draw(coverage, town)
    assert drawing is not None
    keys = 2
    assert len(rects(drawing, *HEAT)) == len(coverage.hours) + keys
    assert len(rects(drawing, "gap")) == len(coverage.gaps) + len(coverage.silent_hosts) + 1


def test_more_records_are_taller_as_well_as_darker(town: Rulebook) -> None:
    start = cases.at("00:00:00")
    hours = tuple(Hour("squid.proxy", None, start + timedelta(hours=n), 10**n) for n in range(5))
    drawing = draw(Coverage((), (), (), hours), town)
    assert drawing is not None
    bars = rects(drawing, *HEAT)[:5]
    assert [one.height for one in bars] == sorted(one.height for one in bars)
    assert bars[0].tone != bars[4].tone


@pytest.mark.parametrize("days", [1, 30, 365, 4000])
def test_any_length_of_time_fits(town: Rulebook, days: int) -> None:
    start = cases.at("00:00:00")
    hours = tuple(Hour("squid.proxy", None, start + timedelta(days=n), 5) for n in range(days))
    drawing = draw(Coverage((), (), (), hours), town)
    assert drawing is not None
    assert len(rects(drawing, *HEAT)) <= 75
    assert all(one.x + one.width <= WIDTH for one in rects(drawing, *HEAT))


def test_rows_beyond_the_picture_are_counted(town: Rulebook) -> None:
    start = cases.at("00:00:00")
    hours = tuple(Hour("evtx.windows", f"PC{n:03d}", start, 5) for n in range(ROWS + 7))
    drawing = draw(Coverage((), (), (), hours), town)
    assert drawing is not None
    said = [one.text for one in drawing.shapes if isinstance(one, Label)]
    assert "図に入らない行：7（下の表を参照）" in said
