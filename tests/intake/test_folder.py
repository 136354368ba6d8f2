"""Receiving a folder: stable order, links and devices named, nothing raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.folder import NotReceived, receive


def test_files_come_by_name_with_hash_and_time(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.log").write_bytes(b"two")
    (tmp_path / "a.log").write_bytes(b"one")
    found = list(receive(tmp_path))
    assert [item.name for item in found] == ["a.log", "b/2.log"]
    first = found[0]
    assert isinstance(first, Evidence)
    assert first.sha256 == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert first.size == 3
    assert first.modified is not None
    assert first.modified.tzinfo is not None


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        list(receive(tmp_path / "none"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(receive(tmp_path)) == [NotReceived("pipe", "not_read.not_a_file")]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything"
)
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"x")
    (tmp_path / "a.log").chmod(0)
    assert list(receive(tmp_path)) == [NotReceived("a.log", "not_read.cannot_open")]
