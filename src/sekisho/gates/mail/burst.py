"""Campaigns: mails of one kind within minutes from many senders.

Two mails are of one kind when an attachment of the same inner ending and about the same size has
the same name, or its mail the same subject, figures and signs aside. From the sender that makes it
so many on, further ones are held; what came before has arrived and is in the record.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import orjson

from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.real import ending_of
from sekisho.ledger.private import write_private

FILE = "burst.jsonl"
_SIGNS = re.compile(r"[\W\d_]+")
_NEAR = 0.25
"""How far the sizes of two files of one kind may lie apart, of the larger one."""
_QUIET = frozenset(("image", "empty"))
"""Logos and signatures are in every mail."""


@dataclass(frozen=True)
class Seen:
    """One attachment: of what kind, from whom (hashed), how large, when (seconds)."""

    kind: str
    sender: str
    size: int
    at: float


@dataclass
class Burst:
    """``least``: senders from which on it is a campaign; ``within``: in what time; ``most``:
    attachments remembered. ``path``: where a restart finds them, None: nowhere."""

    path: Path | None = None
    least: int = 5
    within: timedelta = timedelta(minutes=30)
    most: int = 20_000
    _seen: deque[Seen] = field(default_factory=deque, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _written: int = 0

    def count(self, mail: Opened, sender: str, at: datetime) -> int:
        """Takes note of a mail, and gives from how many senders its kind has come lately, this
        one included; the same mail sent again does not count anew. Raises OSError."""
        whose = hashlib.sha256(sender.casefold().encode("utf-8", "replace")).hexdigest()[:12]
        new = [Seen(kind, whose, size, at.timestamp()) for kind, size in kinds(mail)]
        with self._lock:
            self._forget(at.timestamp())
            found = max((len(self._alike(one)) for one in new), default=0)
            fresh = [one for one in new if one not in self._seen]
            self._seen += fresh
            self._write(fresh)
        return found

    def recalled(self) -> Burst:
        """Itself, with what its file remembers. Lines that are cut off are left out."""
        if self.path is not None and self.path.exists():
            self._seen = deque(_read(self.path))
        return self

    def _alike(self, new: Seen) -> set[str]:
        near = (
            old.sender
            for old in self._seen
            if old.kind == new.kind
            and abs(old.size - new.size) <= _NEAR * max(old.size, new.size)
            and abs(old.at - new.at) <= self.within.total_seconds()
        )
        return {*near, new.sender}

    def _forget(self, now: float) -> None:
        while self._seen and (
            len(self._seen) > self.most or self._seen[0].at < now - self.within.total_seconds()
        ):
            self._seen.popleft()

    def _write(self, new: list[Seen]) -> None:
        """Appends, and now and then writes anew what still counts."""
        if self.path is None or not new:
            return
        if self._written > 2 * len(self._seen) + 1000 or not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            other = self.path.with_name(f".{FILE}")
            write_private(other, b"".join(map(_line, self._seen)))
            other.replace(self.path)
            self._written = len(self._seen)
            return
        with self.path.open("ab") as file:
            file.write(b"".join(map(_line, new)))
        self._written += len(new)


def kinds(mail: Opened) -> Iterator[tuple[str, int]]:
    """The kinds of a mail's attachments: by name and by subject, each with its inner endings."""
    for file, endings in _attachments(mail.files):
        if file.real in _QUIET:
            continue
        tail = " ".join(sorted(endings)[:4])
        yield f"n {bare(file.name.rpartition('.')[0])} {tail}", file.size
        if subject := bare(mail.subject):
            yield f"s {subject} {tail}", file.size


def bare(text: str) -> str:
    """A text without figures and signs, in one way of writing."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _attachments(files: tuple[File, ...]) -> Iterator[tuple[File, set[str]]]:
    """Each attachment with the endings of what lies innermost in it."""
    at: File | None = None
    endings: set[str] = set()
    for file in files:
        if len(file.place) == 1:
            if at is not None:
                yield at, endings or {ending_of(at.name)}
            at, endings = file, set()
        else:
            endings.add(ending_of(file.name))
    if at is not None:
        yield at, endings or {ending_of(at.name)}


def _line(one: Seen) -> bytes:
    words = [one.kind.encode("utf-8", "replace").decode(), one.sender, one.size, one.at]
    return orjson.dumps(words, option=orjson.OPT_APPEND_NEWLINE)


def _read(path: Path) -> Iterator[Seen]:
    for line in path.read_bytes().splitlines():
        try:
            kind, sender, size, at = orjson.loads(line)
            yield Seen(str(kind), str(sender), int(size), float(at))
        except (ValueError, TypeError):
            continue
