"""Work cut off in the middle (a full disk, Ctrl+C, a crash): nothing half passes for whole."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.cli.main import main
from sekisho.engine import pool
from sekisho.intake import road
from sekisho.ledger.verify import verify

from .conftest import LINE

NOW = "2016-06-23T11:00:00+09:00"
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals to others are POSIX")


def words(command: str, evidence: Path, out: Path) -> list[str]:
    to = "--case" if command == "investigate" else "--out"
    return [command, str(evidence), to, str(out), "--now", NOW, "--lang", "en", "--workers", "0"]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("out", ["out", "out.parquet", "out.jsonl"])
def test_segments_on_a_full_disk(
    evidence: Path,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", full)
    assert main(words("events", evidence, place / out)) == 1
    told = capsys.readouterr().err
    assert "[cli.io]" in told
    assert "No space left on device" in told
    assert left_in(place) == []


def test_a_manifest_on_a_full_disk(
    evidence: Path,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(words("events", evidence, place / "out")) == 1
    assert "[cli.io]" in capsys.readouterr().err
    assert left_in(place) == []


@pytest.fixture(params=["1m", "2m"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A real disk too small for the segments, or for what is made from them."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "none", str(folder)]
    done = (
        subprocess.run(mount, check=False, capture_output=True) if shutil.which("mount") else None
    )
    if done is None or done.returncode != 0:
        pytest.skip("may not mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@POSIX
@pytest.mark.parametrize("out", ["out.jsonl", "out.parquet"])
def test_a_real_small_disk(
    evidence: Path, small_disk: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    users = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(60_000))
    lines = (LINE.replace("tanaka", user) for user in users)
    (evidence / "many.log").write_text("".join(lines), encoding="utf-8")
    assert main(words("events", evidence, small_disk / out)) == 1
    captured = capsys.readouterr()
    assert "[cli.io]" in captured.err or "[cli.tables]" in captured.err
    assert "No space left" in captured.err
    assert "Traceback" not in captured.err
    assert left_in(small_disk) == []


@pytest.mark.parametrize("command", ["events", "detect", "investigate"])
def test_ctrl_c_leaves_nothing_and_a_second_run_works(
    evidence: Path,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    def stopped(_task: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(road, "seal", stopped)
        assert main(words(command, evidence, place / "out")) == 1
    assert "[cli.stopped]" in capsys.readouterr().err
    assert [name for name in left_in(place) if name.startswith(".")] == []
    assert main(words(command, evidence, place / "out")) in (0, 3)


def test_a_crash_between_segments_and_manifest(
    evidence: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = place / "case"

    def crash(*_given: object, **_named: object) -> None:
        raise SystemError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("sekisho.investigate.detect", crash)
        assert main(words("investigate", evidence, case)) == 1
    segments = list((case / "ledger").rglob("*.parquet"))
    assert segments
    assert {one.change for one in verify(case).differences} == {"extra"}
    (evidence / "good.log").write_text(LINE.replace("tanaka", "sato"), encoding="utf-8")
    assert main(words("investigate", evidence, case)) in (0, 3)
    assert verify(case).differences == ()
    assert not segments[0].exists()


@POSIX
def test_ctrl_c_on_a_terminal_reaches_workers_and_shows_no_traceback(
    evidence: Path, place: Path
) -> None:
    content = "".join(LINE.replace("tanaka", f"user{number}") for number in range(400_000))
    (evidence / "large.log").write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "sekisho.cli.main"]
    command += ["events", str(evidence), "--out", str(place / "out"), "--workers", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stderr is not None
    lines = []
    while line := process.stderr.readline():
        lines.append(line)
        if b"%" in line:
            break
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert b"Traceback" not in b"".join(lines) + err
    if not out:  # else it was quicker than we, and was ending by itself
        assert process.returncode == 1
        assert b"[cli.stopped]" in err
        assert left_in(place) == []


def test_results_nobody_waits_for_are_not_begun(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(100)]
    results = pool.run(Path.touch, paths, 1)
    assert next(results) is None
    results.close()  # type: ignore[attr-defined]
    assert 1 <= len(left_in(tmp_path)) <= 1 + pool.AHEAD
