"""Whether bytes begin like a message or like a mailbox: by header syntax, not by the file name."""

from __future__ import annotations

import re

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_KNOWN = {
    b"from", b"to", b"cc", b"subject", b"date", b"received", b"message-id", b"mime-version",
    b"return-path", b"content-type", b"delivered-to", b"x-mailer", b"reply-to", b"sender",
    b"in-reply-to", b"references", b"dkim-signature", b"x-original-to", b"envelope-to",
    b"content-transfer-encoding", b"x-priority", b"authentication-results", b"x-spam-status",
}  # fmt: skip
_OWN = {b"from", b"received", b"message-id", b"return-path", b"delivered-to", b"x-mailer"}
"""Fields that no other format writes at its beginning (HTTP has Date and Content-Type as well)."""
_MULTIPART = re.compile(
    rb"^Content-Type:\s*multipart/[\w-]+;\s*boundary=", re.IGNORECASE | re.MULTILINE
)
_MULTIPART_WITHIN = 4096
_SERVERS = re.compile(rb"Received:\s+(from|by)\s|Return-Path:\s*<", re.IGNORECASE)
SEPARATOR = re.compile(
    rb"From (?=[^\r\n]*\b\d{1,2}:\d{2}\b)(?=[^\r\n]*\b(?:19|20)\d{2}\b)[^\r\n]{1,400}\r?\n?$"
)
"""The line before each message of a mailbox: ``From``, sender, date (RFC 4155 appendix A)."""


def fields(head: bytes) -> list[bytes]:
    """Lower-case names of the header fields that ``head`` begins with.

    A first line ``From sender`` of an exported mailbox is passed over.
    """
    names = []
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n")
    for line in lines[1:] if lines[0].startswith(b"From ") else lines:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _FIELD.match(line)
        if found is None:
            break
        names.append(found[1].lower())
    return names


def message_confidence(head: bytes) -> int:
    """How surely ``head`` begins a message: 90 for three known fields, 70 for two, else 0.

    60 for what only a mail server writes at the beginning, and for parts of a mail saved alone.
    """
    known = set(fields(head)) & _KNOWN
    if not known & _OWN:
        return 60 if _MULTIPART.search(head[:_MULTIPART_WITHIN]) and known else 0
    if len(known) == 1:
        return 60 if _SERVERS.match(head) else 0
    return 70 if len(known) == 2 else 90


def is_field(line: bytes) -> bool:
    """Whether a line begins a header field; ``>From`` stands among them in some mailboxes."""
    return _FIELD.match(line) is not None or line.startswith(b">From ")


def begins_mailbox(head: bytes) -> bool:
    """Whether ``head`` begins with a separator line followed by a header."""
    first, _, rest = head.partition(b"\n")
    return SEPARATOR.match(first + b"\n") is not None and bool(fields(rest))
