"""The stage of a gate at a moment, for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sekisho.events.time import JAPAN
from sekisho.gates.stages import Stages, stages_of
from sekisho.rulebook import Rulebook, load

NOW = datetime(2026, 12, 1, 9, tzinfo=JAPAN)
RULES = """
version: 1
assets: [{name: PC-A, aliases: [pc-a.town.example], department: 総務課}]
stages:
  - {gate: 閲覧, stage: 実施, since: 2026-12-01}
  - {gate: 閲覧, stage: 警告, departments: [総務課]}
  - {gate: 閲覧, stage: 記録, assets: [pc-a.town.example]}
  - {gate: 回線, stage: 実施, since: 2027-01-01}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    path = tmp_path / "r.yaml"
    path.write_text(RULES, encoding="utf-8")
    return load(path)


def test_the_computer_goes_before_the_department_and_that_before_everybody(
    rulebook: Rulebook,
) -> None:
    found = stages_of(rulebook, "web", NOW)
    assert found == Stages("enforce", {"総務課": "warn"}, {"PC-A": "observe"})
    assert found.of("総務課", "PC-A") == "observe"
    assert found.of("総務課", "PC-B") == "warn"
    assert found.of("税務課") == "enforce"


@pytest.mark.parametrize(("gate", "stage"), [("line", "observe"), ("mail", "observe")])
def test_what_has_not_begun_or_is_not_written_observes(
    rulebook: Rulebook, gate: str, stage: str
) -> None:
    assert stages_of(rulebook, gate, NOW) == Stages(stage)  # type: ignore[arg-type]


def test_before_its_first_day_an_entry_does_not_count(rulebook: Rulebook) -> None:
    assert stages_of(rulebook, "web", NOW - timedelta(days=1)).everybody == "observe"
