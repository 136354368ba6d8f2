"""Definitions in force at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sekisho.detect.av.definitions import Definitions

START = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)


def update(hours: float, version: str) -> Any:
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": (START + timedelta(hours=hours)).isoformat(),
            "host.name": "PC01.town.example",
            "EventID": 2000,
            "winlog.channel": "Microsoft-Windows-Windows Defender/Operational",
        },
        "fields": {"Current security intelligence Version": version},
    }


@pytest.mark.parametrize(
    ("hours", "version"), [(-1, None), (0, "1.1"), (23.9, "1.1"), (24, "1.2"), (900, "1.2")]
)
def test_the_last_update_before_counts(made: Any, hours: float, version: str | None) -> None:
    known = Definitions(made([update(24, "1.2"), update(0, "1.1")]))
    found = known.at("PC01", START + timedelta(hours=hours))
    assert (found.version if found else None) == version


def test_a_computer_without_records_has_none(made: Any) -> None:
    assert Definitions(made([update(0, "1.1")])).at("other", START) is None
