"""Knocks from some machines at others, and says what came of each: run inside the office.

Standard input: JSON ``[{from, to, transport, port}]``, machines by name and addresses; standard
output: JSON, for each ``passed``, ``refused`` (the router said so) or ``silent``. Nobody needs to
listen: a machine that gets a packet says itself that the port is closed.
"""

from __future__ import annotations

import errno
import json
import select
import socket
import sys
import time
from typing import Any

from tests.town.office.init import enter

WAIT_S = 2.0
_REFUSED = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EACCES)


def knock(one: dict[str, Any]) -> socket.socket:
    """The beginning of a connection, from where this thread now is."""
    kind = socket.SOCK_STREAM if one["transport"] == "tcp" else socket.SOCK_DGRAM
    line = socket.socket(socket.AF_INET, kind)
    line.setblocking(False)
    line.connect_ex((one["to"], one["port"]))
    if kind == socket.SOCK_DGRAM:
        line.send(b"?")
    return line


def answer(line: socket.socket) -> str:
    """What a line that has become ready says."""
    error = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error in _REFUSED:
        return "refused"
    return "passed" if error in (0, errno.ECONNREFUSED) else "silent"


def main() -> None:
    """All knocks at once, then wait for the answers."""
    asked = json.load(sys.stdin)
    told = ["silent"] * len(asked)
    open_lines: dict[int, tuple[int, socket.socket]] = {}
    poll = select.poll()
    where = ""
    for number, one in enumerate(asked):
        if one["from"] != where:
            where = one["from"]
            enter(where)
        line = knock(one)
        open_lines[line.fileno()] = (number, line)
        events = select.POLLOUT if one["transport"] == "tcp" else select.POLLIN
        poll.register(line, events | select.POLLERR)
    until = time.monotonic() + WAIT_S
    while open_lines and (left := until - time.monotonic()) > 0:
        for descriptor, _event in poll.poll(left * 1000):
            number, line = open_lines.pop(descriptor)
            poll.unregister(descriptor)
            told[number] = answer(line)
            line.close()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
