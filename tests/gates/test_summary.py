"""Whom a rule would have disturbed, how often, and what of it would stop at today's stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.stages import Stages
from sekisho.gates.summary import busiest, by_stage, disturbed

FIRST = datetime(2026, 6, 1, tzinfo=UTC)
ONE = Refusals(
    code="L-1", host="PC-1", address="198.18.20.1", person="関 次郎", department="税務課",
    to="x", count=6, hours={9: 4, 10: 2}, first=FIRST, last=FIRST, evidence="fw.log", position=1,
    unit="line",
)  # fmt: skip
REFUSALS = (
    ONE,
    replace(ONE, host="", address="198.18.20.2", person="", count=3, hours={10: 3}),
    replace(ONE, department="住民課", host="PC-3", count=1, hours={23: 1}),
)
PREVIEW = Preview(
    "line", judged=20, refused=10, first=FIRST, last=FIRST + timedelta(days=2, hours=1),
    refusals=REFUSALS, unjudged={},
)  # fmt: skip


def test_rows_by_rule_and_department() -> None:
    first, second = disturbed([PREVIEW])
    assert (first.department, first.count, first.per_day) == ("税務課", 9, 3.0)
    assert first.hours == {9: 4, 10: 5}
    assert (first.hosts, first.people) == (("198.18.20.2", "PC-1"), ("関 次郎",))
    assert (second.department, second.per_day, second.to) == ("住民課", 0.3, ("x",))


def test_nothing_judged_disturbs_nobody() -> None:
    assert disturbed([replace(PREVIEW, first=None, last=None, refusals=())]) == ()


def test_what_the_stages_of_today_would_do() -> None:
    stages = Stages("observe", {"税務課": "warn"}, {"PC-1": "enforce"})
    assert by_stage(PREVIEW, stages) == {"observe": 1, "warn": 3, "enforce": 6}


@pytest.mark.parametrize(
    ("hours", "said"),
    [({}, ""), ({9: 1}, "9-10"), ({8: 1, 9: 1, 13: 2, 23: 1}, "8-10,13-14,23-24")],
)
def test_hours_as_stretches(hours: dict[int, int], said: str) -> None:
    assert busiest(hours) == said
