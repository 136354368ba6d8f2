"""A file is put in place whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sekisho.ledger.put import put


def test_content_is_replaced_and_nothing_lies_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_and_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    put(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
