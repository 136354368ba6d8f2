"""The year of dates that write none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note
from sekisho.sources.year import Years, YearSurvey, dates_in_name

NOW = datetime(2016, 6, 23, tzinfo=UTC)
Day = tuple[int, int]


def _chosen(
    days: list[Day],
    name: str = "maillog",
    modified: datetime | None = None,
    dated: tuple[date, date] | None = None,
    **told: object,
) -> Years | None:
    survey = YearSurvey()
    # in two parts, as blocks come
    for part in (slice(0, 2), slice(2, None)):
        rows = np.array(days[part], dtype=np.int64).reshape(-1, 2)
        numbers = np.arange(1, len(days) + 1)[part]
        survey.undated(numbers, rows[:, 0], rows[:, 1])
    if dated:
        survey.dated(*dated, 7)
    evidence = Evidence(name, Path(name), 0, "0" * 64, modified)
    return survey.years(evidence, Context(**{"now": NOW, **told}))  # type: ignore[arg-type]


def test_the_order_of_grounds() -> None:
    june = [(6, 3)]
    neighbours = {"years": (2012, 2011)}
    modified = datetime(2014, 6, 10, tzinfo=UTC)
    inside = (date(2013, 6, 1), date(2013, 6, 9))
    cases = [
        (_chosen(june, "maillog-20110605", modified, inside, **neighbours), 2011, "name"),
        (_chosen(june, "maillog", modified, inside, **neighbours), 2013, "line"),
        (_chosen(june, "maillog", modified, **neighbours), 2012, "years"),
        (_chosen(june, "maillog", modified), 2014, "mtime"),
        (_chosen(june, "maillog"), 2016, "now"),
    ]
    for years, first, ground in cases:
        assert years is not None
        assert (years.first, years.ground) == (first, ground)
        assert years.note.doubt == (ground in ("mtime", "now"))


def test_no_choice_where_every_date_has_its_year() -> None:
    assert _chosen([]) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([(12, 30), (12, 31), (1, 1), (1, 2)], [2015, 2015, 2016, 2016]),
        ([(12, 31), (1, 1), (12, 31), (1, 1)], [2015, 2016, 2015, 2016]),
        ([(1, 20), (3, 1), (2, 28), (4, 1)], [2016, 2016, 2016, 2016]),
        ([(1, 5), (12, 1), (1, 5), (2, 1)], [2015, 2015, 2016, 2016]),
        ([(11, 1), (2, 1), (12, 1), (1, 1)], [2014, 2015, 2015, 2016]),
    ],
)
def test_new_year_inside_a_file(days: list[Day], expected: list[int]) -> None:
    years = _chosen(days)
    assert years is not None
    assert years.of(np.arange(1, len(days) + 1)).tolist() == expected
    # any single line alone
    assert [int(years.of(np.array([n]))[0]) for n in range(1, len(days) + 1)] == expected


@pytest.mark.parametrize(
    ("name", "days", "first"),
    [
        ("messages-20160101", [(12, 25), (12, 31)], 2015),
        ("messages-20151228", [(12, 28), (1, 3)], 2015),
        ("collected-20160610/maillog", [(12, 20), (12, 25)], 2015),
        ("collected-20160610/maillog", [(8, 1)], 2015),
        ("logs/2014/maillog", [(6, 3)], 2014),
        ("令和元年12月/maillog", [(12, 3)], 2019),
        ("mail-201606.log", [(6, 3)], 2016),
        ("maillog-20990101", [(6, 3)], 2016),
        ("maillog-20150301", [(2, 29)], 2016),
    ],
)
def test_names(name: str, days: list[Day], first: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) if "令和" in name else NOW
    years = _chosen(days, name, now=now)
    assert years is not None
    assert years.first == first


def test_29_february_must_fit() -> None:
    years = _chosen([(2, 29)], modified=datetime(2015, 3, 1, tzinfo=UTC))
    assert years is not None
    assert (years.first, years.ground) == (2012, "mtime")
    assert _chosen([(2, 29)], years=(2015, 2012)).first == 2012  # type: ignore[union-attr]


def test_not_after_the_file_itself() -> None:
    years = _chosen([(12, 24)], modified=datetime(2016, 1, 10, tzinfo=UTC))
    assert years is not None
    assert years.first == 2015
    assert years.note == Note(
        "note.year_chosen", {"year": "2015", "from": "mtime=2016-01-10"}, True
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("maillog-20160605.gz", (date(2016, 6, 5), date(2016, 6, 5))),
        ("2016-06-05_mail.log", (date(2016, 6, 5), date(2016, 6, 5))),
        ("mail.201612", (date(2016, 12, 1), date(2016, 12, 31))),
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("令和8年6月3日.log", (date(2026, 6, 3), date(2026, 6, 3))),
        ("令和元年6月", (date(2019, 6, 1), date(2019, 6, 30))),
        ("20160231", None),
        ("id1234567890", None),
        ("maillog.1", None),
    ],
)
def test_dates_in_names(name: str, expected: tuple[date, date] | None) -> None:
    assert dates_in_name(name) == expected


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 31)), max_size=30),
    st.text(max_size=12),
    st.lists(st.integers(1995, 2016), max_size=3),
)
def test_some_year_is_always_found(days: list[Day], name: str, years: list[int]) -> None:
    chosen = _chosen(days, f"x{name}", years=tuple(years))
    assert (chosen is None) == (not days)
    if chosen is not None:
        assert 1990 <= chosen.first <= 2017
