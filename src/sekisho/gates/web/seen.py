"""The sites that somebody has visited before: eight bytes each, kept over restarts."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from pathlib import Path

from sekisho.gates.web.lists.compiled import hash_of

_EACH = 8


class Seen:
    """A set of hosts in a file that only grows. Raises OSError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        data = path.read_bytes() if path.exists() else b""
        known = array("Q")
        known.frombytes(data[: len(data) // _EACH * _EACH])  # a torn end is no entry
        self._torn = len(data) % _EACH
        self._known = array("Q", sorted(set(known)))
        self._later: set[int] = set()
        self._waiting = bytearray()
        self.unsaved = 0
        """Hosts that a full or broken disk did not take; they are still known until the end."""

    def first(self, host: str) -> bool:
        """Whether this is the first time that anybody asks for a host; now it no longer is."""
        key = hash_of(host.encode("utf-8", "replace"))
        number = int.from_bytes(key, "little")
        at = bisect_left(self._known, number)
        known = at < len(self._known) and self._known[at] == number
        if known or number in self._later:
            return False
        self._later.add(number)
        self._waiting += key
        return True

    def save(self) -> None:
        """Adds what is new to the file."""
        if not self._waiting:
            return
        try:
            with self._path.open("ab") as file:
                if self._torn:
                    file.truncate(file.tell() - self._torn)
                    self._torn = 0
                file.write(self._waiting)
        except OSError:
            self.unsaved += len(self._waiting) // _EACH
        self._waiting.clear()
