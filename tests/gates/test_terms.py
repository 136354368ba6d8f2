"""What is in its term when files are made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sekisho.gates.terms import in_term, next_change
from sekisho.rulebook import Device

NOW = datetime(2026, 6, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "dated", "undated"),
    [
        (None, None, True, True),
        (-1, None, True, True),
        (0, 1, True, False),
        (1, None, False, True),
        (None, 0, False, False),
        (None, -1, False, False),
    ],
)
def test_terms(since: int | None, until: int | None, *, dated: bool, undated: bool) -> None:
    entry = device(since, until)
    assert in_term(entry, NOW) is dated
    assert in_term(entry, None) is undated


def device(since: int | None, until: int | None) -> Device:
    moments = [None if one is None else NOW + one * DAY for one in (since, until)]
    return Device(name="x", since=moments[0], until=moments[1])


def test_the_next_change_is_the_nearest_to_come() -> None:
    entries = [device(-3, -1), device(None, 5), device(2, 9), device(None, None)]
    assert next_change(entries, NOW) == NOW + 2 * DAY
    assert next_change(entries[:1], NOW) is None
    assert next_change(entries, None) is None
