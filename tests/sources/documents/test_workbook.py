from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from sekisho.sources.documents import workbook
from sekisho.sources.documents.workbook import sheet_rows, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (117.0, "117"),
        (117, "117"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (1234567890123.0, "1234567890123"),
        (1e20, "1e+20"),
        ("0012", "0012"),
        (" 青木 ", "青木"),
        ("", ""),
        (None, ""),
        (True, "TRUE"),
        (date(1945, 4, 1), "1945-04-01"),
        (datetime(2016, 6, 3, 16, 3), "2016-06-03T16:03:00"),  # noqa: DTZ001  (cells have no zone)
        (time(16, 3), "16:03:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert shown(value) == text


def test_merged_ranges_fill_what_they_cover_within_bounds(monkeypatch) -> None:
    merged = [((0, 0), (9, 1)), ((0, 2), (0, 2)), ((5, 5), (6, 6))]
    rows = list(sheet_rows("s", [["a", "", "c"], ["", "", ""]], merged))
    assert [row.cells for row in rows] == [("a", "a", "c"), ("a", "a", "")]
    monkeypatch.setattr(workbook, "MOST_FILLED", 3)
    rows = list(sheet_rows("s", [["a", "", "c"], ["", "", ""]], merged))
    assert [row.cells for row in rows] == [("a", "", "c"), ("", "", "")]
