"""The table of components for the papers."""

from __future__ import annotations

import pytest

from offline.components import declared, table
from offline.lock import LockError

from .conftest import Make


def test_every_component_stands_in_it_once() -> None:
    lines = table().splitlines()
    assert lines[0].startswith("| 部品 |")
    assert len(lines) == len(set(lines))
    assert "| pysigma | LGPL-2.1-only |" in lines


def test_ours_is_judged_by_its_wheel(make: Make) -> None:
    requires = declared(make("sekisho", "Requires-Dist: duckdb>=1"))
    assert requires("sekisho") == ["duckdb>=1"]
    assert requires("python-dateutil")


def test_what_is_not_installed_here_is_named() -> None:
    with pytest.raises(LockError, match="no-such-part"):
        declared()("no-such-part")
