"""Every content a gate's files ever had on this machine, and files put in place from it.

Nothing is overwritten that was not kept before. A file changes in one step: whoever is cut off
leaves the old one or the new one, whole.
"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from sekisho.ledger.private import private_folder
from sekisho.ledger.put import NEW, new_folder, put, settle

_FOLDER = "kept"


class NotAFileError(Exception):
    """Something else than a plain file stands where one is to go; ``path`` says where."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Version:
    """A file's content (SHA-256, hexadecimal) and its permission bits."""

    sha256: str
    mode: int


@dataclass(frozen=True)
class Kept:
    """The store below a state folder; contents are named by their hash."""

    state: Path

    def keep(self, content: bytes) -> str:
        """Keeps a content for its owner alone and gives its SHA-256. Raises OSError."""
        digest = hashlib.sha256(content).hexdigest()
        path = private_folder(self.state / _FOLDER) / digest
        if not (path.is_file() and _sha256(path) == digest):
            put(path, content, 0o600)
        settle(path.parent)
        return digest

    def content(self, digest: str) -> bytes:
        """A content that was kept. Raises OSError, also when it is not what it was."""
        path = self.state / _FOLDER / digest
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(0, "not the content that was kept", str(path))
        return content

    def standing(self, path: Path) -> Version | None:
        """What stands at a place, kept; None: nothing. Raises NotAFileError, OSError."""
        found = version_at(path)
        if found is not None:
            self.keep(path.read_bytes())
        return found

    def place(self, path: Path, version: Version | None) -> None:
        """Makes a place hold a kept version, or nothing. Raises OSError."""
        path.with_name(path.name + NEW).unlink(missing_ok=True)
        if version is not None:
            new_folder(path.parent)
            put(path, self.content(version.sha256), version.mode)
        else:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                settle(path.parent)


def version_at(path: Path) -> Version | None:
    """What stands at a place; None: nothing. Raises NotAFileError, OSError."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise NotAFileError(path)
    return Version(_sha256(path), stat.S_IMODE(mode))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
