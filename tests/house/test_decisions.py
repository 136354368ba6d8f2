"""Decisions: numbered without a gap, each with its grounds and what doing nothing had meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DECISIONS = sorted((Path(__file__).resolve().parents[2] / "docs" / "decisions").glob("*.md"))
PARTS = ("Context", "Choice", "Consequences", "Doing nothing")


def test_numbers_run_without_gap_or_repetition() -> None:
    assert [path.name[:5] for path in DECISIONS] == [
        f"{number:04d}-" for number in range(1, len(DECISIONS) + 1)
    ]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    places = [re.search(rf"^(?:## |\*\*){part}", text, re.MULTILINE) for part in PARTS]
    starts = [place.start() if place else -1 for place in places]
    assert -1 not in starts, PARTS[starts.index(-1)]
    assert starts == sorted(starts)
