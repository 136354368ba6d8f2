"""What is wrong with the engines that a rulebook names is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.engines import asked_engines
from sekisho.cli.exits import BadInputError
from tests.gates.mail import rulebook


def test_none_are_asked_where_none_is_named(tmp_path: Path) -> None:
    assert asked_engines(rulebook(tmp_path)) == ()


def test_rules_that_are_not_there(tmp_path: Path) -> None:
    pytest.importorskip("yara_x")
    with pytest.raises(BadInputError) as error:
        asked_engines(rulebook(tmp_path, yara={"rules": str(tmp_path / "nowhere")}))
    assert error.value.code == "cli.mail.bad_rules"
