"""The register of notices: lines that are only ever appended, each naming the digest of the last.

A line that was changed, taken out or moved shows; what a crash cut off at the end is passed over
and told.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

import orjson

from sekisho.ledger.put import settle

Act = Literal[
    "made", "sent", "failed", "delivered", "bounced", "read", "confirmed",
    "called", "reported", "away", "watched",
]  # fmt: skip
"""``bounced``, ``read``: what a notice of non-delivery or a read receipt says. Of drills alone:
``called`` (the link in it), ``reported``, ``away``, ``watched`` (until when calls are on record;
it names nobody)."""
ACTS: tuple[Act, ...] = get_args(Act)
DRILL = "drill"
"""``source`` of what was made as a drill."""
BY_HAND = "hand"
"""``source`` of what a person entered."""


class RegisterChangedError(Exception):
    """The register is not as it was written; ``line`` is the first that does not follow."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Told:
    """One act about one addressee. ``at``: ISO 8601 with offset; ``digest``: SHA-256 of the
    notice's text; ``source``: where a delivery or confirmation is on record; ``reason``: why it
    came back, who called, how it was told."""

    at: str
    act: Act
    number: str
    digest: str
    person: str
    address: str
    message_id: str
    token: str
    source: str = ""
    reason: str = ""


_KEYS = {one.name for one in fields(Told)}
_LATER = {"reason"}
"""What registers begun earlier do not hold."""


def read(content: bytes) -> tuple[Told, ...]:
    """The acts of a register in their order. Raises RegisterChangedError."""
    found = []
    before = ""
    lines = content.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        entry = _entry(line)
        if entry is None or entry.pop("before", None) != before:
            raise RegisterChangedError(number)
        if not _KEYS - _LATER <= entry.keys() <= _KEYS or entry["act"] not in ACTS:
            raise RegisterChangedError(number)
        found.append(Told(**entry))
        before = hashlib.sha256(line).hexdigest()
    return tuple(found)


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    text = isinstance(entry, dict) and all(isinstance(one, str) for one in entry.values())
    return entry if text else None


def append(path: Path, told: Iterable[Told]) -> None:
    """Appends acts, done when they are on the disk. Raises RegisterChangedError, OSError."""
    content = path.read_bytes() if path.exists() else b""
    read(content)
    whole = content[: content.rfind(b"\n") + 1]
    last = whole.rstrip(b"\n").rpartition(b"\n")[2]
    before = hashlib.sha256(last).hexdigest() if last else ""
    added = b""
    for one in told:
        line = orjson.dumps(_line(one, before))
        before = hashlib.sha256(line).hexdigest()
        added += line + b"\n"
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
        out.truncate(len(whole))
        out.seek(len(whole))
        out.write(added)
        out.flush()
        os.fsync(out.fileno())
    settle(path.parent)


def _line(told: Told, before: str) -> Mapping[str, str]:
    later = {} if told.reason else {"reason": ""}
    return {k: v for k, v in asdict(told).items() if k not in later} | {"before": before}
