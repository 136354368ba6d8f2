"""Copies live in a private folder that goes; results come whole or not at all."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from sekisho.cli.work import moved_ledger, work_folder
from sekisho.ledger.manifest import DIGEST, NAME, Manifest, read, write


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_folder_lies_beside_the_result_and_goes(tmp_path: Path) -> None:
    beside = tmp_path / "new" / "case"
    with work_folder(beside) as work:
        assert work.parent == beside.parent
        assert list(work.iterdir()) == []
        (work / "copy").write_text("x", encoding="utf-8")
        assert not beside.exists()
    assert left_in(tmp_path) == ["new"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are an ACL there")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    with work_folder(tmp_path / "case") as work:
        assert stat.S_IMODE(work.stat().st_mode) == 0o700


def test_it_goes_when_the_work_fails(tmp_path: Path) -> None:
    def stopped(work: Path) -> None:
        (work / "copy").write_text("x", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), work_folder(tmp_path / "case") as work:
        stopped(work)
    assert left_in(tmp_path) == []


def test_without_a_result_it_lies_where_temporary_files_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with work_folder(None) as work:
        assert work.parent == tmp_path
    assert left_in(tmp_path) == []


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "ledger"
    (folder / "segments" / "proxy").mkdir(parents=True)
    (folder / "segments" / "proxy" / "a.parquet").write_bytes(b"sealed")
    write(folder, Manifest("root"))
    return folder


def test_a_ledger_is_moved_whole(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    moved_ledger(ledger, out)
    assert left_in(out) == [
        NAME, DIGEST, "segments", "segments/proxy", "segments/proxy/a.parquet",
    ]  # fmt: skip
    assert read(out) == Manifest("root")
    assert left_in(ledger) == []


def test_a_ledger_without_events_is_moved_too(ledger: Path, tmp_path: Path) -> None:
    shutil.rmtree(ledger / "segments")
    moved_ledger(ledger, tmp_path / "out")
    assert left_in(tmp_path / "out") == [NAME, DIGEST]


@pytest.mark.parametrize("failing", ["segments", DIGEST, NAME])
def test_what_fails_on_the_way_leaves_nothing(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    move = shutil.move

    def full(source: Path, target: Path) -> None:
        if source.name == failing:
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(OSError, match="No space"):
        moved_ledger(ledger, tmp_path / "out")
    assert left_in(tmp_path / "out") == []


def test_the_manifest_comes_last(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut in between leaves segments without a manifest, never the other way round."""
    order: list[str] = []
    move = shutil.move

    def noted(source: Path, target: Path) -> None:
        order.append(source.name)
        move(source, target)

    monkeypatch.setattr(shutil, "move", noted)
    moved_ledger(ledger, tmp_path / "out")
    assert order[-1] == NAME
