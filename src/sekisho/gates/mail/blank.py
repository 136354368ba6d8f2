"""Files in which nothing was found, told again by their bytes: a firm's logo comes with every mail
of that firm, and is read once.

Only their SHA-256 are kept, the latest of them, in memory: a new version of the reader begins anew
with its process. What something was found in is read each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

MOST = 10_000
"""Files that are remembered: about 2 MB."""


@dataclass(frozen=True)
class Blank:
    """``most``: how many; those not seen for longest go first."""

    most: int = MOST
    _known: dict[tuple[str, str], None] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def has(self, kind: str, sha256: str) -> bool:
        """Whether nothing was found in these bytes when they were read as this kind of file."""
        key = kind, sha256
        with self._lock:
            if key not in self._known:
                return False
            self._known[key] = self._known.pop(key)  # the latest again
            return True

    def add(self, files: Iterable[tuple[str, str]]) -> None:
        """Kind and SHA-256 of files in which nothing is."""
        with self._lock:
            for key in files:
                self._known[key] = None
            while len(self._known) > self.most:
                del self._known[next(iter(self._known))]
