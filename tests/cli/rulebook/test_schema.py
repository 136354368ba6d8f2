"""``sekisho rulebook schema``: one file without references, for an editor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sekisho.cli.main import main
from sekisho.rulebook import schema


def test_to_a_file_and_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "s.json"
    assert main(["rulebook", "schema", "--out", str(path)]) == 0
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written == schema()
    assert "$ref" not in path.read_text(encoding="utf-8")
    Draft202012Validator.check_schema(written)
    capsys.readouterr()
    assert main(["rulebook", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == written
