"""A private folder for copies, gone when the work is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sekisho.ledger.private import private_folder


@contextmanager
def work_folder(beside: Path) -> Iterator[Path]:
    """A folder for the owner alone beside ``beside`` (same disk), removed at the end."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=".sekisho-", dir=beside.parent, ignore_cleanup_errors=True
    ) as name:
        yield private_folder(Path(name))
