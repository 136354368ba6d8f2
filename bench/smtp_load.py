"""A client's side of SMTP, several connections at once: mails a second that a server takes.

A connection a mail, as most of a town's senders come: EHLO, then envelope and DATA in one piece,
which every Postfix offers (RFC 2920), the mail, QUIT. Unlike ``smtp-source`` each mail is another.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

_SENDER = re.compile(rb"^From: .*<([^<>]+)>", re.MULTILINE)


def through(port: int, mails: Sequence[bytes], to: str, connections: int) -> float:
    """Seconds until all are taken. Raises SystemExit for one that is not."""
    packed = [_packed(mail, to) for mail in mails]
    with ThreadPoolExecutor(connections) as pool:
        start = time.perf_counter()
        for answer in pool.map(lambda one: _sent(port, *one), packed):
            if not answer.startswith(b"250"):
                raise SystemExit(f"not taken: {answer.decode(errors='replace')}")
        return time.perf_counter() - start


def _packed(mail: bytes, to: str) -> tuple[bytes, bytes]:
    """Envelope, and content with its end (RFC 5321 4.5.2)."""
    head = mail.partition(b"\r\n\r\n")[0]
    sender = _SENDER.search(head)
    whom = sender[1] if sender else b"a@firm.example"
    envelope = b"MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n" % (whom, to.encode())
    return envelope, mail.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + b"\r\n.\r\n"


def _sent(port: int, envelope: bytes, content: bytes) -> bytes:
    """The answer to the content, or the first that ended it before."""
    with socket.create_connection(("127.0.0.1", port)) as wire, wire.makefile("rb") as answers:
        said = _answer(answers)
        for words, wanted, count in ((b"EHLO firm.example\r\n", b"250", 1), (envelope, b"354", 3)):
            if said[:1] not in b"23":
                return said
            wire.sendall(words)
            for _ in range(count):
                said = _answer(answers)
                if said[:1] not in b"23":
                    return said
            if not said.startswith(wanted):
                return said
        wire.sendall(content)
        said = _answer(answers)
        wire.sendall(b"QUIT\r\n")
        _answer(answers)
        return said


def _answer(answers: object) -> bytes:
    """The last line of one (RFC 5321 4.2.1)."""
    for line in answers:  # type: ignore[attr-defined]
        if line[3:4] != b"-":
            return bytes(line)
    raise SystemExit("the server closed the connection")
