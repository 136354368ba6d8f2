"""Years and hints that neighbours give."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sekisho.intake.context import years_for, years_seen
from sekisho.sources.contract import Sample


def sample(head: bytes) -> Sample:
    return Sample("a.log", head, len(head))


def test_years_are_read_from_written_dates_only() -> None:
    head = b"2016-06-03 1:2 2016/6/4 id=2015-99 1864-13-01 20160603 12016-06-01 2014-12-31"
    assert years_seen(sample(head)) == Counter({2016: 2, 2014: 1})


def test_the_same_folder_speaks_first() -> None:
    seen = {
        "a/x.log": Counter({2016: 1}),
        "b/y.log": Counter({2015: 500}),
        "b/z.log": Counter({2015: 1}),
        "a/me.log": Counter({1999: 9}),
    }
    assert years_for("a/me.log", seen) == (2016, 2015)


def test_nobody_else_is_no_year() -> None:
    assert years_for("a.log", {"a.log": Counter({2016: 1})}) == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at(head: bytes) -> None:
    assert all(1900 <= year <= 2099 for year in years_seen(sample(head)))
