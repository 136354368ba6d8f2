"""Moments on a terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sekisho.cli.moments import span, stamp
from sekisho.cli.voice import voice_for

AT = datetime(2019, 4, 30, 14, 59, 59, 999_999, tzinfo=UTC)
"""The last second of 平成 in Japan."""
JAPANESE, ENGLISH = voice_for("ja", json=False), voice_for("en", json=False)


def test_a_moment_is_of_japan_and_its_era() -> None:
    assert stamp(JAPANESE, AT) == "H31.4.30 23:59:59"
    assert stamp(JAPANESE, AT + timedelta(seconds=1)) == "R1.5.1 00:00:00"
    assert stamp(ENGLISH, AT) == "2019-04-30 23:59:59"
    assert stamp(JAPANESE, None) == ""


def test_a_span_of_one_moment_is_said_once() -> None:
    assert span(JAPANESE, AT, AT) == "H31.4.30 23:59:59"
    assert span(JAPANESE, AT, AT + timedelta(seconds=1)) == "H31.4.30 23:59:59 から R1.5.1 00:00:00"
    assert span(ENGLISH, AT, None) == "2019-04-30 23:59:59 to ?"
    assert span(JAPANESE, None, None) == "?"
