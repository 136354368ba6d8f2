"""Writes compound files ([MS-CFB], version 3) for fixtures: storages and streams by path."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
CUTOFF = 4096
"""Bytes from which a stream lies in sectors of its own, not in the mini stream."""


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The bytes of a file with these streams; "a/b" is the stream b in the storage a."""
    entries, children = _directory(streams)
    starts: dict[str, tuple[int, int]] = {}
    small, mini_chain = b"", list[int]()
    for path, content in streams.items():
        if 0 < len(content) < CUTOFF:
            starts[path] = (len(mini_chain), len(content))
            small += _chain(mini_chain, content, MINI)
    chain: list[int] = []
    body = b""
    for path, content in streams.items():
        if not content:
            starts[path] = (END, 0)
        elif len(content) >= CUTOFF:
            starts[path] = (len(chain), len(content))
            body += _chain(chain, content, SECTOR)
    starts[""] = (len(chain) if small else END, len(small))
    body += _chain(chain, small, SECTOR)
    first_mini = len(chain) if mini_chain else END
    minis = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_sectors = -(-len(minis) // SECTOR)
    body += _chain(chain, minis.ljust(mini_sectors * SECTOR, b"\xff"), SECTOR)
    first_directory = len(chain)
    table = b"".join(_entry(path, entries, children, starts) for path in entries)
    body += _chain(chain, table, SECTOR)
    first_fat, fats = len(chain), len(chain) // (SECTOR // 4 - 1) + 1
    chain += [FAT] * fats
    chain += [FREE] * (fats * SECTOR // 4 - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, first_directory,
        0, CUTOFF, first_mini, mini_sectors, END, 0,
    )  # fmt: skip
    places = struct.pack("<109I", *range(first_fat, first_fat + fats), *[FREE] * (109 - fats))
    return header + places + body + struct.pack(f"<{len(chain)}I", *chain)


def _chain(chain: list[int], content: bytes, size: int) -> bytes:
    """Adds the sectors of a content to a chain, and gives it padded to whole sectors."""
    count = -(-len(content) // size)
    first = len(chain)
    chain += [*range(first + 1, first + count), END] if count else []
    return content.ljust(count * size, b"\0")


def _directory(streams: Mapping[str, bytes]) -> tuple[list[str], dict[str, list[str]]]:
    entries = [""]
    for path in streams:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            if here not in entries:
                entries.append(here)
    children: dict[str, list[str]] = {}
    for path in entries[1:]:
        children.setdefault(path.rpartition("/")[0], []).append(path)
    for each in children.values():  # shorter names first, as the format sorts them
        each.sort(key=lambda path: (len(path.rpartition("/")[2]), path.upper()))
    return entries, children


def _entry(
    path: str,
    entries: list[str],
    children: Mapping[str, list[str]],
    starts: Mapping[str, tuple[int, int]],
) -> bytes:
    name = (path.rpartition("/")[2] if path else "Root Entry").encode("utf-16-le") + b"\0\0"
    kind = 5 if not path else 2 if path in starts else 1
    siblings = children.get(path.rpartition("/")[0], []) if path else []
    after = siblings[siblings.index(path) + 1 :] if path else []
    right = entries.index(after[0]) if after else FREE
    below = children.get(path, [])
    child = entries.index(below[0]) if below and kind != 2 else FREE
    start, size = starts.get(path, (0, 0))
    return struct.pack(
        "<64sHBBIII16xI16xIQ", name, len(name), kind, 1, FREE, right, child, 0, start, size
    )
