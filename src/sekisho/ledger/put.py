"""Files put in place in one step, so that a full disk or a power cut leaves the old or the new."""

from __future__ import annotations

import os
from pathlib import Path

NEW = ".new"


def put(path: Path, content: bytes) -> None:
    """Writes ``content`` to ``path``: beside it first, down to the disk, then in its place.

    Raises OSError; then nothing half-written is left, and what stood at ``path`` is unchanged.
    """
    beside = path.with_name(path.name + NEW)
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def put_new(path: Path, content: bytes) -> None:
    """Writes ``content`` to a ``path`` that must not exist yet: what was issued is never replaced.

    Raises FileExistsError, OSError; then nothing half-written is left.
    """
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
