"""The rulebook beside an exercise is one that our own reader takes, whatever the town."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from sekisho.drill import NAMES, Options, write
from sekisho.rulebook import load


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_and_knows_everybody(name: str, tmp_path: Path) -> None:
    pcs = 12 if name == "ikeda" else 210  # addresses in two networks
    out = tmp_path / name
    write(name, out, Options(days=2, pcs=pcs))
    rulebook = load(out / "rulebook.yaml")
    *computers, server = rulebook.assets
    lent = [one for one in computers if one.department == "議会"]
    computers = [one for one in computers if one not in lent]
    assert len(computers) == len(rulebook.people) == pcs
    assert all(one.department and rulebook.person(one.user) for one in computers)
    assert {one.server for one in rulebook.shares} == {server.name}
    departments = {one.department for one in rulebook.people}
    assert {own for one in rulebook.shares for own in one.departments} <= departments
    assert {one.gate for one in rulebook.stages} == {"line", "web", "device", "software", "share"}
    assert len(rulebook.devices) == (6 if name == "ikeda" else 0)
    assert all(one.serial for one in rulebook.devices)
    office, *theirs, outside = rulebook.zones
    assert {one.zone for one in lent} == {one.name for one in theirs if one.kind == "council"}
    assert len(lent) == (0 if name == "ikeda" else 4)
    assert any(one.mail for one in rulebook.people) == (name == "takatsuki")
    assert len(office.networks) == (1 if pcs < 200 else 2)
    assert outside.kind == "outside"
    assert all(flow.sources for flow in office.allow)
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    for one in truth["sessions"]:
        span = [datetime.fromisoformat(one[end]) for end in ("start", "end")]
        ticket = rulebook.support_for(one["tool"], one["host"], *span)
        assert (ticket is not None) == (one["judgement"] == "registered"), one
