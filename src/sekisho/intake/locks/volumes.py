"""The blocks of a RAR, and what several volumes have in common: a member that goes on in the next.

A RAR that was split has a mark and a main header in each volume; the packed bytes of a member that
goes on, encrypted or not, are those of its pieces one behind the other, and the last piece's header
has the checksum of the whole. Volumes are read one behind the other in one file.

References: RARLAB, ``technote.txt`` of RAR 3 and 4 (flags of file and end blocks); RAR 5.0 technote
(header flags 0x08 and 0x10, flags of main and end of archive headers).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from sekisho.intake.locks.spliced import Joined, Kept
from sekisho.intake.member import PIECE


class GoesOnError(Exception):
    """A volume says that another one follows, and it is not there."""


@dataclass(frozen=True)
class Block:
    """``kind``, ``flags``; ``fields``: what the kind has of its own; ``offset``, ``size``: its data
    in the file; ``extra``: records behind the fields; ``cut``: the file ends before the data do;
    ``before``: the pieces in the volumes before."""

    kind: int
    flags: int
    fields: bytes = field(repr=False)
    offset: int
    size: int
    extra: tuple[tuple[int, bytes], ...] = field(repr=False, default=())
    cut: bool = False
    before: tuple[Kept, ...] = ()

    @property
    def content(self) -> Kept | Joined:
        """All of its data."""
        own = Kept(self.offset, self.size)
        return Joined((*self.before, own)) if self.before else own


def joined(blocks: Iterable[Block], kind: int, from_before: int, goes_on: int) -> Iterator[Block]:
    """The blocks, those of a kind that are pieces of one member as one block with neither flag.
    What has no beginning, or no end, keeps its flag."""
    begun: Block | None = None
    try:
        for block in blocks:
            own = block
            if begun is not None and block.kind == kind and block.flags & from_before:
                own = replace(
                    block, flags=block.flags & ~from_before, cut=block.cut or begun.cut,
                    before=(*begun.before, Kept(begun.offset, begun.size)),
                )  # fmt: skip
            elif begun is not None and block.kind == kind:
                yield begun
            elif begun is not None:
                yield block
                continue
            goes = own.kind == kind and own.flags & goes_on and not own.flags & from_before
            begun = own if goes else None
            if begun is None:
                yield own
    except Exception:
        if begun is not None:
            yield begun
        raise
    if begun is not None:
        yield begun


def following(file: IO[bytes], at: int, mark: bytes) -> int | None:
    """Where the next volume with that mark begins, at a place or behind it; None where none does.
    What an end hides is not left unseen."""
    file.seek(at)
    left = b""
    while piece := file.read(PIECE):
        found = (left + piece).find(mark)
        if found >= 0:
            return at - len(left) + found
        at += len(piece)
        left = (left + piece)[1 - len(mark) :]
    return None


def begins(file: IO[bytes], at: int, mark: bytes) -> bool:
    """Whether a volume with that mark stands there."""
    file.seek(at)
    return file.read(len(mark)) == mark
