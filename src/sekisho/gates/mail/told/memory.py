"""Passwords that mails told, and mails that wait for one, remembered for a bounded time.

A file each in a folder of the gate that only its owner may enter, so that a restart and the other
processes of the gate find them. A file is written beside and put in its place, so that a kill
leaves the whole or nothing; its name says of which domain and address it is (hashed) and when it
was written, so that what is past its term goes without being read. Whoever writes looks afterwards:
of a password and a file that two processes judge at one moment, one sees the other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from email.message import Message
from pathlib import Path
from typing import TypeVar

import orjson

from sekisho.events.time import iso
from sekisho.form.building import build
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.sealed import storable
from sekisho.gates.mail.signs import domain_of
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import BEGUN, put_among
from sekisho.rulebook import Rulebook

FOLDER = "told"
MOST_OF_ONE = 6
"""Mails with passwords that are remembered of one address, the newest."""
MOST_WAITING = 10
"""Mails of one address that wait at a time, the newest."""
MOST = 1000
"""Files in all; beyond, the oldest are forgotten: their mails stay held."""
MOST_KEYS = 30
"""Words of other mails that are tried on one mail, the newest mails' first."""
MOST_TRIES = 6
"""Passwords that come in vain before a mail no longer waits."""
COPIES = 512 * 1024 * 1024
"""Bytes of the copies of mails that passed and wait."""
_TOLD, _WAITING = "t", "w"
_ID = re.compile(r"<[^<>\s]{1,200}>")
_MOST_IDS = 50
_Kind = TypeVar("_Kind", "Words", "Waiting")


