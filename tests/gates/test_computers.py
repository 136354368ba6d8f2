"""Which computers get which files."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.computers import Computers, computers
from sekisho.gates.stages import Stages
from tests.gates.line import loaded

ASSETS = [
    {"name": "PC-2", "department": "総務課"},
    {"name": "PC-1", "department": "総務課"},
    {"name": "PC-3", "department": "税務課"},
    {"name": "FW", "role": "ファイアウォール", "department": "総務課"},
]


def test_those_who_differ_are_named(tmp_path: Path) -> None:
    rulebook = loaded({"version": 1, "assets": ASSETS}, tmp_path)
    stages = Stages("observe", {"総務課": "warn"}, {"PC-3": "enforce"})
    assert computers(rulebook, stages) == (
        Computers("observe"),
        Computers("enforce", ("PC-3",)),
        Computers("warn", ("PC-1", "PC-2")),
    )


def test_one_that_is_never_refused_is_warned_at_most(tmp_path: Path) -> None:
    never = {"assets": ["PC-1"]}
    rulebook = loaded({"version": 1, "assets": ASSETS, "never_refused": never}, tmp_path)
    assert computers(rulebook, Stages("enforce")) == (
        Computers("enforce"),
        Computers("warn", ("PC-1",)),
    )
    assert computers(rulebook, Stages("warn")) == (Computers("warn"),)
