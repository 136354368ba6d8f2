"""Lists as the text files that a FortiGate fetches: an entry a line.

Reference: FortiOS Administration Guide, *External resources file format*: plain text, a URL a
line, ``*`` at the beginning; no more than 128 Ki entries and 10 MB a file (before 7.4.4, which
has other bounds for each model).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from sekisho.gates.web.lists.reading import Listed

ENTRIES = 128 * 1024
BYTES = 10 * 10**6
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Feed:
    """A list's file. ``left_out``: keys that found no room in it."""

    name: str
    content: bytes
    left_out: int


def file_name(name: str) -> str:
    """The file of a list: a name that any web server and device takes."""
    if _PLAIN.fullmatch(name):
        return f"{name}.txt"
    return f"list-{hashlib.sha256(name.encode()).hexdigest()[:12]}.txt"


def feed(listed: Listed) -> Feed:
    """The file of a list: each host with everything below it, each address as it is."""
    lines: list[bytes] = []
    size = 0
    kept = 0
    for key in listed.keys:
        own = [key] if b"/" in key else [key, b"*." + key]
        size += sum(len(line) + 1 for line in own)
        if len(lines) + len(own) > ENTRIES or size > BYTES:
            break
        lines += own
        kept += 1
    content = b"".join(line + b"\n" for line in lines)
    return Feed(file_name(listed.name), content, len(listed.keys) - kept)
