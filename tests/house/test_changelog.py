"""The changelog tells of every command and has the form it names."""

from __future__ import annotations

import re
from pathlib import Path

from sekisho.cli.main import commands

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def test_every_command_is_told() -> None:
    text = CHANGELOG.read_text(encoding="utf-8")
    missing = [name for name in commands() if not re.search(rf"`(sekisho )?{name}\b", text)]
    assert missing == []


def test_sections_are_those_of_keep_a_changelog() -> None:
    text = CHANGELOG.read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= known
