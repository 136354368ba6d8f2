"""Administrators outside of every zone would be cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.line.guard import guard
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import load

RULES = """
version: 1
zones: [{name: 行政系, kind: 行政系, networks: [10.1.0.0/16]}]
assets:
  - {name: ADMIN, addresses: [10.9.0.1]}
  - {name: INSIDE, zone: 行政系, addresses: [10.1.0.1]}
never_refused: {assets: [ADMIN, INSIDE], addresses: [10.1.0.9, 10.8.0.1]}
"""


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_is_enforced_locks_out(stage: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(RULES, encoding="utf-8")
    found = guard(load(path), Stages(stage))  # type: ignore[arg-type]
    locked = [dict(one.values)["address"] for one in found]
    assert locked == (["10.9.0.1", "10.8.0.1"] if stage == "enforce" else [])
