"""All recognisers over many texts: what was found in each, overlaps settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import SURE, Find, Recogniser
from sekisho.personal.recognise.registry import recognisers
from sekisho.personal.writing import each

_BESIDE = frozenset({"sensitive", "age"})
"""Kinds that may lie inside another find (an illness inside a name of a society)."""
_Places = npt.NDArray[np.int64]


def finds_in(
    texts: Sequence[str],
    context: str = "",
    least: float = SURE,
    only: Iterable[Recogniser] | None = None,
) -> list[list[Find]]:
    """The finds of each text, in order of place.

    ``context``: a heading that holds for every text. ``least``: the score from which a find
    counts. ``only``: these recognisers instead of all.
    """
    return finds_of(Block.of(texts, context), least, only)


def finds_of(
    block: Block, least: float = SURE, only: Iterable[Recogniser] | None = None
) -> list[list[Find]]:
    """The same of a block, of which one recogniser after the other may be asked."""
    chosen = tuple(recognisers() if only is None else only)
    claims = {recogniser.kind: recogniser.claim for recogniser in chosen}
    found = [
        find for recogniser in chosen for find in recogniser.find(block) if find.score >= least
    ]
    if not found:
        return [[] for _ in block.starts]
    kept = _settled(found, claims, len(block.text))
    return _of_each(block, kept, _values(block, kept, chosen))


def _of_each(block: Block, finds: Sequence[Find], values: Sequence[str]) -> list[list[Find]]:
    """The finds of each text with their values, counted from its beginning."""
    kinds, starts, ends, _, scores, reasons = zip(*finds, strict=True)
    begins = np.array(block.starts)
    text = np.searchsorted(begins, starts, side="right") - 1
    before = begins[text]
    own = map(
        Find, kinds, (starts - before).tolist(), (ends - before).tolist(), values, scores, reasons
    )
    return [list(islice(own, count)) for count in np.bincount(text, minlength=len(begins)).tolist()]


def _values(block: Block, finds: Sequence[Find], chosen: Sequence[Recogniser]) -> list[str]:
    """The value of each find; those that have none yet get it by the key of their kind."""
    values = [find.value for find in finds]
    of_kind: dict[str, list[int]] = {}
    for at, find in enumerate(finds):
        of_kind.setdefault(find.kind, []).append(at)
    for recogniser in chosen:
        if recogniser.key is not None and (own := of_kind.get(recogniser.kind)):
            pieces = [block.text[finds[at].start : finds[at].end] for at in own]
            for at, value in zip(own, each(recogniser.key, pieces), strict=True):
                values[at] = value
    return values


def _settled(found: Sequence[Find], claims: Mapping[str, int], size: int) -> list[Find]:
    """Where two finds overlap, the higher claim stands, then the better score, then the longer.
    In order of place. ``size``: characters of the block."""
    kinds, starts, ends, _, scores, _ = zip(*found, strict=True)
    numbers = {name: number for number, name in enumerate(sorted(set(kinds)))}
    kind = np.array([numbers[name] for name in kinds])
    start, end, score = np.array(starts), np.array(ends), np.array(scores)
    claim = np.array([claims[name] for name in numbers])[kind]
    layer = np.array([number if name in _BESIDE else -1 for name, number in numbers.items()])[kind]
    in_place = np.lexsort((kind, end, start))
    stands = np.zeros(len(found), np.bool_)
    for one in set(layer.tolist()):
        own = in_place[layer[in_place] == one]
        crowded = _overlapping(start[own], end[own])
        stands[own[~crowded]] = True
        own = own[crowded]
        own = own[np.lexsort((start[own], (start - end)[own], -score[own], -claim[own]))]
        free = _without_overlaps(start[own].tolist(), end[own].tolist(), size)
        stands[own[list(free)]] = True
    return [found[at] for at in in_place[stands[in_place]].tolist()]


def _overlapping(start: _Places, end: _Places) -> npt.NDArray[np.bool_]:
    """Which pieces, in order of place, overlap another one: most do not."""
    apart = np.ones(len(start) + 1, np.bool_)
    apart[1:-1] = start[1:] >= np.maximum.accumulate(end)[:-1]
    return ~(apart[:-1] & apart[1:])


def _without_overlaps(starts: Sequence[int], ends: Sequence[int], size: int) -> Iterator[int]:
    """Of pieces in order of rank those that overlap none before them, by their numbers."""
    taken = bytearray(size if starts else 0)
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield at
