"""Who has written to the town before, or was written to, in a small file that names nobody.

The file: a mark, a key of 16 bytes, the day it was begun, then 8 bytes for each address, a keyed
hash (RFC 7693). Whoever finds the file alone cannot read the addresses from it; whoever has it can
ask whether one is in it.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from sekisho.ledger.put import new_folder, put

FILE = "known"
_MARK = b"SEKIKNW1"
_HEAD = len(_MARK) + 16 + 8
_SIZE = 8


@dataclass
class Known:
    """The addresses met so far, by any process that has the file. Use ``begun``."""

    path: Path
    key: bytes = field(repr=False)
    since: float
    met_: set[bytes] = field(repr=False)
    read: int
    learning: timedelta = timedelta(days=14)
    """Until then everybody counts as known: at first nobody has been met."""
    _lock: Lock = field(default_factory=Lock, repr=False)

    def has(self, address: str, at: datetime) -> bool:
        """Whether an address was met before ``at`` (aware), or it is too early to say. Raises
        OSError."""
        if at.timestamp() < self.since + self.learning.total_seconds():
            return True
        one = self._of(address)
        if one not in self.met_:
            self._read_on()
        return one in self.met_

    def meet(self, addresses: Iterable[str]) -> None:
        """Remembers addresses. Raises OSError."""
        with self._lock:
            new = {self._of(one) for one in addresses if one} - self.met_
            if not new:
                return
            with self.path.open("ab") as file:
                file.write(b"".join(sorted(new)))
            self.met_ |= new

    def _read_on(self) -> None:
        """What other processes have met since."""
        with self._lock:
            if self.path.stat().st_size < self.read + _SIZE:
                return
            with self.path.open("rb") as file:
                file.seek(self.read)
                data = file.read()
            self.met_ |= _entries(data)
            self.read += len(data) // _SIZE * _SIZE

    def _of(self, address: str) -> bytes:
        text = address.casefold().encode("utf-8", "replace")
        return hashlib.blake2b(text, digest_size=_SIZE, key=self.key).digest()


def begun(folder: Path, now: datetime, learning: timedelta = timedelta(days=14)) -> Known:
    """What is remembered in a folder; begins a new file where there is none, or none of ours.
    An entry that a crash cut off is taken away. Raises OSError."""
    new_folder(folder, 0o700)
    path = folder / FILE
    data = path.read_bytes() if path.exists() else b""
    if len(data) < _HEAD or not data.startswith(_MARK):
        data = _MARK + os.urandom(16) + struct.pack("!d", now.timestamp())
        put(path, data, 0o600)
    whole = _HEAD + (len(data) - _HEAD) // _SIZE * _SIZE
    if whole < len(data):
        os.truncate(path, whole)
    (since,) = struct.unpack("!d", data[len(_MARK) + 16 : _HEAD])
    met = _entries(data[_HEAD:])
    return Known(path, data[len(_MARK) : len(_MARK) + 16], since, met, whole, learning)


def _entries(data: bytes) -> set[bytes]:
    return {data[at : at + _SIZE] for at in range(0, len(data) - _SIZE + 1, _SIZE)}
