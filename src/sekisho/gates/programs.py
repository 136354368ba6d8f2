"""Asking a real system's own checker."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sekisho.gates.contract import Checked

PATIENCE_S = 60
_TOO_LONG = "Message too long"
"""What a user namespace says of a transaction that root could load: it is no judgement."""
_SYSTEM = ("/usr/sbin", "/sbin", "/usr/local/sbin")
"""Where Debian keeps what an ordinary user's path leaves out."""


def program(name: str) -> str | None:
    """Where a program is, or None."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(_SYSTEM))


def asked(file: Path, name: str, words: Sequence[str], *, alone: bool = False) -> Checked:
    """What a checker says of a file given as its last word: it accepts with exit code 0.

    ``alone``: it needs a network of its own, which an ordinary user has in a user namespace.
    """
    found = program(name)
    if found is None:
        return Checked(file.name, "not_checked", name)
    command = [found, *words, str(file)]
    unshare = program("unshare")
    if alone and unshare and getattr(os, "geteuid", lambda: 0)() != 0:
        command = [unshare, "-rn", *command]
    try:
        told = subprocess.run(  # noqa: S603  (a fixed program with a file of ours)
            command, capture_output=True, check=False, timeout=PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Checked(file.name, "not_checked", name, str(error))
    said = (told.stderr or told.stdout).decode("utf-8", "replace").strip()
    if told.returncode != 0 and command[0] == unshare and _TOO_LONG in said:
        return Checked(file.name, "not_checked", name, said)
    return Checked(file.name, "accepted" if told.returncode == 0 else "refused", name, said)
