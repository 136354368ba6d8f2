"""Folders and files for their owner alone: mode 0700, on Windows an ACL for the current user."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sekisho.ledger.put import new_folder


def private_folder(path: Path) -> Path:
    """Creates the folder (with parents) and closes it to everybody but its owner; its name is on
    the disk.

    On Windows ``icacls`` (part of the system) removes inherited rights and grants the current
    user alone. Raises OSError when the folder cannot be made or closed.
    """
    new_folder(path, 0o700)
    if os.name == "nt":
        _close_on_windows(path)
    else:
        path.chmod(0o700)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Writes a file that nobody else may read from its first moment on (where it is new; on
    Windows the rights of its folder hold). Raises OSError."""
    number = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(number, "wb") as file:
        file.write(content)


def _close_on_windows(path: Path) -> None:
    user = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}"
    system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "icacls.exe"
    command = [str(system), str(path), "/inheritance:r", "/grant:r", f"{user}:(OI)(CI)F"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  fixed program
    if done.returncode != 0:
        raise OSError(f"icacls ended with {done.returncode} for {path}")
