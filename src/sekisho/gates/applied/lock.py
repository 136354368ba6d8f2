"""One change of a machine's gates at a time, and none while programs of a killed one still run.

Two locks. SQLite's works everywhere and ends with its holder. The other one (flock(2), where
there is one: not on Windows) is on a descriptor that the started programs inherit, and ends with
the last that has it: whoever comes after a kill waits until what was begun has ended.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sekisho.gates.programs import PATIENCE_S
from sekisho.ledger.private import private_folder

if sys.platform != "win32":
    import fcntl

_LOCK, _PROGRAMS = "lock", "programs"
_AGAIN_S = 0.05


class BusyError(Exception):
    """Another process changes the same machine's gates just now."""


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Holds a state folder. Programs are to be started with ``close_fds=False`` and must end:
    what stays has the lock for as long. Raises BusyError, OSError."""
    private_folder(state)
    with closing(sqlite3.connect(state / _LOCK, timeout=0)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BusyError(str(state)) from error
        with (state / _PROGRAMS).open("ab") as inherited:
            _take(inherited.fileno(), state)
            yield


def _take(descriptor: int, state: Path) -> None:
    """As long as programs of somebody killed run: they are given the time any is given."""
    if sys.platform == "win32":
        return
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise BusyError(str(state)) from None
            time.sleep(_AGAIN_S)
        else:
            break
    os.set_inheritable(descriptor, True)
