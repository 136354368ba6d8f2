"""Every computer that anybody names, each once."""

from __future__ import annotations

from pathlib import Path

from sekisho.case.machines import machines
from sekisho.events.kinds import DHCP, DOCUMENT, WINDOWS
from sekisho.events.table import events
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import load


def test_one_computer_has_one_name(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text("version: 1\nassets:\n  - name: PC-101\n", encoding="utf-8")
    windows = events(WINDOWS, 1, {"host.name": ["pc-101.town.example"], "position": [1]})
    dhcp = events(DHCP, 1, {"client.name": ["PC-102"], "position": [1], "evidence": "d"})
    found = machines(of_batches([windows, dhcp]), load(path))
    assert "PC-101" in found
    assert [name.lower() for name in found].count("pc-101") == 1


def test_nobody_named_is_nobody() -> None:
    empty = events(DOCUMENT, 0, {})
    assert machines(of_batches([empty]), None) == ()
