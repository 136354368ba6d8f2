"""Receiving a folder: every file found once, in a stable order, hashed before it is parsed."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sekisho.events.evidence import Evidence, evidence_name
from sekisho.ledger.digest import sha256_of


@dataclass(frozen=True)
class NotReceived:
    """Something in the folder whose bytes could not be taken: a text code says why."""

    name: str
    code: str
    size: int = 0


def receive(root: Path) -> Iterator[Evidence | NotReceived]:
    """Every file below ``root`` by name. Links are not followed; nothing is opened twice.

    Raises NotADirectoryError when ``root`` is no folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    taken: set[str] = set()
    for path in _files(root):
        name = evidence_name(path.relative_to(root))
        while name in taken:  # two odd file names may read alike
            name += "~"
        taken.add(name)
        yield receive_file(path, name)


def receive_file(path: Path, name: str) -> Evidence | NotReceived:
    """One file, hashed. A link, a device or an unreadable file is answered with its reason."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return NotReceived(name, "not_read.link")
        if not stat.S_ISREG(status.st_mode):
            return NotReceived(name, "not_read.not_a_file")
        modified = datetime.fromtimestamp(status.st_mtime, UTC)
        return Evidence(name, path, status.st_size, sha256_of(path), modified)
    except (PermissionError, OSError):
        return NotReceived(name, "not_read.cannot_open")


def _files(folder: Path) -> Iterator[Path]:
    try:
        children = sorted(folder.iterdir())
    except OSError:
        yield folder  # cannot be listed: reported as one thing that was not read
        return
    for child in children:
        if child.is_dir() and not child.is_symlink():
            yield from _files(child)
        else:
            yield child
