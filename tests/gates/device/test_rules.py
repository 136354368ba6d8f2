"""The register in words, and what becomes of all else."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.device import model
from sekisho.gates.device.rules import rules
from tests.gates.line import loaded


def test_every_device_and_every_code(tmp_path: Path) -> None:
    devices = [
        {"name": "USB-001", "id": "USB\\VID_0781&PID_5581\\4C53"},
        {"name": "USB-002", "serial": "AB12", "until": "2026-06-30"},
    ]
    listed = rules(loaded({"version": 1, "devices": devices}, tmp_path))
    assert {one.code for one in listed} == set(model.CODES)
    known = [dict(one.values) for one in listed if one.code == model.REGISTERED]
    assert [one["id"] for one in known] == ["USB\\VID_0781&PID_5581\\4C53", "AB12"]
    assert known[1]["until"].startswith("2026-")
