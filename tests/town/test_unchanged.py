"""The evidence folder's listing, bytes and times are the same before and after any command."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from sekisho.cli.main import main

State = dict[str, tuple[int, int, int, str]]


def state(folder: Path) -> State:
    """Every file and folder: size, time of change, mode, hash."""
    found: State = {}
    for path in sorted(folder.rglob("*")):
        status = path.stat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[path.relative_to(folder).as_posix()] = (
            status.st_size, status.st_mtime_ns, status.st_mode, digest,
        )  # fmt: skip
    return found


def history_in_use(folder: Path) -> None:
    """A history copied while the browser ran: what it wrote last lies only in the ``-wal``."""
    folder.mkdir(parents=True)
    made = folder.parent / "browser"
    connection = sqlite3.connect(made)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
        "CREATE TABLE urls(id INTEGER PRIMARY KEY, url, title, visit_count, typed_count,"
        " last_visit_time, hidden);"
        "CREATE TABLE visits(id INTEGER PRIMARY KEY, url, visit_time, from_visit, transition,"
        " visit_duration);"
        "CREATE TABLE downloads(id INTEGER PRIMARY KEY, target_path, start_time);"
        "INSERT INTO urls VALUES(1, 'https://town.example.jp/', '', 1, 0, 13109410000000000, 0);"
        "INSERT INTO visits VALUES(1, 1, 13109410000000000, 0, 0, 0);"
    )
    connection.commit()
    for suffix in ("", "-wal", "-shm"):
        shutil.copyfile(f"{made}{suffix}", folder / f"History{suffix}")
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{made}{suffix}").unlink(missing_ok=True)


@pytest.fixture
def folder(evidence: Path, data: Path) -> Path:
    for source in sorted((data / "sources").rglob("good*")):
        if source.is_file():
            inside = evidence / source.relative_to(data / "sources")
            inside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, inside)
    history_in_use(evidence / "profile" / "Default")
    return evidence


@pytest.mark.parametrize(
    "command",
    [
        ["events", "--out", "{out}.jsonl"], ["events", "--out", "{out}"],
        ["detect", "--out", "{out}.jsonl"], ["av"], ["av", "--out", "{out}.json"],
        ["investigate", "--case", "{out}"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_evidence_stays_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(folder)  # where a careless program would put what it needs
    before = state(folder)
    name, *options = command
    words = [name, os.curdir, *(word.format(out=tmp_path / "out") for word in options)]
    assert main([*words, "--now", "2016-06-23", "--workers", "0"]) in (0, 3)
    assert state(folder) == before


def test_what_lies_only_in_the_wal_is_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["events", str(folder / "profile"), "--out", str(out), "--workers", "0"]) in (0, 3)
    assert "https://town.example.jp/" in out.read_text(encoding="utf-8")
