"""The best sequence of labels of every line: Viterbi's algorithm over many lines at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.network import Floats
from sekisho.personal.names.signs import Ints, Signs

_NEVER = np.float32(-1e4)
_LINES = 256


def allowed(labels: Sequence[str]) -> Floats:
    """0 where a label may follow another, else never (scheme BIOES)."""
    table = np.zeros((len(labels), len(labels)), np.float32)
    for row, before in enumerate(labels):
        for column, after in enumerate(labels):
            begun = before[0] in "BI"
            if begun != (after[0] in "IE") or (begun and before[2:] != after[2:]):
                table[row, column] = _NEVER
    return table


def best(signs: Signs, scores: Floats, moves: Floats) -> npt.NDArray[np.int16]:
    """The label of every character; lines of similar length are worked on together."""
    labels = np.zeros(len(signs.codes), np.int16)
    order = np.argsort(signs.lengths, kind="stable")
    order = order[signs.lengths[order] > 0]
    for begin in range(0, len(order), _LINES):
        lines = order[begin : begin + _LINES]
        _best(signs.starts[lines], signs.lengths[lines], scores, moves, labels)
    return labels


def _best(
    starts: Ints, lengths: Ints, scores: Floats, moves: Floats, labels: npt.NDArray[np.int16]
) -> None:
    """Forward: the best way to each label; backward: along it, from each line's own end."""
    longest = int(lengths.max())
    ways = _ways(moves)
    arrived = scores[starts] + _first(moves)
    came = np.zeros((longest, len(starts), scores.shape[1]), np.int16)
    ends = np.zeros_like(arrived)
    for step in range(longest):
        if step:
            before = arrived
            arrived = scores[np.minimum(starts + step, len(scores) - 1)]
            for sources, targets, gains in ways:
                reached = before[:, sources, None] + gains
                chosen = reached.argmax(1)
                came[step][:, targets] = sources[chosen]
                arrived[:, targets] += np.take_along_axis(reached, chosen[:, None], 1)[:, 0]
        ends[lengths == step + 1] = arrived[lengths == step + 1]
    current = (ends + _last(moves)).argmax(1).astype(np.int16)
    rows = np.arange(len(starts))
    for step in range(longest - 1, -1, -1):
        on = lengths > step
        labels[starts[on] + step] = current[on]
        if step:
            current = np.where(on, came[step, rows, current], current)


def _ways(moves: Floats) -> list[tuple[Ints, Ints, Floats]]:
    """Labels that the same labels may stand before, together: most moves are not allowed."""
    open_moves = moves > _NEVER / 2
    patterns, group = np.unique(open_moves, axis=1, return_inverse=True)
    ways = []
    for number in range(patterns.shape[1]):
        sources = np.nonzero(patterns[:, number])[0]
        targets = np.nonzero(group.reshape(-1) == number)[0]
        ways.append((sources, targets, moves[np.ix_(sources, targets)]))
    return ways


def _first(moves: Floats) -> Floats:
    """A line begins like after a label that ends: the first label (O) stands for all of them."""
    return np.where(moves[0] <= _NEVER / 2, _NEVER, np.float32(0))


def _last(moves: Floats) -> Floats:
    return np.where(moves[:, 0] <= _NEVER / 2, _NEVER, np.float32(0))


def spans(labels: npt.NDArray[np.int16], names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of every labelled piece."""
    marks = np.array([name[0] for name in names])[labels]
    starts = np.nonzero((marks == "B") | (marks == "S"))[0].tolist()
    ends = np.nonzero((marks == "E") | (marks == "S"))[0].tolist()
    for start, end in zip(starts, ends, strict=True):
        yield start, end + 1, names[int(labels[start])][2:]
