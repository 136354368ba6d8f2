"""The milter protocol as a state that takes packets and gives answers, without any socket.

Reference: Sendmail 8.18 ``include/libmilter/mfdef.h`` and ``mfapi.h`` (version 6), as Postfix
speaks it (MILTER_README). All answers but those at the end of the mail are given up by
negotiation, so that a mail costs one exchange.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from sekisho.gates.mail.signs import Envelope

VERSION = 6
_ADD_HEADERS, _CHANGE_BODY, _CHANGE_HEADERS, _QUARANTINE = 0x01, 0x02, 0x10, 0x20
ACTIONS = _ADD_HEADERS | _CHANGE_BODY | _CHANGE_HEADERS | _QUARANTINE
_NO_REPLY = 0x80 | 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000 | 0x40000 | 0x80000
"""SMFIP_NR_*: header, connect, helo, mail, rcpt, data, unknown, end of headers, body."""
_LEADING_SPACE = 0x100000
WANTED = _NO_REPLY | _LEADING_SPACE
LARGEST_PACKET = 16 * 1024 * 1024
IN_MEMORY = 4 * 1024 * 1024
MOST = 512 * 1024 * 1024
"""Bytes of a mail that are taken at all; Postfix's own ``message_size_limit`` is far below."""


class NotMilterError(Exception):
    """The other side does not speak the protocol, or offers too little of it."""


@dataclass
class Session:
    """One connection of the mail server: what it said of the mail that is under way."""

    spoken: int = 0
    client: str = ""
    client_name: str = ""
    helo: str = ""
    user: str = ""
    queue_id: str = ""
    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    size: int = 0
    _mail: IO[bytes] | None = None

    @property
    def envelope(self) -> Envelope:
        """Who sent the mail to whom, through whom."""
        return Envelope(
            self.client,
            self.client_name,
            self.helo,
            self.sender,
            tuple(self.recipients),
            user=self.user,
        )

    def mail(self) -> bytes:
        """The bytes of the mail so far, lines as they came."""
        if self._mail is None:
            return b""
        self._mail.seek(0)
        return self._mail.read()

    def negotiated(self, data: bytes) -> bytes:
        """Our answer to the offer. Raises NotMilterError."""
        if len(data) < 12:
            raise NotMilterError("short offer")
        version, actions, protocol = struct.unpack("!III", data[:12])
        if version < 2 or actions & ACTIONS != ACTIONS:
            raise NotMilterError(f"version {version}, actions {actions:#x}")
        self.spoken = protocol & WANTED
        return packet(b"O", struct.pack("!III", min(version, VERSION), ACTIONS, self.spoken))

    def take(self, command: bytes, data: bytes) -> Iterator[bytes]:
        """One packet; gives what is answered to it at once. The end of a mail is not answered
        here."""
        if command == b"C":
            self._connected(data)
        elif command == b"H":
            self.helo = _text(data)
        elif command == b"D":
            self._macros(data)
        elif command in (b"M", b"A"):
            self.forget()
            self.sender = _address(data) if command == b"M" else ""
        elif command == b"R":
            self.recipients.append(_address(data))
        elif command in (b"L", b"N", b"B"):
            self._mail_part(command, data)
        if command in _ANSWERED and not self.spoken & _ANSWERED[command]:
            yield packet(b"c")

    def forget(self) -> None:
        """The mail under way is over; the connection stays."""
        if self._mail is not None:
            self._mail.close()
        self._mail, self.size, self.sender, self.recipients = None, 0, "", []

    def _connected(self, data: bytes) -> None:
        name, _, rest = data.partition(b"\0")
        self.client_name = _text(name)
        address = rest[3:] if rest[:1] in (b"4", b"6") else b""
        self.client = _text(address).removeprefix("IPv6:")

    def _macros(self, data: bytes) -> None:
        """Names and values that go with the next command."""
        words = data[1:].split(b"\0")
        told = {
            name.strip(b"{}"): value for name, value in zip(words[::2], words[1::2], strict=False)
        }
        if data[:1] == b"M":
            self.user = _text(told.get(b"auth_authen", b""))
        if b"i" in told:
            self.queue_id = _text(told[b"i"])

    def _mail_part(self, command: bytes, data: bytes) -> None:
        if command == b"L":
            self._header(data)
        else:
            self._write(b"\r\n" if command == b"N" else data)

    def _header(self, data: bytes) -> None:
        name, _, value = data.partition(b"\0")
        value = value.rstrip(b"\0").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        blank = b"" if self.spoken & _LEADING_SPACE else b" "
        self._write(name + b":" + blank + value + b"\r\n")

    def _write(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > MOST:
            raise NotMilterError(f"mail of more than {MOST} bytes")
        if self._mail is None:
            self._mail = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._mail.write(data)


_ANSWERED = {
    b"C": 0x1000, b"H": 0x2000, b"M": 0x4000, b"R": 0x8000, b"T": 0x10000, b"U": 0x20000,
    b"L": 0x80, b"N": 0x40000, b"B": 0x80000,
}  # fmt: skip


def _text(data: bytes) -> str:
    return data.rstrip(b"\0").decode("utf-8", "replace")


def _address(data: bytes) -> str:
    return _text(data.split(b"\0")[0]).strip().removeprefix("<").removesuffix(">")


def packet(command: bytes, data: bytes = b"") -> bytes:
    """A packet: length, command, data."""
    return struct.pack("!I", len(data) + 1) + command + data


def _line(text: str) -> bytes:
    """ASCII without anything that would end it early."""
    return "".join(sign if " " <= sign <= "~" else "?" for sign in text).encode("ascii")


def accept() -> bytes:
    """The mail goes on."""
    return packet(b"a")


def tempfail() -> bytes:
    """Try again later: nothing is lost and nothing accepted."""
    return packet(b"t")


def refuse(code: str, text: str) -> bytes:
    """550 5.7.1 with the rule's code (RFC 3463); only ASCII goes over SMTP."""
    said = _line(f"550 5.7.1 {code} {text}")[:200].replace(b"%", b"%%")
    return packet(b"y", said + b"\0")


def quarantine(reason: str) -> bytes:
    """Into the hold queue of Postfix."""
    return packet(b"q", _line(reason) + b"\0")


def add_header(name: str, value: str) -> bytes:
    """A header field at the end."""
    return packet(b"h", _line(name) + b"\0" + _line(value) + b"\0")


def change_header(name: str, value: str, index: int = 1) -> bytes:
    """A field of a name, counted from 1, gets another value; "" takes it away."""
    place = struct.pack("!I", index)
    return packet(b"m", place + _line(name) + b"\0" + _line(value) + b"\0")


def replace_body(body: bytes) -> Iterator[bytes]:
    """Another body, in pieces."""
    for at in range(0, len(body) or 1, 65_000):
        yield packet(b"b", body[at : at + 65_000])
