"""Whom a change concerns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sekisho.rulebook import load
from sekisho.rulebook.changes import Change
from sekisho.rulebook.concerned import concerned

BOOK = load(Path(__file__).parents[2] / "examples" / "rulebook.yaml")


@pytest.mark.parametrize(
    ("section", "entry", "who"),
    [
        ("assets", {"name": "PC9", "department": "税務課", "user": "a"}, ("税務課",)),
        ("devices", {"name": "U", "holder": "関 次郎"}, ("関 次郎",)),
        ("web", {"domains": ["a.example"], "departments": ["総務課"]}, ("総務課",)),
        ("web", {"name": "動画"}, ()),
        ("support", {"tool": "T", "host": "PC-GIKAI-01"}, ("議会事務局",)),
        ("shares", {"name": "s", "server": "FS01"}, ("総務課",)),
        ("zones", {"name": "議会系"}, ("議会事務局",)),
        ("wireless", {"ssid": "s", "zone": "行政系"}, ("総務課",)),
        ("retention", {"source": "squid"}, ("総務課 情報係",)),
        ("software", None, ()),
    ],
)
def test_departments_or_persons(section: str, entry: Any, who: tuple[str, ...]) -> None:
    assert concerned(Change("added", (section,), None, entry, holder=entry), BOOK) == who
