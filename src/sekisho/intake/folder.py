"""Receiving a folder: every file found once, in a stable order, hashed before it is parsed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sekisho.events.evidence import Evidence, evidence_name
from sekisho.ledger.digest import sha256_of

MOUNT_POINT = 0xA0000003
"""The reparse tag of a junction on Windows: a folder that is another folder."""


@dataclass(frozen=True)
class NotReceived:
    """Something in the folder whose bytes could not be taken: a text code says why."""

    name: str
    code: str
    size: int = 0


def receive(root: Path) -> Iterator[Evidence | NotReceived]:
    """Every file below ``root`` by name. Links are not followed; nothing is opened twice.

    Raises NotADirectoryError when ``root`` is no folder, OSError when it cannot be listed.
    """
    if not root.is_dir():
        raise NotADirectoryError(str(root))
    for name, path in named_files(root):
        yield receive_file(path, name)


def named_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder with its name as evidence, each another one. Raises OSError."""
    taken: set[str] = set()
    for path in files_below(root):
        name = evidence_name(path.relative_to(root))
        while name in taken:  # two odd file names may read alike
            name += "~"
        taken.add(name)
        yield name, path


def receive_file(path: Path, name: str) -> Evidence | NotReceived:
    """One file, hashed. A link, a device or an unreadable file is answered with its reason."""
    try:
        status = path.lstat()
        if _leads_elsewhere(status):
            return NotReceived(name, "not_read.link")
        if not stat.S_ISREG(status.st_mode):
            # a folder comes here only when it could not be listed
            folder = stat.S_ISDIR(status.st_mode)
            return NotReceived(name, "not_read.cannot_open" if folder else "not_read.not_a_file")
        digest = sha256_of(path)
        return Evidence(name, path, status.st_size, digest, moment(status.st_mtime))
    except OSError:
        return NotReceived(name, "not_read.cannot_open")


def changed_since(evidence: Evidence) -> bool:
    """Whether a file of the folder is no longer as it was when it was hashed (size, time)."""
    try:
        status = evidence.path.lstat()
    except OSError:
        return True
    return (status.st_size, moment(status.st_mtime)) != (evidence.size, evidence.modified)


def moment(seconds: float) -> datetime | None:
    """Seconds since 1970 as a moment in UTC; None where there is no such year."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def files_below(root: Path) -> Iterator[Path]:
    """Every file below a folder in the order of the names; a folder inside it that cannot be
    listed stands for what it holds. ``root`` itself may be a link. Raises OSError when it cannot
    be listed."""
    waiting = sorted(root.iterdir(), reverse=True)
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            yield path
            continue
        try:
            children = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path
            continue
        waiting += children


def _is_folder(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not _leads_elsewhere(status)


def _leads_elsewhere(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == MOUNT_POINT
