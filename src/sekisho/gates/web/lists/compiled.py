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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from sekisho.gates.web.lists.reading import Listed

NAME = "web.lists"
FORMAT = "sekisho web lists 1"
MOST_LISTS = 64
_HASH, _SET = 8, 2


class ListsError(Exception):
    """A file holds no lists, or not all of what it held."""


def hash_of(key: bytes) -> bytes:
    """The hash of a key."""
    return blake2b(key, digest_size=_HASH).digest()


def _hashed(keys: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    """The hashes of keys, and of every host that has pages among them, with a bare slash."""
    every = list(keys)
    every += {key[: key.index(b"/") + 1] for key in every if b"/" in key}
    return np.frombuffer(b"".join(map(hash_of, every)), "<u8").astype(np.uint64)


def compiled(lists: Iterable[Listed]) -> bytes:
    """The file of these lists. Raises ListsError for more than ``MOST_LISTS``."""
    names: list[str] = []
    hashes: list[npt.NDArray[np.uint64]] = []
    masks: list[npt.NDArray[np.uint64]] = []
    about = []
    for one in lists:
        if len(names) == MOST_LISTS:
            raise ListsError(str(MOST_LISTS))
        own = _hashed(one.keys)
        hashes.append(own)
        masks.append(np.full(len(own), 1 << len(names), np.uint64))
        names.append(one.name)
        about.append({"name": one.name, "entries": len(one.keys), "rubbish": one.rubbish_count})
    found, sets = _merged(hashes, masks)
    numbers, kinds = np.unique(sets, return_inverse=True)
    body = found.astype("<u8").tobytes() + kinds.astype("<u2").tobytes()
    head = {
        "format": FORMAT,
        "count": len(found),
        "lists": about,
        "sets": [[at for at in range(len(names)) if int(mask) >> at & 1] for mask in numbers],
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    line = orjson.dumps(head)
    return line + b" " * (-(len(line) + 1) % _HASH) + b"\n" + body


def _merged(
    hashes: Sequence[npt.NDArray[np.uint64]], masks: Sequence[npt.NDArray[np.uint64]]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Each hash once, in order, with the mask of its lists."""
    if not sum(map(len, hashes)):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    every, mask = np.concatenate(hashes), np.concatenate(masks)
    order = np.argsort(every, kind="stable")
    every, mask = every[order], mask[order]
    starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
    return every[starts], np.bitwise_or.reduceat(mask, starts)


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
    if head["format"] != FORMAT or len(body) != count * (_HASH + _SET):
        raise ValueError(FORMAT)
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError("sha256")
    names = [str(one["name"]) for one in head["lists"]]
    sets = tuple(tuple(names[at] for at in own) for own in head["sets"])
    hashes, kinds = body[: count * _HASH].cast("Q"), body[count * _HASH :].cast("H")
    return CompiledLists(frozenset(names), count, hashes, kinds, sets)


class NoLists:
    """Where no lists were built in."""

    names: frozenset[str] = frozenset()

    def holding(self, key: str) -> tuple[str, ...]:  # noqa: ARG002
        """None."""
        return ()
