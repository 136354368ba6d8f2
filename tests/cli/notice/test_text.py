"""The example of a drill's text: written once, then checked, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main


def test_an_example_is_written_and_then_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.yaml"
    words = ["notice", "text", str(path), "--lang", "ja"]
    assert main([*words, "--theme", "survey"]) == 0
    assert "文面の例を" in capsys.readouterr().out
    changed = path.read_text(encoding="utf-8").replace("正午", "午後3時")
    path.write_text(changed, encoding="utf-8")
    assert main(words) == 0
    assert "使える" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == changed
    path.write_text(changed.replace("{link}", "{url}"), encoding="utf-8")
    assert main(words) == 2
    heard = capsys.readouterr().err
    assert "「{url}」という差込みはありません" in heard
    assert "{link} を一度だけ" in heard
