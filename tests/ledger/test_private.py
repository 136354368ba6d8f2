"""The case folder is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sekisho.ledger.private import private_folder


@pytest.mark.skipif(os.name == "nt", reason="an access list there")
@pytest.mark.parametrize("exists", [False, True])
def test_only_the_owner_may_enter(tmp_path: Path, exists: bool) -> None:
    path = tmp_path / "a" / "case"
    if exists:
        path.mkdir(parents=True, mode=0o777)
    assert stat.S_IMODE(private_folder(path).stat().st_mode) == 0o700