@dataclass(frozen=True)
class Words:
    """What one mail told. ``at``: ISO 8601 with offset; ``thread``: ids of the mail and of those it
    answers; ``sha256``: of the mail."""

    at: str
    sender: str
    sha256: str
    message_id: str
    thread: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A mail with something in it that no password opened. ``sender``: the address in its head;
    ``client`` to ``recipients``: how it came; ``held``: nobody has it yet (else its copy lies
    here); ``burst``: of how many senders its kind came, 0 for no campaign; ``rules``: those that
    it met; ``tries``: how many passwords came in vain."""

    at: str
    sender: str
    sha256: str
    queue_id: str
    thread: tuple[str, ...]
    client: str
    client_name: str
    helo: str
    envelope_sender: str
    recipients: tuple[str, ...]
    held: bool
    burst: int
    rules: tuple[str, ...]
    tries: int = 0


@dataclass(frozen=True)
class Told:
    """``folder``: the gate's; ``term``: how long anything is remembered, none for zero."""

    folder: Path
    term: timedelta

    def keep(self, one: Words) -> None:
        """Remembers what a mail told; done when it is on the disk. Raises OSError."""
        self._put(_TOLD, one, MOST_OF_ONE)

    def wait(self, one: Waiting, copy: bytes | None) -> bool:
        """Remembers a mail that waits; False where there is no room for its copy. ``copy``: its
        bytes, where no original is under seal. Raises OSError."""
        if not self.term:
            return True
        if copy is not None:
            used = sum(map(_size, self._own().glob("*.eml")))
            if used + len(copy) > COPIES:
                return False
            put_among(self._place / f"{one.sha256}.eml", copy)
        self._put(_WAITING, one, MOST_WAITING)
        return True

    def told(self, mail: Opened, at: datetime) -> tuple[Words, ...]:
        """What other mails told that may open this one, the newest first: of the same address, or
        of the same domain in the same thread."""
        sender, thread = sender_of(mail), thread_of(mail.message)
        return tuple(self._of(_TOLD, Words, sender, thread, at))

    def waiting(self, one: Words, at: datetime) -> tuple[Waiting, ...]:
        """The mails that wait for what was told, the newest first."""
        found = self._of(_WAITING, Waiting, one.sender, one.thread, at)
        return tuple(found)[:MOST_WAITING]

    def bytes_of(self, one: Waiting, original: Path) -> bytes | None:
        """The mail itself, None where it is gone."""
        for path in (original, self._place / f"{one.sha256}.eml"):
            if path.exists():
                return path.read_bytes()
        return None

    def in_vain(self, one: Waiting) -> None:
        """A password came and did not open all of it. Raises OSError."""
        if one.tries + 1 >= MOST_TRIES:
            self.done(one)
        else:
            put_among(self._path(_WAITING, one), _line(replace(one, tries=one.tries + 1)))

    def done(self, one: Waiting) -> None:
        """It waits no longer."""
        self._forget(self._path(_WAITING, one))

    def counts(self) -> tuple[int, int]:
        """How many mails' words are remembered, and how many mails wait."""
        names = [path.name for path in self._files()]
        told = sum(name.startswith(_TOLD) for name in names)
        return told, len(names) - told

    def swept(self, now: datetime) -> None:
        """Deletes what is past its term, copies that nobody waits for, and what a killed gate had
        begun. Raises OSError."""
        least = _stamp(now - self.term)
        left: set[str] = set()
        for path in self._files():
            if path.name.split("-")[3] < least:
                self._forget(path)
            else:
                left.add(_digest(path))
        # a copy is laid before the file that names it: a fresh one may still get its name
        for path in self._place.iterdir() if self._place.is_dir() else ():
            ours = path.suffix == ".json" or path.stem in left
            begun = path.name.startswith(BEGUN)
            if (begun or not ours) and _written(path) < now.timestamp() - _BORN:
                path.unlink(missing_ok=True)

    @property
    def _place(self) -> Path:
        return self.folder / FOLDER

    def _own(self) -> Path:
        return self._place if self._place.is_dir() else private_folder(self._place)

    def _files(self) -> list[Path]:
        """From the oldest to the newest."""
        found = self._place.glob("[tw]-*.json") if self._place.is_dir() else ()
        return sorted(found, key=lambda path: path.name.split("-")[3])

    def _put(self, kind: str, one: Words | Waiting, most: int) -> None:
        if not self.term:
            return
        self._own()
        put_among(self._path(kind, one), _line(one))
        every = self._files()
        mine = "-".join((kind, *_whose(one.sender)))
        own = [path for path in every if path.name.startswith(f"{mine}-")]
        for path in {*every[: max(0, len(every) - MOST)], *own[: max(0, len(own) - most)]}:
            self._forget(path)

    def _forget(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.name.startswith(_WAITING):
            (self._place / f"{_digest(path)}.eml").unlink(missing_ok=True)

    def _path(self, kind: str, one: Words | Waiting) -> Path:
        stamp = _stamp(datetime.fromisoformat(one.at))
        name = "-".join((kind, *_whose(one.sender), stamp, one.sha256))
        return self._place / f"{name}.json"

    def _of(
        self, kind: str, made: type[_Kind], sender: str, thread: Sequence[str], at: datetime
    ) -> Iterator[_Kind]:
        """Those of a sender within the term of ``at``, before or after it."""
        if not self.term or not sender or not self._place.is_dir():
            return
        domain, _ = _whose(sender)
        near = (_stamp(at - self.term), _stamp(at + self.term))
        for path in reversed(self._files()):
            own, whose, _, stamp = path.name.split("-")[:4]
            if (own, whose) != (kind, domain) or not near[0] <= stamp <= near[1]:
                continue
            one = _read(path, made)
            if one is not None and (one.sender == sender or set(thread) & set(one.thread)):
                yield one


def told_of(rulebook: Rulebook, folder: Path) -> Told:
    """What is remembered in the gate's folder, for as long as the rulebook says."""
    return Told(folder, timedelta(hours=rulebook.mail.late_passwords.hours))


_BORN = 3600.0
"""Seconds in which a file that was begun gets its name."""


def keys_of(told: Iterable[Words]) -> tuple[str, ...]:
    """The words to try, the first mail's first."""
    return tuple(dict.fromkeys(word for one in told for word in one.words))[:MOST_KEYS]


def words_of(mail: Opened, words: tuple[str, ...], sha256: str, at: datetime) -> Words:
    """What is remembered of a mail that tells passwords."""
    ids = thread_of(mail.message)
    own = str(mail.message.get("Message-ID", "")).strip()[:200]
    return Words(iso(at), sender_of(mail), sha256, own, ids, words)


def sender_of(mail: Opened) -> str:
    """The address in the head, in small letters; "" where there is none: by that name people
    know who sent the file and who the password."""
    return mail.named[0][1].casefold() if mail.named else ""


def thread_of(message: Message) -> tuple[str, ...]:
    """The ids of a mail and of those it answers (RFC 5322 3.6.4)."""
    heads = ("Message-ID", "In-Reply-To", "References")
    texts = [str(one) for name in heads for one in message.get_all(name, [])]
    return tuple(dict.fromkeys(_ID.findall(" ".join(texts))))[:_MOST_IDS]


def _whose(sender: str) -> tuple[str, str]:
    """Domain and address as they stand in the name of a file."""
    return _hashed(domain_of(sender)), _hashed(sender)


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _stamp(at: datetime) -> str:
    """Milliseconds, in figures that sort."""
    return f"{max(0, int(at.timestamp() * 1000)):015d}"


def _digest(path: Path) -> str:
    """The SHA-256 at the end of a file's name."""
    return path.stem.rpartition("-")[2]


def _written(path: Path) -> float:
    """When a file was written; now for one that another process has just taken away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _line(one: Words | Waiting) -> bytes:
    return orjson.dumps(storable(asdict(one)))


def _read(path: Path, made: type[_Kind]) -> _Kind | None:
    """None for one that another process has just taken away, or that is none of ours."""
    try:
        one: _Kind = build(made, orjson.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return one
