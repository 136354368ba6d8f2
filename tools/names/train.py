"""Writes ``src/sekisho/personal/names/model.npz``: learned from labelled sentences given by path.

    python tools/names/train.py NER.json NAMES [--more FILE …] [--held-out 4 …] [--out MODEL]

``NER.json``: the ner-wikipedia-dataset of Stockmark (CC BY-SA 3.0). ``NAMES``: the folder of
japanese-personal-name-dataset (MIT), out of which names are put in place of others (``replaced``).
``--more``: files of other labelled sentences (``others``). The sentences of one fifth of
the pages (MD5 of ``curid`` modulo 5) are never trained on, so that what is shipped can be measured
on them. To choose anything, hold out another fifth as well (``--held-out 4 0 --out MODEL``) and
measure on that one (``bench/names.py --fold 0 --model MODEL``). The features and inputs are those
of the product itself; only the learning stands here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from others import PERSON, PLACE, sentences_of
from replaced import Replacer

from sekisho.personal.names import decode, features
from sekisho.personal.names.found import words_at
from sekisho.personal.names.lexicon import lexicon
from sekisho.personal.names.network import character_rows, dense_of
from sekisho.personal.names.signs import signs_of

OUT = Path(__file__).resolve().parents[2] / "src/sekisho/personal/names/model.npz"
KINDS = {PERSON: "PER", PLACE: "LOC"}
OTHER = "ELSE"
"""Whatever else has a name: told apart from persons and places, not from each other, which made
persons worse."""
LABELS = ("O", *(f"{mark}-{kind}" for kind in sorted({*KINDS.values(), OTHER}) for mark in "BIES"))
LINEAR = {"c1": 0.05, "c2": 0.01, "max_iterations": 80}
SHARE = 0.5
"""The linear model's share of the scores; the networks share the rest."""
REPLACED = 0.3
"""The share of persons and places that are replaced while the network learns."""


def fold_of(page: str) -> int:
    """The fifth of a page, the same everywhere."""
    return int(hashlib.md5(page.encode(), usedforsecurity=False).hexdigest(), 16) % 5


def labels_of(sentence: dict[str, Any]) -> list[int]:
    """The label of each character (BIOES)."""
    labels = ["O"] * len(sentence["text"])
    for entity in sentence["entities"]:
        start, end = entity["span"]
        kind = KINDS.get(entity["type"], OTHER)
        marks = "S" if end - start == 1 else "B" + "I" * (end - start - 2) + "E"
        labels[start:end] = [f"{mark}-{kind}" for mark in marks]
    return [LABELS.index(label) for label in labels]


class Corpus:
    """Sentences as the product sees them: one row of inputs a character."""

    def __init__(self, sentences: list[dict[str, Any]]) -> None:
        self.signs = signs_of([sentence["text"] for sentence in sentences])
        self.words = words_at(self.signs.codes, lexicon())
        self.labels = [labels_of(sentence) for sentence in sentences]

    def of(self, table: np.ndarray, number: int) -> np.ndarray:
        """The rows of one sentence."""
        start = int(self.signs.starts[number])
        return table[start : start + int(self.signs.lengths[number])]


def linear(corpus: Corpus) -> tuple[dict[int, dict[int, float]], np.ndarray]:
    """Weights of each feature and label, and of moves between labels (CRFsuite, L-BFGS with L1)."""
    places = np.stack(list(features.features_of(corpus.signs, corpus.words, lexicon())), 1)
    trainer = pycrfsuite.Trainer(verbose=False, params=LINEAR)
    for number, labels in enumerate(corpus.labels):
        rows = [
            [str(place) for place in row if place] for row in corpus.of(places, number).tolist()
        ]
        trainer.append(pycrfsuite.ItemSequence(rows), [LABELS[label] for label in labels])
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/linear.crf")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/linear.crf")
        info = tagger.info()
    weights: dict[int, dict[int, float]] = {}
    for (place, label), weight in info.state_features.items():
        weights.setdefault(int(place), {})[LABELS.index(label)] = weight
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, after), weight in info.transitions.items():
        moves[LABELS.index(before), LABELS.index(after)] = weight
    return weights, moves


def inputs_of(corpus: Corpus, known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Characters, numbers and rows of vectors for the network."""
    words = corpus.words
    rows = np.stack([words.begin_row, words.end_row, words.over_row], 1)
    return character_rows(known, corpus.signs), dense_of(corpus.signs, words), rows


def stored(weights: dict[int, dict[int, float]], share: float) -> dict[str, np.ndarray]:
    """The linear model as arrays."""
    known = sorted(weights)
    cells = [
        (row, label, weight)
        for row, place in enumerate(known, start=1)
        for label, weight in weights[place].items()
        if abs(weight) >= 0.01
    ]
    rows, labels, values = zip(*cells, strict=True)
    return {
        "feature_steps": np.diff(np.array(known, np.int64), prepend=0).astype(np.uint32),
        "weight_rows": np.array(rows, np.uint32),
        "weight_labels": np.array(labels, np.uint8),
        "weights": (np.array(values) * share).astype(np.float16),
    }


def main() -> None:
    """Learns and writes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sentences", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=int, nargs="+", default=[4])
    parser.add_argument("--networks", type=int, default=1)
    parser.add_argument("--share", type=float, default=SHARE)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    sentences = json.loads(given.sentences.read_text(encoding="utf-8"))
    sentences = [one for one in sentences if fold_of(one["curid"]) not in given.held_out]
    others = [one for path in given.more for one in sentences_of(path)]
    corpus, more = Corpus(sentences), Corpus(sentences + others)
    from convolutional import learn  # noqa: PLC0415  (JAX takes a while to load)

    weights, moves = linear(corpus)
    print(f"linear: {len(weights)} features", flush=True)
    arrays = stored(weights, given.share)
    moves *= given.share
    rest = (1 - given.share) / given.networks
    for seed in range(given.networks):
        replacer = Replacer(sentences, given.names, seed)

        def varied(replacer: Replacer = replacer) -> Corpus:
            return Corpus([replacer(one, REPLACED) for one in sentences + others])

        net, net_moves = learn(more, inputs_of, LABELS, seed, varied)
        net["o"], net["ob"] = net["o"] * rest, net["ob"] * rest
        moves += net_moves * rest
        arrays |= {f"net{seed}_{name}": _small(value) for name, value in net.items()}
    arrays |= {"labels": np.array(LABELS), "moves": moves, "networks": np.int64(given.networks)}
    np.savez_compressed(given.out, **arrays)
    print(f"{given.out}: {given.out.stat().st_size} bytes; {len(decode.allowed(LABELS))} labels")


def _small(value: np.ndarray) -> np.ndarray:
    return value.astype(np.float16) if value.dtype.kind == "f" else value


if __name__ == "__main__":
    main()
