"""All lists in one file: a line of JSON, then sorted 8-byte hashes, then 2-byte set numbers.

A host that stands in several lists stands once, with the number of its set of lists. The file is
mapped into memory: a million hosts are 10 MB, shared by all that read it, loaded in no time.
The hash is BLAKE2b (RFC 7693) of 8 bytes: among a million entries a foreign host is taken for one
of them once in ten million million.
"""

from __future__ import annotations

import hashlib
import mmap
from bisect import bisect_left
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

NAME = "web.lists"
FORMAT = "sekisho web lists 1"
HASH, SET = 8, 2


class ListsError(Exception):
    """A file holds no lists, or not all of what it held."""


def hash_of(key: bytes) -> bytes:
    """The hash of a key."""
    return blake2b(key, digest_size=HASH).digest()


@dataclass(frozen=True)
class CompiledLists:
    """Lists mapped from their file."""

    names: frozenset[str]
    count: int
    _hashes: memoryview
    _kinds: memoryview
    _sets: tuple[tuple[str, ...], ...]

    def holding(self, key: str) -> tuple[str, ...]:
        """As ``judgement.Lists`` promises."""
        wanted = int.from_bytes(hash_of(key.encode("utf-8", "replace")), "little")
        at = bisect_left(self._hashes, wanted)
        if at < self.count and self._hashes[at] == wanted:
            return self._sets[self._kinds[at]]
        return ()


def mapped(path: Path) -> CompiledLists:
    """The lists of a file. Raises OSError, ListsError: also when a byte of them has changed."""
    with path.open("rb") as file:
        line = file.readline()
        if not line.endswith(b"\n"):
            raise ListsError(path.name)
        data: mmap.mmap | bytes = (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if line else b""
        )
    try:
        return _of(memoryview(data), len(line), orjson.loads(line))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ListsError(path.name) from error


def _of(view: memoryview, start: int, head: dict[str, Any]) -> CompiledLists:
    count = int(head["count"])
    body = view[start:]
    if head["format"] != FORMAT or len(body) != count * (HASH + SET):
        raise ValueError(FORMAT)
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError("sha256")
    names = [str(one["name"]) for one in head["lists"]]
    sets = tuple(tuple(names[at] for at in own) for own in head["sets"])
    hashes, kinds = body[: count * HASH].cast("Q"), body[count * HASH :].cast("H")
    return CompiledLists(frozenset(names), count, hashes, kinds, sets)


class NoLists:
    """Where no lists were built in."""

    names: frozenset[str] = frozenset()

    def holding(self, key: str) -> tuple[str, ...]:  # noqa: ARG002
        """None."""
        return ()
