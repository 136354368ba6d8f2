"""A large EVTX file in blocks of chunks, each of which can be read by itself.

Only where nothing of the file as a whole matters: its header and all chunks are sound, record
numbers rise from chunk to chunk, nothing is cut off. What the headers cannot tell, each block
tells: one complaint of the parser, or one number other than the headers state, and the file is
read as a whole. So the pointers, the unread and the notes are always those of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import IO

import numpy as np

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Block
from sekisho.sources.splitting import Numbers
from sekisho.sources.windows.chunks import (
    CHUNK_SIZE,
    HEADER_SIZE,
    Headers,
    counted,
    cut_off,
    file_header,
    headers,
)

CHUNKS = 256
"""Chunks in a block, 16 MiB."""


def blocks(evidence: Evidence) -> Sequence[Block]:
    """Cuts a file into blocks of ``CHUNKS``; none where it must be read as a whole.

    Raises OSError.
    """
    with evidence.path.open("rb") as file:
        used = counted(file.read(HEADER_SIZE))
        found = headers(file, HEADER_SIZE)
        if not _in_order(found, used) or not _empty_behind(file, used):
            return ()
    if cut_off(evidence.path, HEADER_SIZE):
        return ()
    return [
        Block(
            HEADER_SIZE + begin * CHUNK_SIZE,
            min(CHUNKS, used - begin) * CHUNK_SIZE,
            int(found.low[begin]),
        )
        for begin in range(0, used, CHUNKS)
    ]


def _in_order(found: Headers, used: int) -> bool:
    """Whether all used chunks are sound and their numbers rise."""
    sound, low, high = found.sound[:used], found.low[:used], found.high[:used]
    return 0 < used == len(sound) and bool(sound.all() and (low[1:] > high[:-1]).all())


def _empty_behind(file: IO[bytes], used: int) -> bool:
    """Whether the chunks that are not used yet hold nothing at all."""
    file.seek(HEADER_SIZE + used * CHUNK_SIZE)
    while chunk := file.read(CHUNK_SIZE):
        if chunk.count(0) != len(chunk):
            return False
    return True


def log_of(evidence: Evidence, block: Block) -> tuple[IO[bytes], Numbers]:
    """A block as a log of its own, and the numbers of the records that its chunks state.

    Raises OSError.
    """
    with evidence.path.open("rb") as file:
        file.seek(block.offset)
        log = BytesIO(file_header(block.length // CHUNK_SIZE) + file.read(block.length))
    stated = headers(log, HEADER_SIZE)
    log.seek(0)
    spans = zip(stated.low.tolist(), stated.high.tolist(), strict=True)
    return log, np.concatenate([np.arange(low, high + 1) for low, high in spans])
