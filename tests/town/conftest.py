"""Whole commands as a user meets them: a folder in, an exit code, an account and no traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main

LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ tanaka "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)
"""One good line of a proxy: whatever else lies in the folder, it must be read."""


@dataclass(frozen=True)
class Run:
    """What a command left behind. ``unread``: path to reason code."""

    code: int
    events: int
    unread: dict[str, str]
    err: str


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder of evidence with one readable file."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "good.log").write_text(LINE, encoding="utf-8")
    return folder


@pytest.fixture
def events(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Run]:
    """Runs ``sekisho events`` over the folder and checks what holds for every run."""

    def run(*more: str) -> Run:
        out = tmp_path / "out" / "events.parquet"
        words = ["events", str(evidence), "--out", str(out), "--json", "--lang", "en"]
        code = main([*words, "--workers", "0", *more])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        left = [path.name for path in out.parent.iterdir()] if out.parent.exists() else []
        assert [name for name in left if name.startswith(".")] == []
        answer: dict[str, Any] = json.loads(captured.out) if captured.out else {}
        unread: dict[str, str] = {}
        for one in answer.get("unread", []):
            unread.setdefault(one["path"], one["code"])
        return Run(code, answer.get("events", 0), unread, captured.err)

    return run
