"""Our own wheel: the same bytes from the same source, whoever builds it and when."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from offline.own import NEEDED, ROOT, OwnWheelError, build, epoch_of

EPOCH = 1_700_000_000


@pytest.mark.slow
def test_time_mode_and_leftovers_do_not_enter(tmp_path: Path) -> None:
    first = build(tmp_path / "first", EPOCH)
    other = tmp_path / "checkout"
    other.mkdir()
    for name in NEEDED:
        shutil.copy(ROOT / name, other / name)
    shutil.copytree(ROOT / "src", other / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    (other / "src" / "sekisho" / "__pycache__").mkdir(exist_ok=True)
    (other / "src" / "sekisho" / "__pycache__" / "left.pyc").write_bytes(b"over")
    for path in (other / "src").rglob("*.py"):
        path.chmod(0o600)
        os.utime(path, (1, 1))
    second = build(tmp_path / "second", EPOCH, other)
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in (tmp_path / "first").iterdir()] == [first.name]


def test_a_source_that_cannot_be_built_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "src").mkdir(parents=True)
    for name in NEEDED:
        (broken / name).write_text("[", encoding="utf-8", newline="\n")
    with pytest.raises(OwnWheelError):
        build(tmp_path / "out", EPOCH, broken)


def test_the_date_is_given_or_that_of_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert epoch_of() == 86400
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(OwnWheelError, match="SOURCE_DATE_EPOCH"):
        epoch_of(tmp_path)
