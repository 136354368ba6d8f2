"""Ports for servers that a test starts."""

from __future__ import annotations

import random
import socket
from contextlib import suppress


def free_port() -> int:
    """One that nobody listens on and no connection is given as its own end: those begin at 32768,
    and who calls a server that is down would else be answered by himself, or another test's
    connection have the port when the server comes."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", random.SystemRandom().randrange(10_000, 32_000)))
            return int(probe.getsockname()[1])
