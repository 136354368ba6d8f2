"""The person a record names goes before the one whose computer it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.whose import whose
from tests.gates.line import loaded

RULES = {
    "version": 1,
    "people": [
        {"name": "関 次郎", "accounts": ["seki-j"], "department": "総務課"},
        {"name": "真木 花", "accounts": ["maki-h"]},
    ],
    "assets": [
        {"name": "PC-1", "department": "税務課", "user": "seki-j"},
        {"name": "PC-2", "department": "税務課", "user": "maki-h"},
        {"name": "PC-3", "department": "税務課"},
    ],
}


@pytest.mark.parametrize(
    ("host", "account", "answer"),
    [
        ("PC-1", "", ("関 次郎", "総務課")),
        ("PC-1", "maki-h", ("真木 花", "税務課")),
        ("PC-2", None, ("真木 花", "税務課")),
        ("PC-1", "nobody-knows", ("nobody-knows", "税務課")),
        ("PC-3", "", ("", "税務課")),
        ("PC-9", "seki-j", ("関 次郎", "総務課")),
        ("PC-9", "", ("", "")),
    ],
)
def test_whose(host: str, account: str | None, answer: tuple[str, str], tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    assert whose(rulebook, rulebook.asset(host), account) == answer
