"""Mails as bytes (RFC 5322, MIME) and mailboxes of them (mbox, RFC 4155).

Subjects come in ISO-2022-JP, Shift_JIS and UTF-8 as encoded words (RFC 2047), some with a wrong
label; names of attachments as RFC 2231 parameters or, against the rules but common, as encoded
words.
"""

from __future__ import annotations

import base64
from urllib.parse import quote

from sekisho.drill.clock import local
from sekisho.drill.post import Attachment, Charset, Mail

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CODECS: dict[Charset, tuple[str, str]] = {
    "iso-2022-jp": ("iso-2022-jp", "iso2022_jp"),
    "shift_jis": ("Shift_JIS", "cp932"),
    "utf-8": ("UTF-8", "utf-8"),
    "mislabelled": ("iso-2022-jp", "cp932"),
}


def encoded_word(text: str, charset: Charset) -> str:
    """A text as encoded words of at most 12 signs each."""
    label, codec = _CODECS[charset]
    parts = [text[start : start + 12] for start in range(0, len(text), 12)]
    words = (base64.b64encode(part.encode(codec, errors="replace")).decode() for part in parts)
    return "\n ".join(f"=?{label}?B?{word}?=" for word in words)


def as_bytes(mail: Mail, recipient: str, queue_id: str, server: str) -> bytes:
    """The mail as it lies in a mailbox, lines ended by LF."""
    label, codec = _CODECS[mail.charset]
    body = base64.encodebytes(mail.body.encode(codec, errors="replace")).decode()
    text = (
        f'Content-Type: text/plain; charset="{label}"\nContent-Transfer-Encoding: base64\n\n{body}'
    )
    sender = f"{encoded_word(mail.sender_name, mail.charset)} <{mail.sender}>"
    head = (
        f"Return-Path: <{mail.sender}>\n"
        f"Received: from {mail.client_name} ({mail.client_name} [{mail.client}])\n"
        f"\tby {server} (Postfix) with ESMTP id {queue_id}\n"
        f"\tfor <{recipient}>; {_date(mail.time)}\n"
        f"From: {sender}\nTo: {recipient}\nSubject: {encoded_word(mail.subject, mail.charset)}\n"
        f"Date: {_date(mail.time - 4000)}\nMessage-ID: <{mail.message_id}>\nMIME-Version: 1.0\n"
    )
    if mail.attachment is None:
        return (head + text).encode("ascii")
    boundary = f"----=_NextPart_{mail.time:X}"
    return (
        f'{head}Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
        f"--{boundary}\n{text}\n--{boundary}\n{_attached(mail.attachment)}\n--{boundary}--\n"
    ).encode("ascii")


def _attached(one: Attachment) -> str:
    if one.naming == "rfc2231":
        value = quote(one.name.encode(), safe="")
        names = (f"name*=UTF-8''{value}", f"filename*=UTF-8''{value}")
    else:
        word = encoded_word(one.name, "iso-2022-jp").replace("\n ", " ")
        names = (f'name="{word}"', f'filename="{word}"')
    content = base64.encodebytes(one.content).decode()
    return (
        f"Content-Type: {one.mime};\n\t{names[0]}\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment;\n\t{names[1]}\n\n{content}"
    )


def mbox(mails: list[tuple[Mail, bytes]]) -> bytes:
    """A mailbox: each mail after its `From ` line, `From ` inside quoted."""
    parts = []
    for mail, content in mails:
        quoted = content.replace(b"\nFrom ", b"\n>From ")
        moment = local(mail.time)
        day = f"{_DAYS[moment.weekday()]} {_MONTHS[moment.month - 1]} {moment.day:2d}"
        stamp = f"{day} {moment:%H:%M:%S %Y}"
        parts.append(f"From {mail.sender} {stamp}\n".encode() + quoted + b"\n")
    return b"".join(parts)


def _date(ms: int) -> str:
    moment = local(ms)
    return (
        f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]} "
        f"{moment:%Y %H:%M:%S} +0900"
    )
