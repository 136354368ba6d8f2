"""A mail taken apart: headers, texts, and every file in it to a bounded depth.

Nothing is run. Archives, Outlook messages, mails within mails and what is embedded in documents are
opened within limits; every other packed form, and what lies beyond a limit, is named and left
closed.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.utils import getaddresses
from functools import cached_property
from itertools import islice

import olefile

from sekisho.engine.worker import Lost
from sekisho.gates.mail.real import MAILS, Real, ending_of, real_type
from sekisho.gates.mail.split import behind_parts
from sekisho.gates.mail.told.words import words
from sekisho.gates.mail.unlocked import may_be_locked, unlocked
from sekisho.gates.mail.unpacked import Inner, attached, can_open, members
from sekisho.sources.mail.headers import header_text
from sekisho.sources.mail.parsed import parsed
from sekisho.sources.mail.parts import parts_of

_LOCKED = 8
"""Documents of a mail whose password is looked for, and archives for which it is in vain before no
more are tried."""
_DOCUMENT = ("[Content_Types].xml", "mimetype")
"""Names by which a zip is a document and no archive."""
_EMBEDDED = re.compile(r"/embeddings/[^/]+(?<!\.bin)(?<!\.ole)$", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """``depth``: archives within archives; ``files``: of one mail; ``size``: bytes unpacked in
    all; ``ratio``: how much larger than its archive what comes out may be."""

    depth: int = 4
    files: int = 2_000
    size: int = 256 * 1024**2
    ratio: int = 200


@dataclass(frozen=True)
class File:
    """One file of a mail. ``place``: its names from the attachment inwards; ``data`` is empty for
    one that could not be opened, ``closed`` then says why (``encrypted``, ``damaged``, ``limit``,
    ``format``, ``part``: missing of a split archive); ``mime``: as an attachment declares it;
    ``unlocked``: a document that a password opened, what lies behind it follows as a file in
    it."""

    place: tuple[str, ...]
    real: Real
    size: int
    sha256: str
    data: bytes = field(repr=False, default=b"")
    closed: str = ""
    document: bool = False
    mime: str = ""
    unlocked: bool = False

    @property
    def name(self) -> str:
        """Its own name."""
        return self.place[-1]

    @property
    def where(self) -> str:
        """Its place in one line."""
        return "/".join(self.place)


@dataclass(frozen=True)
class Opened:
    """A mail. ``texts``: bodies as read; ``files``: attachments, each followed by what lies in
    it; ``too_deep``: parts lie deeper than they are followed; ``words``: those that it names as
    passwords."""

    message: Message = field(repr=False)
    subject: str
    texts: tuple[str, ...] = field(repr=False)
    files: tuple[File, ...]
    too_deep: bool
    size: int
    data: bytes = field(repr=False, default=b"")
    words: tuple[str, ...] = field(repr=False, default=())

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Who it says it is from: name and address of each."""
        values = [header_text(str(one)) for one in self.message.get_all("From", [])]
        return tuple(getaddresses(values))


def may_be_shut(file: File) -> bool:
    """Whether a password may open more of a file than was seen."""
    return file.closed == "encrypted" or (
        not file.unlocked and not file.document and may_be_locked(file.data, file.real)
    )


def opened(data: bytes, limits: Limits = Limits(), passwords: tuple[str, ...] = ()) -> Opened:
    """A mail from its bytes. Passwords that its own text names are tried, too. Raises
    RecursionError for parts within parts without end."""
    message = parsed(data)
    parts = parts_of(message, enclosed=False)
    subject = header_text(str(message.get("Subject", "")))
    named = words(parts.texts, subject)
    keys = tuple(dict.fromkeys([*passwords, *named]))
    opening = _Opening(limits, keys, limits.files, limits.size, parts.too_deep)
    files: list[File] = []
    given = [Inner(one.name or one.mime_type, one.size, one.data) for one in parts.attachments]
    behind = behind_parts(given)
    for at, one in enumerate(parts.attachments):
        files += opening.file((given[at].name,), one.data, 0, one.mime_type, behind.get(at))
    return Opened(
        message=message,
        subject=subject,
        texts=tuple(parts.texts),
        files=tuple(files),
        too_deep=opening.too_deep,
        size=len(data),
        data=data,
        words=named,
    )


