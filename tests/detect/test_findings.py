"""Findings have one order, whatever order they were found in."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from sekisho.detect.findings import Finding, in_order, jsonl


def finding(rule: str, minute: int | None, position: int, evidence: str = "a.evtx") -> Finding:
    moment = datetime(2026, 11, 20, 7, minute, tzinfo=UTC) if minute is not None else None
    return Finding(rule, "題", "low", moment, "PC01", evidence, position, "record", (), "r.yml")


ORDERED = [
    finding("b", 1, 9),
    finding("a", 2, 1),
    finding("a", 2, 2),
    finding("b", 2, 2),
    finding("a", 2, 1, "b.evtx"),
    finding("a", None, 3),
]


@pytest.mark.parametrize("seed", range(5))
def test_by_time_place_and_rule_and_each_once(seed: int) -> None:
    shuffled = ORDERED * 2
    random.Random(seed).shuffle(shuffled)
    assert list(in_order(shuffled)) == ORDERED


def test_a_line_keeps_japanese_as_it_is() -> None:
    (line,) = jsonl([ORDERED[-1]])
    assert line.startswith('{"rule_id":"a","title":"題","level":"low","time":null')
    assert "\n" not in line
