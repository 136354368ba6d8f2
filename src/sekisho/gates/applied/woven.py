"""A block of ours in a file that is the town's own, for programs that cannot read in a second file.

The block stands at the end between two marks. Everything else in the file belongs to whoever
looks after the machine, and stays as it is, also when the block is taken out again.
"""

from __future__ import annotations

import hashlib

BEGIN = b"# ---- sekisho gates apply: begin ----\n"
END = b"# ---- sekisho gates apply: end ----\n"


class BrokenBlockError(Exception):
    """The marks of the block are not those that were put: one is missing, or there are more;
    ``path`` says where."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def split(whole: bytes, path: str) -> tuple[bytes, bytes | None]:
    """What is the town's in the file of a path, and what stands in the block; None: there is none.
    Raises BrokenBlockError."""
    if BEGIN.strip() not in whole and END.strip() not in whole:
        return whole, None
    before, begin, behind = whole.partition(BEGIN)
    block, end, after = behind.partition(END)
    rest = before + after
    if not (begin and end) or BEGIN.strip() in block + rest or END.strip() in rest:
        raise BrokenBlockError(path)
    return rest, block


def joined(rest: bytes, block: bytes | None) -> bytes:
    """A file of what is the town's and a block (None: without one)."""
    if block is None:
        return rest
    gap = b"" if not rest or rest.endswith(b"\n") else b"\n"
    return rest + gap + BEGIN + block + END


def digest(block: bytes | None) -> str | None:
    """A block by its SHA-256 (hexadecimal)."""
    return None if block is None else hashlib.sha256(block).hexdigest()


def back(path: str, now: bytes, after: bytes, before: bytes) -> bytes:
    """The file as it was before a change of the block, with what the town has changed of its own
    since: byte for byte ``before`` where that is nothing. Raises BrokenBlockError."""
    rest, _ = split(now, path)
    if rest == split(after, path)[0]:
        return before
    return joined(rest, split(before, path)[1])
