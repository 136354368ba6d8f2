"""The body and the attachments of one message (RFC 2045, 2046, 2183)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.policy import Compat32, compat32

from sekisho.events.evidence import INSIDE
from sekisho.sources.mail.charset import decoded
from sekisho.sources.mail.headers import header_text, parameters
from sekisho.sources.mail.html import text_of_html

DEEPEST = 40
"""Levels of parts within parts that are followed."""
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_META_WITHIN = 4096
_EXACT = compat32.clone(max_line_length=0)


class AsWritten(Compat32):
    """The standard policy, but header values stay as they stand, odd bytes as surrogates."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The value itself (the standard one replaces bytes beyond ASCII)."""
        del name
        return value


AS_WRITTEN = AsWritten()


@dataclass(frozen=True)
class Attachment:
    """A part that is not the body: its name as decoded (None when it has none) and its bytes;
    ``part``: where it stands in the message."""

    name: str | None
    mime_type: str
    data: bytes = field(repr=False)
    part: Message = field(repr=False, compare=False)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class Parts:
    """What one message holds. ``doubtful``: some text is not in the encoding it is labelled with.

    ``too_deep``: parts lie deeper than they are followed.
    """

    texts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    doubtful: bool = False
    too_deep: bool = False
    enclosed: bool = True


def parts_of(message: Message, *, enclosed: bool = True) -> Parts:
    """Body texts and attachments in the order of the message. ``enclosed``: those of mails inside
    it as well; else such a mail is an attachment and no more."""
    found = Parts(enclosed=enclosed)
    _walk(message, found, "", 0)
    return found


def pages_of(message: Message) -> Iterator[str]:
    """The bodies written in HTML as they stand, also beside a plain one of the same text."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart():
            if depth <= DEEPEST and not kind.startswith("message/"):
                waiting += [(child, depth + 1) for child in reversed(_children(part))]
        elif kind == "text/html" and _is_body(part, kind):
            yield _decoded(part, kind)[0]


def _walk(part: Message, found: Parts, inside: str, depth: int) -> None:
    if depth > DEEPEST:
        found.too_deep = True
        return
    kind = part.get_content_type()
    if kind == "message/rfc822" or (kind.startswith("message/") and part.is_multipart()):
        _enclosed(part, found, inside, depth)
    elif part.is_multipart():
        for child in _chosen(part, kind):
            _walk(child, found, inside, depth + 1)
    elif not _is_body(part, kind):
        found.attachments.append(Attachment(_named(part, inside), kind, _bytes(part), part))
    elif not inside:
        found.texts.append(_text(part, kind, found))


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def _chosen(part: Message, kind: str) -> Iterator[Message]:
    """All parts; of alternatives of the same text the plain one, when something stands in it."""
    children = _children(part)
    if kind == "multipart/alternative":
        plain = [each for each in children if each.get_content_type() == "text/plain"]
        if any(_bytes(each).strip() for each in plain):
            # a page with a name of its own is a file, wherever it stands
            children = [
                each
                for each in children
                if not _is_body(each, "text/html") or each.get_content_type() != "text/html"
            ]
    yield from children


def _enclosed(part: Message, found: Parts, inside: str, depth: int) -> None:
    """A mail (or a report about one) inside the mail: an attachment that has its own."""
    kind = part.get_content_type()
    children = _children(part)
    data = b"".join(child.as_bytes(policy=_EXACT) for child in children)
    name = _named(part, inside)
    if name is None and kind == "message/rfc822" and children:
        subject = children[0].get("Subject")
        name = inside + header_text(str(subject)) + ".eml" if subject else None
    found.attachments.append(Attachment(name, kind, data, part))
    if kind == "message/rfc822" and found.enclosed:
        for child in children:
            _walk(child, found, f"{name or inside + kind}{INSIDE}", depth + 1)


def _is_body(part: Message, kind: str) -> bool:
    """Text without a name; parts that say they are several but hold none are one text."""
    broken = kind.startswith("multipart/")
    if not (broken or kind in ("text/plain", "text/html")) or _name(part) is not None:
        return False
    return not str(part.get("Content-Disposition", "")).lower().lstrip().startswith("attachment")


def _name(part: Message) -> str | None:
    """The file name: from Content-Disposition, else the ``name`` of Content-Type."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        value = part.get(header)
        if value is not None:
            name = parameters(";" + str(value)).get(parameter, "").strip()
            if name:
                return name
    return None


def _named(part: Message, inside: str) -> str | None:
    name = _name(part)
    return None if name is None else inside + name


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message, kind: str) -> tuple[str, bool]:
    """The text of a part, and whether it is not in the encoding it is labelled with."""
    data = _bytes(part)
    label = parameters(";" + str(part.get("Content-Type", ""))).get("charset")
    if kind == "text/html" and not label:
        meta = _META.search(data[:_META_WITHIN])
        label = meta[1].decode("ascii", "replace") if meta else None
    return decoded(data, label)


def _text(part: Message, kind: str, found: Parts) -> str:
    text, doubtful = _decoded(part, kind)
    found.doubtful = found.doubtful or doubtful
    text = text.replace("\r\n", "\n")
    return text_of_html(text) if kind == "text/html" else text.strip("\n")
