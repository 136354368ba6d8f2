"""From lines to the persons and places named in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from sekisho.personal.names import decode, features, network
from sekisho.personal.names.found import words_at
from sekisho.personal.names.lexicon import Lexicon, lexicon
from sekisho.personal.names.network import Floats, Network
from sekisho.personal.names.signs import GAP, Signs, signs_of

_SCORED = 10_000
"""So many characters are scored at once: fewer cost more calls, more leave the cache."""
_DECODED = 60_000
"""So many go through Viterbi's steps together: each step costs the same for few lines."""


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a line: its characters and what it names (``PER``, ``LOC`` …)."""

    line: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Model:
    """``place``: row of ``weights`` of each feature (0: none). ``moves``: from label to label."""

    labels: tuple[str, ...]
    place: npt.NDArray[np.unsignedinteger[Any]]
    weights: Floats
    networks: tuple[Network, ...]
    moves: decode.Moves


def spans_in(lines: Sequence[str], using: Model | None = None) -> Iterator[Span]:
    """The names in each line, in order of line and place."""
    model = using or learned()
    first = 0
    for some in _groups(lines, _DECODED):
        yield from _spans(some, first, model)
        first += len(some)


def _groups(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Neighbouring lines of about so many characters together, at least one."""
    ends = np.cumsum([len(line) for line in lines])
    begin = 0
    while begin < len(lines):
        before = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + size, side="right")))
        yield lines[begin:end]
        begin = end


def _spans(lines: Sequence[str], first: int, model: Model) -> Iterator[Span]:
    signs = signs_of(lines)
    parts = [scores_of(signs_of(some), model) for some in _groups(lines, _SCORED)]
    scores = np.concatenate([parts[0], *(part[GAP:] for part in parts[1:])])
    labels = decode.best(signs, scores, model.moves)
    found = list(decode.spans(labels, model.labels))
    lines_of = np.searchsorted(signs.starts, [start for start, _, _ in found], side="right") - 1
    offsets = signs.starts[lines_of].tolist()
    for (start, end, kind), line, offset in zip(found, lines_of.tolist(), offsets, strict=True):
        yield Span(first + line, start - offset, end - offset, kind)


def scores_of(signs: Signs, model: Model) -> Floats:
    """The scores of all labels at every character: the linear model's and the networks' added."""
    words = words_at(signs.codes, lexicon())
    total = np.zeros((len(signs.codes), len(model.labels)), np.float32)
    weighed = np.empty_like(total)
    for rows in np.take(model.place, features.features_of(signs, words, lexicon())):
        np.take(model.weights, rows, axis=0, out=weighed, mode="clip")
        total += weighed
    for net in model.networks:
        total += network.scores(net, signs, words)
    return total


@cache
def learned() -> Model:
    """The model that lies beside this module."""
    with files(__package__).joinpath("model.npz").open("rb") as file, np.load(file) as stored:
        return model_from(dict(stored), lexicon())


def model_from(stored: dict[str, npt.NDArray[Any]], known: Lexicon) -> Model:
    """A model from its arrays, the inputs of the networks projected."""
    labels = tuple(str(label) for label in stored["labels"])
    features_known = np.cumsum(stored["feature_steps"], dtype=np.int64)
    # as small as can be, since it is read here and there
    place = np.zeros(1 << features.BITS, np.min_scalar_type(len(features_known)))
    place[features_known] = np.arange(1, len(features_known) + 1)
    weights = np.zeros((len(features_known) + 1, len(labels)), np.float32)
    weights[stored["weight_rows"], stored["weight_labels"]] = stored["weights"]
    nets = tuple(_network(stored, number, known) for number in range(int(stored["networks"])))
    moves = decode.Moves.of(stored["moves"].astype(np.float32) + decode.allowed(labels))
    return Model(labels, place, weights, nets, moves)


def _network(stored: dict[str, npt.NDArray[Any]], number: int, known: Lexicon) -> Network:
    def part(name: str) -> Floats:
        return np.asarray(stored[f"net{number}_{name}"], np.float32)

    characters, dense, *places = (part(name) for name in ("c", "d", "v0", "v1", "v2"))
    begin, end, over = (network.projected(known, weights) for weights in places)
    return Network(
        known=stored[f"net{number}_known"].astype(np.uint32),
        characters=characters,
        dense=dense,
        vectors=(begin, end, over),
        bias=part("pb"),
        convolutions=tuple((part(f"w{layer}"), part(f"b{layer}")) for layer in (1, 2, 3)),
        out=part("o"),
        out_bias=part("ob"),
    )
