"""What lies in an archive, whatever its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from sekisho.events.evidence import Evidence

PIECE = 1024 * 1024
MEMBERS = 50_000
"""Members of one archive that are taken by libarchive."""
LARGEST = 2**63 - 1
"""What a size may be said to be; an extended header of a tar may claim any number."""

Reader = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class Member:
    """Something in an archive. ``content`` opens its bytes; None for a folder; a text code
    where there are no bytes that could be read. ``size`` is what the archive claims."""

    name: str
    size: int
    modified: datetime | None
    content: Reader | str | None


class NotOpenedError(Exception):
    """The rest of an archive is not opened; ``code`` is the text code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Opener = Callable[[Evidence, int, tuple[str, ...]], Iterator[Member]]
"""Members of an archive; no more than so many bytes are unpacked on the way to them, and members
that are encrypted are opened with one of the passwords."""


def inner_name(name: str) -> str:
    """A member's name without the steps that would lead out of its archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    readable = "/".join(part.encode("utf-8", "backslashreplace").decode() for part in parts)
    return readable or "_"
