"""The best sequence of labels of every line: Viterbi's algorithm over many lines at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.network import Floats
from sekisho.personal.names.signs import Ints, Signs

_NEVER = np.float32(-1e4)


def allowed(labels: Sequence[str]) -> Floats:
    """0 where a label may follow another, else never (scheme BIOES)."""
    table = np.zeros((len(labels), len(labels)), np.float32)
    for row, before in enumerate(labels):
        for column, after in enumerate(labels):
            begun = before[0] in "BI"
            if begun != (after[0] in "IE") or (begun and before[2:] != after[2:]):
                table[row, column] = _NEVER
    return table


@dataclass(frozen=True)
class Moves:
    """What it is worth that a label follows another. ``ways``: labels that the same labels may
    stand before, together, since most moves are not allowed: from which, to which, and the worth
    (several such of one shape in each). ``first``, ``last``: of the first and last label of a
    line."""

    table: Floats
    ways: tuple[tuple[Ints, Ints, Floats], ...]
    first: Floats
    last: Floats

    @classmethod
    def of(cls, table: Floats) -> Moves:
        """A line begins and ends like after and before the first label (O), which stands for all
        that end."""
        never = table <= _NEVER / 2
        first, last = (
            np.where(edge, _NEVER, np.float32(0))[:, None] for edge in (never[0], never[:, 0])
        )
        return cls(table, tuple(_ways(table, ~never)), first, last)


def _ways(table: Floats, allowed: npt.NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, Floats]]:
    patterns, group = np.unique(allowed, axis=1, return_inverse=True)
    shapes: dict[tuple[int, int], list[tuple[Ints, Ints]]] = {}
    for number in range(patterns.shape[1]):
        sources = np.nonzero(patterns[:, number])[0]
        targets = np.nonzero(group.reshape(-1) == number)[0]
        shapes.setdefault((len(sources), len(targets)), []).append((sources, targets))
    for alike in shapes.values():
        sources, targets = (np.stack(side) for side in zip(*alike, strict=True))
        yield sources, targets, table[sources[:, :, None], targets[:, None]][..., None]


def best(signs: Signs, scores: Floats, moves: Moves) -> npt.NDArray[np.int16]:
    """The label of every character; all lines take a step together, those that end fall out.

    The longest line comes first, so the lines still open at a step are the first ones."""
    labels = np.zeros(len(signs.codes), np.int16)
    order = np.argsort(-signs.lengths, kind="stable")
    starts, lengths = signs.starts[order], signs.lengths[order]
    running = np.searchsorted(-lengths, -np.arange(lengths.max(initial=0)), "left")
    if len(running):
        ends = np.cumsum(running)
        step = np.repeat(np.arange(len(running)), running)
        places = starts[np.arange(len(step)) - (ends - running)[step]] + step
        steps = [slice(*edges) for edges in pairwise([0, *ends.tolist()])]
        labels[places] = _best(np.ascontiguousarray(scores[places].T), steps, moves)
    return labels


def _best(arrived: Floats, steps: Sequence[slice], moves: Moves) -> npt.NDArray[np.int16]:
    """Forward: what the best way to each label is worth; backward: the label on the best way before
    the one already known, from each line's own end.

    ``arrived``: the scores (labels × characters, by ``steps``), which become that worth."""
    before = arrived[:, steps[0]]
    before += moves.first
    for here in steps[1:]:
        further = arrived[:, here]
        came = before[:, : further.shape[1]]
        for sources, targets, gains in moves.ways:
            further[targets] += np.maximum.reduce(came[sources][:, :, None] + gains, axis=1)
        before = further
    chosen = np.empty(arrived.shape[1], np.int16)
    after = np.empty(0, np.int64)
    for here in reversed(steps):
        worth = arrived[:, here]
        worth[:, : len(after)] += moves.table[:, after]
        worth[:, len(after) :] += moves.last
        chosen[here] = after = worth.argmax(0)
    return chosen


def spans(labels: npt.NDArray[np.int16], names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of every labelled piece."""
    marks = np.array([name[0] for name in names])[labels]
    starts = np.nonzero((marks == "B") | (marks == "S"))[0].tolist()
    ends = np.nonzero((marks == "E") | (marks == "S"))[0].tolist()
    for start, end in zip(starts, ends, strict=True):
        yield start, end + 1, names[int(labels[start])][2:]
