"""Campaigns: mails of one kind within minutes from many senders.

Two mails are of one kind when an attachment of the same inner ending and about the same size has
the same name, or its mail the same subject, figures and signs aside. From the sender that makes it
so many on, further ones are held; what came before has arrived and is in the record.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import orjson

from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.real import ending_of

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
    attachments remembered. ``folder``: where a restart and the other processes of the gate find
    them, a file a stretch of ``within``; None: nowhere."""

    folder: Path | None = None
    least: int = 5
    within: timedelta = timedelta(minutes=30)
    most: int = 20_000
    _kinds: dict[str, dict[tuple[str, int], float]] = field(default_factory=dict, repr=False)
    _order: deque[Seen] = field(default_factory=deque, repr=False)
    _open: dict[int, _Stretch] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def count(self, mail: Opened, sender: str, at: datetime) -> int:
        """Takes note of a mail, and gives from how many senders its kind has come lately, this
        one included; the same mail sent again does not count anew. Raises OSError."""
        whose = hashlib.sha256(sender.casefold().encode("utf-8", "replace")).hexdigest()[:12]
        new = [Seen(kind, whose, size, at.timestamp()) for kind, size in kinds(mail)]
        if not new:
            return 0
        with self._lock:
            if self.folder is None:
                self._take(new)
            else:
                self._share(self.folder, new, at.timestamp())
            self._forget(at.timestamp())
            return max(len(self._alike(one)) for one in new)

    def _alike(self, new: Seen) -> set[str]:
        near = (
            sender
            for (sender, size), at in self._kinds.get(new.kind, {}).items()
            if abs(size - new.size) <= _NEAR * max(size, new.size)
            and abs(at - new.at) <= self.within.total_seconds()
        )
        return {*near, new.sender}

    def _take(self, new: Iterable[Seen]) -> None:
        for one in new:
            self._kinds.setdefault(one.kind, {})[one.sender, one.size] = one.at
            self._order.append(one)

    def _forget(self, now: float) -> None:
        while self._order and (
            len(self._order) > self.most or self._order[0].at < now - self.within.total_seconds()
        ):
            old = self._order.popleft()
            senders = self._kinds.get(old.kind, {})
            if senders.get((old.sender, old.size)) == old.at:
                del senders[old.sender, old.size]
                if not senders:
                    del self._kinds[old.kind]

    def _share(self, folder: Path, new: Sequence[Seen], now: float) -> None:
        """Writes before it reads: of two processes at the same moment one sees the other."""
        stretch = int(now // self.within.total_seconds())
        for old in [at for at in self._open if at < stretch - 1]:
            self._open.pop(old).end()
        own = self._at(folder, stretch, os.O_CREAT)
        own.write(new)
        with suppress(FileNotFoundError):
            self._take(self._at(folder, stretch - 1, 0).news())
        self._take(own.news())

    def _at(self, folder: Path, stretch: int, flags: int) -> _Stretch:
        if stretch not in self._open:
            self._open[stretch] = _Stretch.begun(folder / f"burst-{stretch}.jsonl", flags)
        return self._open[stretch]


@dataclass
class _Stretch:
    """What was seen in one stretch of time: a file that all processes append to, kept open."""

    path: Path
    number: int
    read: int = 0

    @classmethod
    def begun(cls, path: Path, flags: int) -> _Stretch:
        """``flags``: O_CREAT where there may be no such file yet. Raises OSError."""
        if flags:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(path, os.open(path, os.O_RDWR | os.O_APPEND | flags, 0o600))

    def write(self, new: Sequence[Seen]) -> None:
        os.write(self.number, b"\n" + b"".join(map(_line, new)))

    def news(self) -> Iterator[Seen]:
        """What was added since the last look; a line that is cut off is left out."""
        size = os.fstat(self.number).st_size
        if size > self.read:
            whole, end, _ = os.pread(self.number, size - self.read, self.read).rpartition(b"\n")
            self.read += len(whole) + len(end)
            yield from _seen(whole)

    def end(self) -> None:
        os.close(self.number)
        self.path.unlink(missing_ok=True)


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


def _seen(lines: bytes) -> Iterator[Seen]:
    for line in lines.split(b"\n"):
        try:
            kind, sender, size, at = orjson.loads(line)
            yield Seen(str(kind), str(sender), int(size), float(at))
        except (ValueError, TypeError):
            continue
