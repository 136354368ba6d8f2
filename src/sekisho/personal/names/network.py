"""The convolutional network: word vectors and characters in, scores of labels out.

Three residual convolutions of width 3 with dilations 1, 2 and 4 over the sum of what each character
brings: itself, its sort, the lengths of known words and the vectors of the words at it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sekisho.personal.names.found import Words
from sekisho.personal.names.lexicon import Lexicon
from sekisho.personal.names.signs import SORTS, Ints, Signs

Floats = npt.NDArray[np.float32]
DILATIONS = (1, 2, 4)
UNKNOWN = 1
_TINY = np.float32(1e-5)
_ROWS = 48


@dataclass(frozen=True)
class Network:
    """``known``: the characters seen in training, sorted, row n + 2 of ``characters`` each. Inputs
    are projected ahead: ``vectors`` has a table a place (begin, end, over)."""

    known: npt.NDArray[np.uint32]
    characters: Floats
    dense: Floats
    vectors: tuple[Floats, Floats, Floats]
    bias: Floats
    convolutions: tuple[tuple[Floats, Floats], ...]
    out: Floats
    out_bias: Floats


def character_rows(known: npt.NDArray[np.uint32], signs: Signs) -> npt.NDArray[np.int64]:
    """The row of each character in the table of characters: 0 gap, 1 unknown."""
    index = np.minimum(np.searchsorted(known, signs.codes), len(known) - 1)
    rows = np.where(known[index] == signs.codes, index + 2, UNKNOWN)
    return np.where(signs.codes == 0, 0, rows)


def dense_of(signs: Signs, words: Words) -> Floats:
    """Sort, place in the run, and lengths of known words of each class, as numbers."""
    here = np.arange(len(signs.codes))
    run = [
        here == signs.first,
        here == signs.end - 1,
        np.minimum(signs.end - signs.first, 16) / 8,
    ]
    tables = [_scaled(table) for table in (words.begin, words.end, words.inside)]
    sorts = np.eye(SORTS, dtype=np.float32)[signs.sorts.astype(np.int64)]
    return np.concatenate([sorts, np.stack(run, 1).astype(np.float32), *tables], 1)


def _scaled(lengths: npt.NDArray[np.uint8]) -> Floats:
    scale = np.concatenate([[0], 0.2 + np.minimum(np.arange(1, 256), 8) / 8]).astype(np.float32)
    return scale[lengths]


def scores(network: Network, signs: Signs, words: Words) -> Floats:
    """Scores of every label at every character (characters × labels)."""
    state = network.characters[character_rows(network.known, signs)]
    state += product(dense_of(signs, words), network.dense)
    state += network.bias
    for table, rows in zip(
        network.vectors, (words.begin_row, words.end_row, words.over_row), strict=True
    ):
        state += table[rows]
    outside = np.nonzero(signs.codes == 0)[0]
    state = _even(state, outside)
    for (weights, bias), dilation in zip(network.convolutions, DILATIONS, strict=True):
        folded = _convolved(state, weights, dilation)
        folded += bias
        np.maximum(folded, 0, out=folded)
        folded += state
        state = _even(folded, outside)
    result = product(state, network.out)
    result += network.out_bias
    return result


def _convolved(state: Floats, weights: Floats, dilation: int) -> Floats:
    total = product(state, weights[1])
    beside = np.empty_like(total)
    total[dilation:] += product(state, weights[0], beside)[:-dilation]
    total[:-dilation] += product(state, weights[2], beside)[dilation:]
    return total


def product(state: Floats, weights: Floats, out: Floats | None = None) -> Floats:
    """The product in pieces of few rows: too small for the library to wake threads that would wait
    for each other on a machine that has other work. ``out``: where it is written."""
    rows = len(state) // _ROWS * _ROWS
    whole = np.empty((len(state), weights.shape[1]), np.float32) if out is None else out
    pieces = state[:rows].reshape(-1, _ROWS, state.shape[1])
    np.matmul(pieces, weights, out=whole[:rows].reshape(-1, _ROWS, weights.shape[1]))
    np.matmul(state[rows:], weights, out=whole[rows:])
    return whole


def _even(state: Floats, outside: Ints) -> Floats:
    """Mean 0 and variance 1 at every character (layer normalisation without parameters), in
    place; nothing in the gaps."""
    size = state.shape[1]
    mean = np.einsum("ij->i", state)  # a product with ones would wake the library's threads
    mean /= size
    state -= mean[:, None]
    scale = np.einsum("ij,ij->i", state, state)
    scale /= size
    scale += _TINY
    np.sqrt(scale, out=scale)
    np.reciprocal(scale, out=scale)
    state *= scale[:, None]
    state[outside] = 0
    return state


def projected(lexicon: Lexicon, weights: Floats) -> Floats:
    """A table of word vectors as the first layer sees it."""
    table: Floats = lexicon.vectors @ weights
    return table
