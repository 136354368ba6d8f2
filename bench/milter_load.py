"""A mail server's side of the milter protocol, as fast as it gets: mails a second of any milter.

Reference: as ``sekisho.gates.mail.protocol``, of which this shares nothing. What Postfix offers is
offered, and a mail's packets are sent in one piece; the next mail waits for the answer.
"""

from __future__ import annotations

import re
import selectors
import socket
import struct
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_OFFER = struct.pack("!III", 6, 0x1FF, 0x1FFFFF)
_UNANSWERED = {b"C": 0x1000, b"H": 0x2000, b"M": 0x4000, b"R": 0x8000, b"T": 0x10000, b"L": 0x80,
               b"N": 0x40000, b"B": 0x80000}  # fmt: skip
_SENDER = re.compile(rb"^From: .*(<[^<>]+>)", re.MULTILINE)
_FINAL = frozenset(b"atyrdc")
_CHANGES = frozenset(b"hmbqi+-e")


@dataclass
class _One:
    """A connection: what it still waits for, and what came."""

    socket: socket.socket
    spoken: int = 0
    waits: int = 0
    came: bytearray = field(default_factory=bytearray)
    said: str = ""


def packet(command: bytes, data: bytes = b"") -> bytes:
    return struct.pack("!I", len(data) + 1) + command + data


def words(mail: bytes) -> list[tuple[bytes, bytes]]:
    """The commands of one mail after connect and helo."""
    head, _, body = mail.partition(b"\r\n\r\n")
    sender = _SENDER.search(head)
    said = [
        (b"M", (sender[1] if sender else b"<a@firm.example>") + b"\0"),
        (b"R", b"<seki-j@town.seki.example>\0"),
        (b"T", b""),
    ]
    for line in head.replace(b"\r\n ", b"\n ").replace(b"\r\n\t", b"\n\t").split(b"\r\n"):
        name, _, value = line.partition(b":")
        said.append((b"L", name + b"\0" + value + b"\0"))
    said.append((b"N", b""))
    said += [(b"B", body[at : at + 65_000]) for at in range(0, len(body), 65_000)]
    return said


def through(path: Path, mails: Sequence[bytes], connections: int) -> tuple[float, dict[str, int]]:
    """Seconds for the mails, each sent once, and how they were answered."""
    times = len(mails)
    with selectors.DefaultSelector() as ready:
        ones = [_connected(path) for _ in range(connections)]
        spoken = {one.spoken for one in ones}
        packed = {one: [_packed(mail, one) for mail in mails] for one in spoken}
        for one in ones:
            ready.register(one.socket, selectors.EVENT_READ, one)
        answers: Counter[str] = Counter()
        sent = 0
        start = time.perf_counter()
        for one in ones[:times]:
            sent = _send(one, packed, sent)
        while answers.total() < times:
            for key, _ in ready.select():
                if not _over(key.data):
                    continue
                answers[key.data.said] += 1
                if sent < times:
                    sent = _send(key.data, packed, sent)
        spent = time.perf_counter() - start
        for one in ones:
            one.socket.sendall(packet(b"Q"))
            one.socket.close()
    return spent, dict(answers)


def _connected(path: Path) -> _One:
    one = _One(socket.socket(socket.AF_UNIX))
    one.socket.connect(str(path))
    one.socket.sendall(packet(b"O", _OFFER))
    whole = one.socket.recv(4096)
    (one.spoken,) = struct.unpack("!I", whole[13:17])
    first = [
        (b"C", b"firm.example\0" + b"4" + struct.pack("!H", 40000) + b"203.0.113.9\0"),
        (b"H", b"firm.example\0"),
    ]
    for command, data in first:
        one.socket.sendall(packet(command, data))
        if not one.spoken & _UNANSWERED[command]:
            one.socket.recv(4096)
    return one


def _packed(mail: bytes, spoken: int) -> tuple[bytes, int]:
    said = words(mail)
    waits = sum(not spoken & _UNANSWERED[command] for command, _ in said)
    macros = packet(b"D", b"Mi\x004AbCdE\0")
    return macros + b"".join(packet(*one) for one in said) + packet(b"E"), waits


def _send(one: _One, packed: dict[int, list[tuple[bytes, int]]], number: int) -> int:
    data, one.waits = packed[one.spoken][number]
    one.said = ""
    one.socket.sendall(data)
    return number + 1


def _over(one: _One) -> bool:
    """Reads; whether the mail is answered."""
    data = one.socket.recv(262_144)
    if not data:
        raise SystemExit("the milter closed the connection")
    one.came += data
    while len(one.came) >= 4:
        (size,) = struct.unpack_from("!I", one.came)
        if len(one.came) < 4 + size:
            return False
        command = one.came[4]
        said = bytes(one.came[4 : 4 + size])
        del one.came[: 4 + size]
        if command in _CHANGES:
            one.said += chr(command) if command == ord("q") else ""
        elif one.waits:
            one.waits -= 1
        elif command in _FINAL:
            one.said += chr(command) if command != ord("y") else said[1:4].decode()
            return True
        else:
            raise SystemExit(f"answered {said!r}")
    return False
