"""Originals under seal, and the record of every judgement.

An original is a file named by its SHA-256 that only its owner may read. The record is a file of
JSON lines that is only ever appended to; an entry stands there before the mail server is told.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from sekisho.gates.mail.settled import Settled
from sekisho.ledger.put import BEGUN, new_folder, put_among, settle

ORIGINALS = "originals"
RECORD = "mail.jsonl"
"""Before the name of a copy that is not whole yet."""


@dataclass(frozen=True)
class Sealed:
    """The folder of the gate (mode 700)."""

    folder: Path
    settled: Settled = field(default_factory=Settled, repr=False, compare=False)
    _writing: Lock = field(default_factory=Lock, repr=False, compare=False)
    _made: set[Path] = field(default_factory=set, repr=False, compare=False)
    """Folders whose names are on the disk, since this process is here."""

    def swept(self) -> Sealed:
        """Itself, without the copies of mails that a killed gate had begun and not sealed."""
        for path in (self.folder / ORIGINALS).glob(f"{BEGUN}*"):
            path.unlink(missing_ok=True)
        return self

    def keep(self, mail: bytes) -> str:
        """Seals an original and gives its SHA-256. Raises OSError."""
        digest = hashlib.sha256(mail).hexdigest()
        place = self.path(digest)
        self._folder(self.folder)
        self._folder(place.parent)
        if place.exists():
            settle(place.parent)  # another one may have put it there just now
        else:
            put_among(place, mail, 0o400)
        return digest

    def path(self, digest: str) -> Path:
        """Where an original lies."""
        return self.folder / ORIGINALS / f"{digest}.eml"

    def record(self, entry: Mapping[str, Any]) -> None:
        """Appends to the record, and is done when it is on the disk. A line that a crash cut off
        stays as it is, on a line of its own. Raises OSError."""
        self._folder(self.folder)
        line = _line(entry)
        number = os.open(self.folder / RECORD, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            with self._writing:  # a line that another thread is writing looks like one cut off
                size = os.fstat(number).st_size
                # while another process writes, an empty line more may come of it
                whole = size == 0 or os.pread(number, 1, size - 1) == b"\n"
                _written(number, line if whole else b"\n" + line)
            self.settled.wait(self.settled.wrote(), number, self.folder)
        finally:
            os.close(number)

    def _folder(self, path: Path) -> None:
        if path not in self._made or not path.exists():
            new_folder(path, 0o700)
            self._made.add(path)

    def entries(self) -> Iterator[dict[str, Any]]:
        """The record in its order; lines that were cut off are left out (``unreadable`` counts
        them)."""
        for line in self._lines():
            entry = _entry(line)
            if entry is not None:
                yield entry

    def unreadable(self) -> int:
        """How many lines of the record cannot be read."""
        return sum(_entry(line) is None for line in self._lines())

    def _lines(self) -> Iterator[bytes]:
        try:
            with (self.folder / RECORD).open("rb") as file:
                yield from (line for line in file if line.strip())
        except FileNotFoundError:
            return


def _line(entry: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        return orjson.dumps(storable(dict(entry)), option=orjson.OPT_APPEND_NEWLINE)


def storable(value: Any) -> Any:
    """A value of JSON with bytes that are no text replaced: what a stranger wrote never stops a
    record."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list | tuple) else value


def _written(number: int, data: bytes) -> None:
    while data:
        data = data[os.write(number, data) :]


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = orjson.loads(line) if line.endswith(b"\n") else None
    except orjson.JSONDecodeError:
        return None
    return entry if isinstance(entry, dict) else None
