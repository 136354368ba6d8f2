from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main
from sekisho.personal.rules import rules


def test_what_is_written_can_be_given_back(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["personal", "rules"]) == 0
    path = tmp_path / "rules.yaml"
    path.write_bytes(capfdbinary.readouterr().out)
    assert rules(path) == rules()
