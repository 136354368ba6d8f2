"""A private folder for copies, gone when the work is done, and results put in place whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sekisho.intake.road import SEGMENTS
from sekisho.ledger.manifest import DIGEST, NAME
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import settle


@contextmanager
def work_folder(beside: Path | None) -> Iterator[Path]:
    """A folder for the owner alone beside ``beside`` (same disk), removed at the end; where the
    system keeps temporary files when nothing is going to be written."""
    if beside is not None:
        beside.parent.mkdir(parents=True, exist_ok=True)
    folder = None if beside is None else beside.parent
    with tempfile.TemporaryDirectory(
        prefix=".sekisho-", dir=folder, ignore_cleanup_errors=True
    ) as name:
        yield private_folder(Path(name))


def moved_ledger(ledger: Path, out: Path) -> None:
    """Moves a finished ledger into a folder, the manifest last.

    Raises OSError; then nothing of it is left in ``out``.
    """
    private_folder(out)
    parts = [name for name in (SEGMENTS, DIGEST, NAME) if (ledger / name).exists()]
    try:
        for name in parts:
            shutil.move(ledger / name, out / name)
        settle(out)
    except BaseException:
        shutil.rmtree(out / SEGMENTS, ignore_errors=True)
        for name in (DIGEST, NAME):
            (out / name).unlink(missing_ok=True)
        raise
