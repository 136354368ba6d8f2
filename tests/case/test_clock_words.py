"""A clock is told as fast or slow, never by a sign."""

from __future__ import annotations

import pytest

from sekisho.case.clock_words import offset
from sekisho.case.facts import Reason
from sekisho.case.json import plain
from sekisho.text import Language


@pytest.mark.parametrize(
    ("seconds", "language", "said"),
    [
        (0.04, "ja", "ずれなし"),
        (-0.04, "en", "no offset"),
        (3.0, "ja", "3秒進み"),
        (-1219.6, "ja", "1,219.6秒遅れ"),
        (-219.6, "en", "219.6 s behind"),
    ],
)
def test_fast_or_slow(seconds: float, language: Language, said: str) -> None:
    assert offset(seconds, language) == said


def test_the_facts_say_it_so_as_well() -> None:
    values = {"source": "squid.proxy", "offset_s": "-219.6", "uncertainty_s": "4"}
    said = plain(Reason("window.start", values))
    assert "219.6秒遅れ" in said["text_ja"]
    assert "±4秒" in said["text_ja"]
    assert "219.6 s behind" in said["text_en"]
    assert said["values"] == values
