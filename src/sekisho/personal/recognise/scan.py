"""All recognisers over many texts: what was found in each, overlaps settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import SURE, Find, Recogniser
from sekisho.personal.recognise.registry import recognisers

_BESIDE = frozenset({"sensitive", "age"})
"""Kinds that may lie inside another find (an illness inside a name of a society)."""


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
    block = Block.of(texts, context)
    chosen = tuple(recognisers() if only is None else only)
    claims = {recogniser.kind: recogniser.claim for recogniser in chosen}
    found = [
        find for recogniser in chosen for find in recogniser.find(block) if find.score >= least
    ]
    answer: list[list[Find]] = [[] for _ in texts]
    for find in _settled(found, claims, len(block.text)):
        index, _ = block.place(find.start)
        answer[index].append(find.moved(-block.starts[index]))
    return answer


def _settled(found: list[Find], claims: dict[str, int], size: int) -> list[Find]:
    """Where two finds overlap, the higher claim stands, then the better score, then the longer.
    ``size``: characters of the block."""
    ranked = [
        (-claims[find.kind], -find.score, find.start - find.end, find.start, number)
        for number, find in enumerate(found)
    ]
    strongest = (found[number] for *_, number in sorted(ranked))
    taken = bytearray(size)
    beside = {kind: bytearray(size) for kind in _BESIDE}
    kept = []
    for find in strongest:
        places = beside.get(find.kind, taken)
        if places.find(1, find.start, find.end) < 0:
            places[find.start : find.end] = b"\1" * (find.end - find.start)
            kept.append(find)
    return sorted(kept, key=lambda find: (find.start, find.end, find.kind))
