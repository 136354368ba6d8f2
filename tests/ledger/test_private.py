"""The case folder is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sekisho.ledger.private import private_folder, write_private


@pytest.mark.skipif(os.name == "nt", reason="an access list there")
@pytest.mark.parametrize("exists", [False, True])
def test_only_the_owner_may_enter(tmp_path: Path, exists: bool) -> None:
    path = tmp_path / "a" / "case"
    if exists:
        path.mkdir(parents=True, mode=0o777)
    assert stat.S_IMODE(private_folder(path).stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="rights of the folder hold there")
def test_a_private_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"one")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one", 0o600)
    write_private(path, b"2")
    assert path.read_bytes() == b"2"
