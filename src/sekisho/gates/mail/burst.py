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
    _read: dict[int, int] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def count(self, mail: Opened, sender: str, at: datetime) -> int:
        """Takes note of a mail, and gives from how many senders its kind has come lately, this
        one included; the same mail sent again does not count anew. Raises OSError."""
        whose = hashlib.sha256(sender.casefold().encode("utf-8", "replace")).hexdigest()[:12]
        new = [Seen(kind, whose, size, at.timestamp()) for kind, size in kinds(mail)]
        with self._lock:
            if self.folder is None:
                self._take(new)
            else:
                self._share(self.folder, new, at.timestamp())
            self._forget(at.timestamp())
            return max((len(self._alike(one)) for one in new), default=0)

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
        if new:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = os.open(_file(folder, stretch), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(number, b"\n" + b"".join(map(_line, new)))
            finally:
                os.close(number)
        for at in (stretch - 1, stretch):
            self._take(self._tail(_file(folder, at), at))
        for at in [at for at in self._read if at < stretch - 1]:
            del self._read[at]
            _file(folder, at).unlink(missing_ok=True)

    def _tail(self, path: Path, stretch: int) -> Iterator[Seen]:
        """What was added since the last look; a line that is cut off is left out."""
        begun = self._read.setdefault(stretch, 0)
        try:
            if path.stat().st_size == begun:
                return
            with path.open("rb") as file:
                file.seek(begun)
                whole, end, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            return
        self._read[stretch] = begun + len(whole) + len(end)
        yield from _seen(whole)


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


def _file(folder: Path, stretch: int) -> Path:
    return folder / f"burst-{stretch}.jsonl"
