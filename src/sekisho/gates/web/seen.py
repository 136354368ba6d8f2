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
        self._read = len(data) - self._torn
        self._known = array("Q", sorted(set(known)))
        self._later: set[int] = set()
        self._waiting = bytearray()
        self.unsaved = 0
        """Hosts that a full or broken disk did not take; they are still known until the end."""

    def first(self, host: str) -> bool:
        """Whether this is the first time that anybody asks for a host; now it no longer is."""
        number = _number(host)
        if self._holds(number):
            return False
        self._later.add(number)
        self._waiting += number.to_bytes(_EACH, "little")
        return True

    def knows(self, host: str) -> bool:
        """Whether somebody asked for a host, as far as who keeps the file has saved it."""
        number = _number(host)
        return self._holds(number) or (self._grown() and self._holds(number))

    def _holds(self, number: int) -> bool:
        at = bisect_left(self._known, number)
        known = at < len(self._known) and self._known[at] == number
        return known or number in self._later

    def _grown(self) -> bool:
        """Reads what another process has added to the file; whether that was anything."""
        try:
            if self._path.stat().st_size < self._read + _EACH:
                return False
            with self._path.open("rb") as file:
                file.seek(self._read)
                data = file.read()
        except OSError:
            return False
        added = array("Q")
        added.frombytes(data[: len(data) // _EACH * _EACH])
        self._read += len(added) * _EACH
        self._later.update(added)
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


def _number(host: str) -> int:
    return int.from_bytes(hash_of(host.encode("utf-8", "replace")), "little")
