"""``sekisho rulebook init``: a folder that checks clean and is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main
from sekisho.rulebook.models import MODELS


@pytest.mark.parametrize("model", MODELS)
def test_it_checks_clean(tmp_path: Path, model: str) -> None:
    out = tmp_path / "new" / "kitei"
    assert main(["rulebook", "init", "--model", model, "--out", str(out)]) == 0
    assert main(["rulebook", "check", str(out), "--strict"]) == 0
    zones = (out / "zones.yaml").read_bytes()
    assert zones.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in zones


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\n", encoding="utf-8")
    assert main(["rulebook", "init", "--model", "alpha", "--out", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]
    assert "[cli.out_not_empty]" in capsys.readouterr().err
    assert main(["rulebook", "init", "--model", "gamma", "--out", str(tmp_path / "x")]) == 2
