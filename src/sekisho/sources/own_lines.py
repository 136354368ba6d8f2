"""Lines taken one by one, of which there are few: inventories, a gate's record, USB devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sekisho.events.kind import Kind
from sekisho.events.table import events, unread
from sekisho.sources.contract import Events, Item, Lines, Sample, Unread

Parsed = Callable[[str], Mapping[str, Any] | None]
"""The columns of one line; None for a line that is not in the form it should have."""


def identify_with(parsed: Parsed, sure: int) -> Callable[[Sample], int]:
    """The ``identify`` of a source: ``sure`` when most of the first lines are in its form; one that
    was cut off may stand among them."""

    def identify(sample: Sample) -> int:
        lines = sample.lines(5)
        ours = sum(parsed(line) is not None for line in lines)
        return sure if lines and 2 * ours > len(lines) else 0

    return identify


def parse_with(parsed: Parsed, kind: Kind, dataset: str, bad: str) -> Callable[..., Iterator[Item]]:
    """The ``parse`` of a source: a row each line, in their order; lines that cannot be read are
    unread with the code ``bad``."""

    def parse(lines: Lines, _plan: None) -> Iterator[Item]:
        texts, positions = lines.texts.to_pylist(), lines.positions.to_pylist()
        read = [(at, parsed(text), text) for at, text in zip(positions, texts, strict=True)]
        good = [(at, row) for at, row, _ in read if row is not None]
        if good:
            names = sorted({name for _, row in good for name in row})
            columns: dict[str, Any] = {name: [row.get(name) for _, row in good] for name in names}
            columns |= {"position": [at for at, _ in good]}
            told = {"event.dataset": dataset, "evidence": lines.evidence, "unit": "line"}
            yield Events(kind, events(kind, len(good), {**columns, **told}))
        left = [(at, text.encode()) for at, row, text in read if row is None]
        if left:
            places, raws = [at for at, _ in left], [raw for _, raw in left]
            yield Unread(unread(lines.evidence, "line", places, bad, raws))

    return parse
