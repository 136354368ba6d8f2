"""Stages by address: the computer's own, the department's, everybody's."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from sekisho.gates.line.strictness import strictness, told
from sekisho.gates.stages import Stages
from tests.gates.line import loaded
from tests.gates.line.test_crossings import RULES

ASSETS = [
    {"name": "PC-1", "addresses": ["198.18.20.1"], "department": "税務課"},
    {"name": "PC-2", "addresses": ["198.18.20.2", "2001:db8::2"], "department": "税務課"},
    {"name": "PC-3", "department": "税務課"},
]


def test_the_narrowest_stage_decides(tmp_path: Path) -> None:
    rulebook = loaded({**RULES, "assets": ASSETS}, tmp_path)
    found = strictness(rulebook, Stages("observe", {"税務課": "enforce"}, {"PC-2": "warn"}))
    stages = {
        text: found.of(ip_address(text))
        for text in ("198.18.20.1", "198.18.20.2", "2001:db8::2", "198.18.20.3")
    }
    assert list(stages.values()) == ["enforce", "warn", "warn", "observe"]
    assert found.bare == ("PC-3",)
    assert told(found) == "observe、warn 2、enforce 1、固定アドレスがなく observe のまま 1"
