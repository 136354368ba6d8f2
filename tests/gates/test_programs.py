"""The real checkers: what they say, and what is no answer of theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sekisho.gates import programs
from sekisho.gates.line.nftables import NAME, ruleset
from sekisho.gates.programs import asked
from sekisho.gates.stages import Stages
from tests.gates.line import loaded

needs_nft = pytest.mark.skipif(shutil.which("nft") is None, reason="needs nftables")


def test_a_program_that_is_not_there_checked_nothing(tmp_path: Path) -> None:
    found = asked(tmp_path / "a.conf", "no-such-program", [])
    assert (found.answer, found.program) == ("not_checked", "no-such-program")


@needs_nft
def test_what_is_too_long_for_an_ordinary_user_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones = [
        {"name": f"区画{number}", "kind": "その他", "networks": [f"10.{number}.0.0/16"]}
        for number in range(30)
    ]
    file, _collector = ruleset(loaded({"version": 1, "zones": zones}, tmp_path), Stages("enforce"))
    path = tmp_path / NAME
    path.write_bytes(file.content)
    monkeypatch.setattr(programs.os, "geteuid", lambda: 1000, raising=False)
    assert asked(path, "nft", ["-c", "-f"], alone=True).answer in ("not_checked", "accepted")
    path.write_bytes(file.content.replace(b"policy drop", b"policy maybe"))
    assert asked(path, "nft", ["-c", "-f"], alone=True).answer == "refused"
