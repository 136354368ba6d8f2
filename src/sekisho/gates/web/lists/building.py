"""Lists built into the one file that is mapped (its form: ``compiled``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import orjson

from sekisho.gates.web.lists.compiled import FORMAT, HASH, ListsError, hash_of
from sekisho.gates.web.lists.reading import Listed

MOST_LISTS = 64


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
    return line + b" " * (-(len(line) + 1) % HASH) + b"\n" + body


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
