"""A disk that keeps what was synced and, of the rest, whatever pleases it least.

The contract is POSIX's and no more: fsync(2) of a file keeps its bytes, fsync(2) of a folder keeps
the names in it. Without that a write may be lost, be there in some blocks and not in others, or
leave zeros; a name may be the old one or the new one, each name for itself, though what one call
does in one folder (rename(2)) is done or is not.

Reference: POSIX.1-2017 fsync(), rename(); what file systems made of it: Pillai et al., "All File
Systems Are Not Created Equal", OSDI 2014.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

BLOCK = 4096
Piece = Literal["kept", "lost", "zeros", "torn"]
PIECES: tuple[Piece, ...] = ("kept", "lost", "zeros", "torn")
"""What becomes of a block's worth of an unsynced write; ``zeros``: the file has grown over it and
its bytes never came; ``torn``: its first half came."""


@dataclass(frozen=True)
class Fate:
    """What becomes of what was not synced: asked for each name and each piece of a file."""

    name: Callable[[], bool]
    piece: Callable[[], Piece]


def fate(*, names: bool, pieces: Piece) -> Fate:
    """The same for everything."""
    return Fate(lambda: names, lambda: pieces)


def chance(seed: int) -> Fate:
    """Now so, now so."""
    dice = random.Random(seed)
    return Fate(lambda: dice.random() < 0.5, lambda: dice.choice(PIECES))


EVERYTHING = fate(names=True, pieces="kept")
EXTREMES = (
    fate(names=False, pieces="lost"),
    *(fate(names=True, pieces=one) for one in PIECES),
    fate(names=False, pieces="kept"),
)


@dataclass(eq=False)
class File:
    """``writes``: what was ever done to its bytes: at which offset which bytes, or (None) cut or
    lengthened to how many. The first ``synced`` are on the disk."""

    size: int = 0
    writes: list[tuple[int, bytes | None]] = field(default_factory=list)
    synced: int = 0

    def add(self, offset: int, data: bytes | None) -> None:
        self.writes.append((offset, data))
        self.size = offset if data is None else max(self.size, offset + len(data))

    def content(self, what: Fate) -> bytes:
        kept = bytearray()
        for number, (offset, data) in enumerate(self.writes):
            if number < self.synced:
                _write(kept, offset, data)
            elif data is None:
                if what.name():  # of its length the folder's disk block tells
                    _write(kept, offset, None)
            else:
                for at, piece in _pieces(offset, data):
                    _written(kept, at, piece, what.piece())
        return bytes(kept)


@dataclass(eq=False)
class Folder:
    """``changes``: what was ever done to its names: those set (None: taken away) by one call."""

    changes: list[dict[str, File | Folder | None]] = field(default_factory=list)
    synced: int = 0
    now: dict[str, File | Folder] = field(default_factory=dict)

    def add(self, **names: File | Folder | None) -> None:
        self.changes.append(names)
        _set(self.now, names)

    def names(self, what: Fate) -> dict[str, File | Folder]:
        found: dict[str, File | Folder] = {}
        for number, change in enumerate(self.changes):
            if number < self.synced or what.name():
                _set(found, change)
        return found


class Disk:
    """What lies below ``root`` (absolute), which is empty when the model begins."""

    def __init__(self, root: str) -> None:
        self.root = PurePosixPath(root)
        self.top = Folder()

    def holds(self, path: str) -> bool:
        """Whether a path lies below the root."""
        return PurePosixPath(path).is_relative_to(self.root)

    def there(self, path: str) -> bool:
        """Whether the path names something now."""
        try:
            self._node(path)
        except KeyError:
            return False
        return True

    def create(self, path: str) -> None:
        folder, name = self._in(path)
        folder.add(**{name: File()})

    def write(self, path: str, data: bytes, offset: int | None = None) -> None:
        """``offset`` None: at the end."""
        file = self._file(path)
        file.add(file.size if offset is None else offset, data)

    def truncate(self, path: str, size: int) -> None:
        self._file(path).add(size, None)

    def mkdir(self, path: str) -> None:
        folder, name = self._in(path)
        folder.add(**{name: Folder()})

    def remove(self, path: str) -> None:
        folder, name = self._in(path)
        folder.add(**{name: None})

    def rename(self, old: str, new: str) -> None:
        node = self._node(old)
        (source, was), (target, name) = self._in(old), self._in(new)
        if source is target:
            source.add(**{was: None, name: node})
        else:
            target.add(**{name: node})
            source.add(**{was: None})

    def link(self, old: str, new: str) -> None:
        folder, name = self._in(new)
        folder.add(**{name: self._node(old)})

    def syncing(self, path: str) -> Callable[[], None]:
        """An fsync(2) begins; what it returns is called when it has ended. What is written in
        between is not covered."""
        return _syncing(self._node(path))

    def syncing_all(self) -> Callable[[], None]:
        """The same for sync(2)."""
        every = [_syncing(node) for node in _nodes(self.top)]
        return lambda: [end() for end in every] and None

    def sync(self, path: str) -> None:
        self.syncing(path)()

    def sync_all(self) -> None:
        self.syncing_all()()

    def kept(self, what: Fate) -> dict[str, bytes | None]:
        """What lies on the disk when the power comes back, by relative path; None: a folder."""
        return dict(_kept(self.top, what, ""))

    def _node(self, path: str) -> File | Folder:
        node: File | Folder = self.top
        for part in PurePosixPath(path).relative_to(self.root).parts:
            if not isinstance(node, Folder):
                raise KeyError(path)
            node = node.now[part]
        return node

    def _in(self, path: str) -> tuple[Folder, str]:
        place = PurePosixPath(path)
        folder = self._node(str(place.parent))
        if not isinstance(folder, Folder):
            raise KeyError(path)
        return folder, place.name

    def _file(self, path: str) -> File:
        node = self._node(path)
        if not isinstance(node, File):
            raise KeyError(path)
        return node


def laid_out(kept: dict[str, bytes | None], folder: Path) -> Path:
    """The same in a real folder, which must not be there yet."""
    folder.mkdir()
    for name, content in kept.items():
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)
    return folder


def _set(names: dict[str, File | Folder], change: dict[str, File | Folder | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _syncing(node: File | Folder) -> Callable[[], None]:
    upto = len(node.writes if isinstance(node, File) else node.changes)

    def ended() -> None:
        node.synced = max(node.synced, upto)

    return ended


def _nodes(node: File | Folder) -> Iterator[File | Folder]:
    yield node
    if isinstance(node, Folder):
        for one in node.now.values():
            yield from _nodes(one)


def _kept(folder: Folder, what: Fate, above: str) -> Iterator[tuple[str, bytes | None]]:
    for name, node in folder.names(what).items():
        if isinstance(node, Folder):
            yield above + name, None
            yield from _kept(node, what, f"{above}{name}/")
        else:
            yield above + name, node.content(what)


def _pieces(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """A write, cut where blocks of the disk begin."""
    at = offset
    while at < offset + len(data):
        end = min((at // BLOCK + 1) * BLOCK, offset + len(data))
        yield at, data[at - offset : end - offset]
        at = end


def _written(kept: bytearray, at: int, data: bytes, piece: Piece) -> None:
    if piece == "zeros":
        _write(kept, at, bytes(len(data)))
    elif piece != "lost":
        _write(kept, at, data if piece == "kept" else data[: (len(data) + 1) // 2])


def _write(kept: bytearray, offset: int, data: bytes | None) -> None:
    end = offset + len(data or b"")
    if len(kept) < (offset if data is None else end):
        kept.extend(bytes((offset if data is None else end) - len(kept)))
    if data is None:
        del kept[offset:]
    else:
        kept[offset:end] = data
