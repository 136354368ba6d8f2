"""Administrators whom the zones would cut off are named before anything is switched on."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.line.guard import guard
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import Rulebook, load

RULES = """
version: 1
zones:
  - name: 行政系
    kind: 行政系
    networks: [10.1.0.0/16]
    allow: [{to: 管理系, ports: [tcp/22], destinations: [10.5.0.1]}]
  - {name: 管理系, kind: その他, networks: [10.5.0.0/24]}
people: [{name: 関 次郎, accounts: [jiro]}]
assets:
  - {name: ADMIN, addresses: [10.9.0.1]}
  - {name: INSIDE, zone: 行政系, addresses: [10.1.0.1], department: 総務課}
  - {name: REACHED, zone: 管理系, addresses: [10.5.0.1]}
  - {name: ALONE, zone: 管理系, addresses: [10.5.0.2]}
  - {name: JIRO, addresses: [10.5.0.3], user: 関 次郎}
never_refused:
  people: [関 次郎]
  assets: [ADMIN, INSIDE, REACHED, ALONE]
  addresses: [10.1.0.9, 10.8.0.1]
"""
LOCKED = [
    ("gates.lockout.no_zone", "10.9.0.1"),
    ("gates.lockout.no_flow", "10.5.0.2"),
    ("gates.lockout.no_flow", "10.5.0.3"),
    ("gates.lockout.no_zone", "10.8.0.1"),
]


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    path = tmp_path / "r.yaml"
    path.write_text(RULES, encoding="utf-8")
    return load(path)


def locked(rulebook: Rulebook, stages: Stages) -> list[tuple[str, str]]:
    return [(one.code, dict(one.values)["address"]) for one in guard(rulebook, stages)]


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_is_enforced_locks_out(stage: str, rulebook: Rulebook) -> None:
    found = locked(rulebook, Stages(stage))  # type: ignore[arg-type]
    assert found == (LOCKED if stage == "enforce" else [])


def test_those_who_are_not_enforced_upon_are_not_locked_out(rulebook: Rulebook) -> None:
    assert locked(rulebook, Stages("enforce", assets={"ALONE": "warn"})) == [
        one for one in LOCKED if one[1] != "10.5.0.2"
    ]
    assert locked(rulebook, Stages("observe", assets={"ALONE": "enforce"})) == [LOCKED[1]]
