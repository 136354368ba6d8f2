"""The best sequence of labels of every line: Viterbi's algorithm over many lines at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def best(signs: Signs, scores: Floats, moves: Floats) -> npt.NDArray[np.int16]:
    """The label of every character; all lines take a step together, those that end fall out."""
    labels = np.zeros(len(signs.codes), np.int16)
    order = np.argsort(-signs.lengths, kind="stable")
    order = order[signs.lengths[order] > 0]
    if len(order):
        _best(signs.starts[order], signs.lengths[order], scores, moves, labels)
    return labels


def _best(
    starts: Ints, lengths: Ints, scores: Floats, moves: Floats, labels: npt.NDArray[np.int16]
) -> None:
    """Forward: what the best way to each label is worth; backward: the label on the best way before
    the one already known, from each line's own end.

    The longest line comes first, so the lines still open at a step are the first ones.
    """
    ways = _ways(moves)
    running = [int(count) for count in np.searchsorted(-lengths, -np.arange(lengths[0]), "left")]
    arrived = [scores[starts] + _first(moves)]
    for step in range(1, len(running)):
        before = arrived[-1][: running[step]]
        further = scores[starts[: running[step]] + step]
        for sources, targets, gains in ways:
            further[:, targets] += (before[:, sources, None] + gains).max(1)
        arrived.append(further)
    current = np.zeros(len(starts), np.int64)
    to, last, going = np.ascontiguousarray(moves.T), _last(moves), 0
    for step in range(len(running) - 1, -1, -1):
        on = running[step]
        worth = arrived[step]
        worth[:going] += to[current[:going]]
        worth[going:] += last
        current[:on] = worth.argmax(1)
        labels[starts[:on] + step] = current[:on]
        going = on


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
