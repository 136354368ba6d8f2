"""Which lines of the record are on the disk: those of all processes of a gate.

One fsync(2) serves every line that stood in the record before it began, whoever wrote it, so that
processes which judge side by side do not wait for each other's. They tell each other in memory that
they share, which a power cut takes along; nothing is believed that an earlier run has left.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sekisho.ledger.put import settle

if sys.platform != "win32":
    import fcntl

Counts = ctypes.Array[ctypes.c_uint64]


def _alone() -> Counts:
    return (ctypes.c_uint64 * 2)()


@dataclass
class Settled:
    """``counts``: of each process how many lines it has written, then of each how many of these
    are on the disk; ``own``: which of them this one is."""

    counts: Counts = field(default_factory=_alone)
    own: int = 0
    _named: bool = False
    """Whether the record's name is on the disk, since this process is here."""
    _folder: int | None = None
    _counting: Lock = field(default_factory=Lock)
    _waiting: Lock = field(default_factory=Lock)

    def wrote(self) -> int:
        """A line was written; gives its number."""
        with self._counting:
            self.counts[self.own] += 1
            return self.counts[self.own]

    def wait(self, line: int, number: int, folder: Path) -> None:
        """Until the line is on the disk, and the record's name in its folder is. ``number``: of the
        open record. Raises OSError, and then for nobody else."""
        most = len(self.counts) // 2
        with self._waiting, self._turn(folder):
            if self._named and self.counts[most + self.own] >= line:
                return
            upto = self.counts[:most]
            os.fsync(number)
            if not self._named:
                settle(folder)
                self._named = True
            for place, count in enumerate(upto, most):
                self.counts[place] = count

    @contextmanager
    def _turn(self, folder: Path) -> Iterator[None]:
        """No other process of the gate waits for the disk meanwhile (flock(2), which ends with the
        process)."""
        if sys.platform == "win32" or len(self.counts) == 2:
            yield
            return
        if self._folder is None:
            self._folder = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._folder, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._folder, fcntl.LOCK_UN)
