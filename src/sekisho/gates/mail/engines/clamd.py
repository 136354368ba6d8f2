"""ClamAV asked through the socket of its daemon.

Reference: clamd(8), COMMANDS: ``zIDSESSION``, ``zVERSION``, ``zINSTREAM`` (chunks of length and
bytes, a length of nought at the end); replies end with NUL and begin with the number of the command
within the session. The daemon's own limits (``StreamMaxLength``, ``MaxScanSize``) hold besides.
"""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from sekisho.gates.mail.engines.pieces import MIB, pieces
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.signs import Scan, Sign

NAME = "clamav"
_CHUNK = 256 * 1024
_VERSION = re.compile(r"(?P<version>[^/]+)(?:/(?P<definitions>[^/]*)/(?P<built>.*))?")
_FOUND = re.compile(r"stream: (?P<name>.*) FOUND")
_LIMIT = "size limit exceeded"
"""``StreamMaxLength`` of its configuration; the session is over then."""
_PORT = re.compile(r"(?P<host>.*):(?P<port>\d{1,5})")


class _SilentError(Exception):
    """It does not answer, or not in time."""


@dataclass(frozen=True)
class Clamd:
    """``at``: path of the socket or ``host:port``; ``seconds`` for a whole mail; ``largest``: MiB
    of one piece that is handed over."""

    at: str
    seconds: int
    largest: int

    def scan(self, mail: Opened) -> Scan:
        """What it says of a mail. Down or too slow: ``mail.clamav_silent``; a piece that is too
        large or that it could not look into: ``mail.not_scanned``."""
        every = list(pieces(mail))
        given = [one for one in every if len(one[1]) <= self.largest * MIB]
        large = [
            Sign("mail.not_scanned", place, f"{NAME}: {len(data)}")
            for place, data in every
            if len(data) > self.largest * MIB
        ]
        end = monotonic() + self.seconds
        try:
            with _connected(self.at, end) as wire:
                _hand_over(wire, [data for _, data in given], end)
                said = _replies(wire, len(given) + 1, end)
        except (OSError, _SilentError) as error:
            silent = Sign("mail.clamav_silent", value=type(error).__name__.lstrip("_"))
            return Scan(NAME, signs=(silent,))
        signs = [sign for number, (place, _) in enumerate(given, 2)
                 for sign in _sign(said.get(number, _LIMIT), place)]  # fmt: skip
        told = _VERSION.fullmatch(said.get(1, ""))
        return Scan(
            NAME,
            version=told["version"] if told else "",
            definitions=(told["definitions"] if told else "") or "",
            built=(told["built"] if told else "") or "",
            signs=(*large, *_placed(signs)),
        )


def _connected(at: str, end: float) -> socket.socket:
    left = max(0.001, end - monotonic())
    if found := _PORT.fullmatch(at):
        return socket.create_connection((found["host"], int(found["port"])), timeout=left)
    wire = socket.socket(socket.AF_UNIX)
    try:
        wire.settimeout(left)
        wire.connect(at)
    except OSError:
        wire.close()
        raise
    return wire


def _hand_over(wire: socket.socket, every: list[bytes], end: float) -> None:
    try:
        wire.sendall(b"zIDSESSION\0zVERSION\0")
        for data in every:
            wire.settimeout(max(0.001, end - monotonic()))
            wire.sendall(b"".join(_stream(data)))
    except (BrokenPipeError, ConnectionResetError):
        return  # it ended the session: its reply says why


def _stream(data: bytes) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    for at in range(0, len(data), _CHUNK):
        piece = data[at : at + _CHUNK]
        yield struct.pack("!I", len(piece)) + piece
    yield b"\0\0\0\0"


def _replies(wire: socket.socket, count: int, end: float) -> dict[int, str]:
    """The replies by their number, in whatever order they come; none for what it did not take
    because of its own limit of size."""
    said: dict[int, str] = {}
    came = b""
    while len(said) < count:
        wire.settimeout(max(0.001, end - monotonic()))
        data = wire.recv(65_536)
        if not data:
            raise _SilentError
        *whole, came = (came + data).split(b"\0")
        for line in whole:
            number, _, text = line.decode("utf-8", "replace").partition(": ")
            if _LIMIT in line.decode("utf-8", "replace"):
                return said
            if not number.isdecimal():
                # without a number: what ends the session (a timeout of the daemon)
                raise _SilentError
            said[int(number)] = text
    return said


def _sign(reply: str, place: str) -> Iterator[Sign]:
    if found := _FOUND.fullmatch(reply):
        yield Sign("mail.clamav", place, found["name"])
    elif reply != "stream: OK":
        yield Sign("mail.not_scanned", place, f"{NAME}: {reply}")


def _placed(signs: list[Sign]) -> list[Sign]:
    """What was found in a file is not told of the whole mail once more."""
    inside = {one.value for one in signs if one.place}
    return [one for one in signs if one.place or one.value not in inside]