@dataclass
class _Opening:
    """What may still be opened of one mail."""

    limits: Limits
    keys: tuple[str, ...]
    files: int
    size: int
    too_deep: bool
    locked: int = _LOCKED
    shut: int = _LOCKED

    def file(
        self, place: tuple[str, ...], data: bytes, depth: int, mime: str = "",
        behind_part: tuple[Inner, ...] | None = None,
    ) -> Iterator[File]:  # fmt: skip
        """A file, then what lies in it; of a part of a split archive what is told behind it."""
        name = place[-1]
        real = real_type(data, name)
        if behind_part is not None:
            yield File(place, real, len(data), hashlib.sha256(data).hexdigest(), data, mime=mime)
            for whole in behind_part:
                yield from self._inner(place, whole, depth)
            return
        if mime == "message/rfc822" or ending_of(name) in MAILS:
            real = "mail"
        if real in ("unknown", "text", "image") and ending_of(name) == ".zip":
            real = "zip" if _names(data) else real
        names = _names(data) if real == "zip" else []
        document = any(name in names for name in _DOCUMENT)
        closed = _closed(real, data, names)
        if not closed and not document and depth >= self.limits.depth and _holds(real, data):
            closed = "limit"
        digest = hashlib.sha256(data).hexdigest()
        behind = self._behind(real, data)
        yield File(place, real, len(data), digest, data, closed, document, mime, behind is not None)
        if behind is not None:
            yield from self._inner(place, Inner(name, len(behind), behind), depth)
        elif not closed:
            inside = self._inside(real, data, name, names if document else None)
            # one more than may be, so that it is told that there are more
            found = list(islice(inside, max(0, self.files) + 1))
            parts = behind_parts(found)
            for at, inner in enumerate(found):
                yield from self._inner(place, inner, depth, parts.get(at))

    def _behind(self, real: Real, data: bytes) -> bytes | None:
        """What lies behind the password of a document, of the first few that may have one."""
        if not may_be_locked(data, real) or self.locked < 1:
            return None
        self.locked -= 1
        found = unlocked(data, real, self.keys)
        if isinstance(found, Lost):
            self.locked = 0  # one that takes so long is made to
            return None
        return found

    def _inside(
        self, real: Real, data: bytes, name: str, parts: list[str] | None
    ) -> Iterator[Inner]:
        """``parts``: the names in a document, None for what is none."""
        if parts is not None:
            if any(map(_EMBEDDED.search, parts)):
                yield from _embedded(data, min(self._room(data), self.size))
        elif real in ("zip", "archive"):
            yield from self._members(data, name)
        elif real == "compound" and _is_message(data):
            yield from attached(data, name)
        elif real == "mail":
            yield from self._of_mail(data, page=ending_of(name) != ".eml")

    def _members(self, data: bytes, name: str) -> Iterator[Inner]:
        keys, locked = self.keys if self.shut > 0 else (), False
        for inner in members(data, name, min(self._room(data), self.size), keys):
            locked = locked or inner.closed == "encrypted"
            yield inner
        self.shut -= locked and bool(keys)

    def _room(self, data: bytes) -> int:
        return len(data) * self.limits.ratio + 1024 * 1024

    def _of_mail(self, data: bytes, *, page: bool) -> Iterator[Inner]:
        """The attachments of a mail within the mail. ``page``: it is opened as a page is, so
        that its own text counts as a file."""
        parts = parts_of(parsed(data), enclosed=False)
        self.too_deep = self.too_deep or parts.too_deep
        if page:
            yield Inner("page.html", len(data), data)
        for one in parts.attachments:
            # of a mail without a name the form must still be told
            name = one.name or ("mail.eml" if one.mime_type == "message/rfc822" else one.mime_type)
            yield Inner(name, len(one.data), one.data)

    def _inner(
        self, place: tuple[str, ...], inner: Inner, depth: int,
        behind_part: tuple[Inner, ...] | None = None,
    ) -> Iterator[File]:  # fmt: skip
        self.files -= 1
        where = (*place, inner.name)
        if self.files < 0:
            if self.files == -1:
                yield File(where, "unknown", inner.size, "", closed="limit")
            return
        if inner.closed:
            # what it would be is told by its name alone
            yield File(where, real_type(b" ", inner.name), inner.size, "", closed=inner.closed)
            return
        self.size -= len(inner.data)
        yield from self.file(where, inner.data, depth + 1, behind_part=behind_part)


def _closed(real: Real, data: bytes, names: list[str]) -> str:
    """Why it is not looked into, "" where it is or nothing lies in it."""
    if real == "archive" and not can_open(data):
        return "format"
    if real == "zip" and not names and not data.startswith(b"PK\x05\x06"):
        return "damaged"
    return ""


def _holds(real: Real, data: bytes) -> bool:
    return real in ("zip", "archive", "mail") or (real == "compound" and _is_message(data))


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return []


def _is_message(data: bytes) -> bool:
    """Whether a compound file is an Outlook message ([MS-OXMSG] 2.2.3)."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            return bool(storage.exists("__properties_version1.0"))
    except Exception:  # noqa: BLE001  (what olefile lets through of hostile files has no end)
        return False


def _embedded(data: bytes, most: int) -> Iterator[Inner]:
    """Whole files embedded in a document; what breaks is told by the check of documents."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                if not _EMBEDDED.search(info.filename):
                    continue
                with package.open(info) as stream:
                    content = stream.read(most + 1)
                if len(content) > most:
                    yield Inner(info.filename, info.file_size, closed="limit")
                    continue
                most -= len(content)
                yield Inner(info.filename, len(content), content)
    except Exception:  # noqa: BLE001  (as above)
        return
