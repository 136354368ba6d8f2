"""Originals under seal, and the record of every judgement.

An original is a file named by its SHA-256 that only its owner may read. The record is a file of
JSON lines that is only ever appended to; an entry stands there before the mail server is told.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

ORIGINALS = "originals"
RECORD = "mail.jsonl"


def _private(path: Path, how: int, mode: int) -> IO[bytes]:
    """A file opened for writing that nobody else may read from its first moment on."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, mode), "wb")


@dataclass(frozen=True)
class Sealed:
    """The folder of the gate (mode 700)."""

    folder: Path

    def keep(self, mail: bytes) -> str:
        """Seals an original and gives its SHA-256. Raises OSError."""
        digest = hashlib.sha256(mail).hexdigest()
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.exists():
            return digest
        new = place.with_name(f".{place.name}.{os.getpid()}")
        with _private(new, os.O_TRUNC, 0o400) as out:
            out.write(mail)
            out.flush()
            os.fsync(out.fileno())
        new.replace(place)
        return digest

    def path(self, digest: str) -> Path:
        """Where an original lies."""
        return self.folder / ORIGINALS / f"{digest}.eml"

    def record(self, entry: Mapping[str, Any]) -> None:
        """Appends to the record, and is done when it is on the disk. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = orjson.dumps(dict(entry), option=orjson.OPT_APPEND_NEWLINE)
        with _private(self.folder / RECORD, os.O_APPEND, 0o600) as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    def entries(self) -> Iterator[dict[str, Any]]:
        """The record in its order; a last line that was cut off is left out."""
        try:
            lines = (self.folder / RECORD).read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return
        for line in lines:
            if line.endswith(b"\n"):
                yield orjson.loads(line)
