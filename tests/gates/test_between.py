"""A stretch of time as a condition."""

from __future__ import annotations

from datetime import UTC, datetime

from sekisho.gates.between import ALWAYS, Between


def test_an_open_end_asks_nothing() -> None:
    assert ALWAYS.sql() == ""
    start = Between(datetime(2026, 1, 1, tzinfo=UTC)).sql()
    assert ">=" in start
    assert "<" not in start
