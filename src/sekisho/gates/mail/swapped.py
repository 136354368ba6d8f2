"""A mail whose attachments are replaced by their encrypted form; everything else stays.

``headers`` and ``gone`` as in ``harmless``: what the mail server is told of the fields.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from email.utils import encode_rfc2231
from io import BytesIO

from sekisho.gates.mail import locked
from sekisho.sources.mail.parts import AS_WRITTEN, Attachment, parts_of

ARCHIVE = "添付.zip"
_FIELDS = ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version")
_WRITTEN = AS_WRITTEN.clone(max_line_length=0, linesep="\r\n")


@dataclass(frozen=True)
class Swap:
    """``before``: names of attachments; ``after``: the file they left in, and its bytes;
    ``form``: document or zip."""

    before: tuple[str, ...]
    after: str
    form: str
    data: bytes


@dataclass(frozen=True)
class Swapped:
    """``fields``: of the mail itself that changed, "" for one that is gone; ``body``: all that
    follows the head."""

    fields: tuple[tuple[str, str], ...]
    body: bytes
    swaps: tuple[Swap, ...]


def swapped(
    data: bytes, places: frozenset[str], form: str, password: str, note: str, at: datetime
) -> Swapped | None:
    """The mail with the attachments of these names encrypted (with all of them, where a name is
    none of an attachment); None where none is left to encrypt. ``note``: added as a text."""
    message = BytesParser(policy=AS_WRITTEN).parsebytes(data)
    before = {name: message.get(name) for name in _FIELDS}
    found = parts_of(message, enclosed=False).attachments
    names = {_name(one) for one in found}
    chosen = [one for one in found if _name(one) in places] if places <= names else found
    chosen = [one for one in chosen if one.data and not locked.is_locked(one.data)]
    if not chosen:
        return None
    boundary = f"=_sekisho_{hashlib.sha256(data).hexdigest()[:24]}"
    _without_signature(message, boundary)
    swaps = tuple(_swap(message, chosen, form, password, at))
    if message.get_content_type() != "multipart/mixed":
        _wrap(message, boundary)
    message.attach(_text(note))
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_WRITTEN).flatten(message)
    changed = tuple(
        (name, str(message.get(name, "")))
        for name, old in before.items()
        if message.get(name) != old
    )
    return Swapped(changed, _body(out.getvalue()), swaps)


def _name(one: Attachment) -> str:
    return one.name or one.mime_type


def _swap(
    message: Message, chosen: Sequence[Attachment], form: str, password: str, at: datetime
) -> list[Swap]:
    swaps = []
    packed: list[Attachment] = []
    for one in chosen:
        own = locked.document(one.data, _name(one), password) if form == "document" else None
        if own is None:
            packed.append(one)
        else:
            swaps.append(Swap((_name(one),), _name(one), "document", own))
            _replace(one.part, own, one.part.get_content_type(), _name(one))
    if packed:
        whole = locked.archive([(_name(one), one.data) for one in packed], password, at)
        swaps.append(Swap(tuple(map(_name, packed)), ARCHIVE, "zip", whole))
        _replace(packed[0].part, whole, "application/zip", ARCHIVE)
        for one in packed[1:]:
            _remove(message, one.part)
    return swaps


def _replace(part: Message, data: bytes, kind: str, name: str) -> None:
    for field in [*_FIELDS[:3], "Content-ID", "Content-Description", "Content-MD5"]:
        del part[field]
    wanted = encode_rfc2231(name, "utf-8")
    part["Content-Type"] = f"{kind}; name*={wanted}"
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f"attachment; filename*={wanted}"
    part.set_payload(base64.encodebytes(data).decode("ascii"))


def _text(note: str) -> Message:
    part = Message(policy=AS_WRITTEN)
    part["Content-Type"] = 'text/plain; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = "inline"
    written = base64.b64encode(note.encode()).decode("ascii")
    part.set_payload("\n".join(textwrap.wrap(written, 76)) + "\n")
    return part


def _remove(whole: Message, part: Message) -> None:
    for inside in whole.walk():
        children = inside.get_payload()
        if isinstance(children, list) and any(one is part for one in children):
            inside.set_payload([one for one in children if one is not part])


def _without_signature(message: Message, boundary: str) -> None:
    """RFC 1847: what was signed changes, so that the signature would only alarm."""
    children = message.get_payload()
    if message.get_content_type() != "multipart/signed" or not isinstance(children, list):
        return
    message.set_payload(children[:1])
    message.replace_header("Content-Type", f'multipart/mixed; boundary="{boundary}"')


def _wrap(message: Message, boundary: str) -> None:
    """A mail that is nothing but its attachment, or one text in several forms, becomes one of
    several parts. ``boundary``: told from the mail itself, so that none in it is the same."""
    inner = Message(policy=AS_WRITTEN)
    for name in _FIELDS[:3]:
        if name in message:
            inner[name] = message[name]
            del message[name]
    inner.set_payload(message.get_payload())
    message.set_payload([inner])
    if "MIME-Version" not in message:
        message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/mixed; boundary="{boundary}"'


def _body(whole: bytes) -> bytes:
    return whole.partition(b"\r\n\r\n")[2]
