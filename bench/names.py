"""Names and places in running text: F1 and speed of all recognisers, beside GiNZA on the same
texts.

    python bench/names.py [--shared ../shared] [--peer VENV/bin/python] [--fold 4] [--model FILE]

The texts are the sentences of the ner-wikipedia-dataset whose page belongs to the fifth that
``tools/names/train.py`` never trains on. They go through ``finds_in``, as in the product.
``--fold`` and ``--model``: another fifth, with a model that was not trained on it either
(``train.py --held-out 4 0 --out FILE``), to choose by. ``--peer``: a Python that has ``ja-ginza``
(``pip install ginza ja-ginza`` in an environment of its own)."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from measure import machine

from sekisho.personal.names import tagger
from sekisho.personal.names.lexicon import lexicon
from sekisho.personal.recognise import finds_in

UNSEEN = 4
TRUE = {"人名": "name", "地名": "place"}
KINDS = {"name": "name", "place": "place", "address": "place"}
Spans = set[tuple[int, int, int]]
GINZA = r"""
import json, sys, time
import spacy
nlp = spacy.load("ja_ginza")
PLACES = {"City", "Province", "Country", "GPE_Other", "Domestic_Region", "Continental_Region",
          "Geological_Region_Other", "Island", "River", "Lake", "Mountain", "Sea", "Bay", "County",
          "Region_Other", "Location_Other", "GPE", "LOC"}
texts = json.load(sys.stdin)
nlp(texts[0])
begun, rows = time.process_time(), []
for number, text in enumerate(texts):
    for entity in nlp(text).ents:
        person = entity.label_ in ("Person", "PERSON")
        if person or entity.label_ in PLACES:
            kind = "name" if person else "place"
            rows.append((kind, number, entity.start_char, entity.end_char))
json.dump({"seconds": time.process_time() - begun, "rows": rows}, sys.stdout)
"""


def sentences_of(shared: Path, fold: int) -> list[dict]:
    """The sentences of one fifth of the pages."""
    path = shared / "data" / "ja-ner" / "stockmark-ner-wikipedia.json"
    sentences = json.loads(path.read_text(encoding="utf-8"))
    return [one for one in sentences if _fold(one["curid"]) == fold]


def _fold(page: str) -> int:
    return int(hashlib.md5(page.encode(), usedforsecurity=False).hexdigest(), 16) % 5


def truth(sentences: list[dict]) -> dict[str, Spans]:
    """The labelled spans of each kind."""
    spans: dict[str, Spans] = {kind: set() for kind in TRUE.values()}
    for number, sentence in enumerate(sentences):
        for entity in sentence["entities"]:
            if entity["type"] in TRUE:
                spans[TRUE[entity["type"]]].add((number, *entity["span"]))
    return spans


def ours(texts: list[str]) -> tuple[float, dict[str, Spans]]:
    """Processor seconds and spans of all recognisers together."""
    finds_in(texts[:5])
    begun = time.process_time()
    found = finds_in(texts)
    seconds = time.process_time() - begun
    spans: dict[str, Spans] = {kind: set() for kind in TRUE.values()}
    for number, row in enumerate(found):
        for find in row:
            if find.kind in KINDS:
                spans[KINDS[find.kind]].add((number, find.start, find.end))
    return seconds, spans


def peers(python: str, texts: list[str]) -> tuple[float, dict[str, Spans]]:
    """The same of GiNZA."""
    done = subprocess.run(
        [python, "-c", GINZA], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    spans: dict[str, Spans] = {kind: set() for kind in TRUE.values()}
    for kind, *place in answer["rows"]:
        spans[kind].add(tuple(place))
    return answer["seconds"], spans


def exact(true: Spans, found: Spans) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent of equal spans."""
    return _f1(len(true & found), len(true & found), len(found), len(true))


def overlapping(true: Spans, found: Spans) -> tuple[float, float, float]:
    """The same of spans that touch one of the other side."""
    return _f1(_touched(found, true), _touched(true, found), len(found), len(true))


def _touched(spans: Spans, others: Spans) -> int:
    taken = {(number, at) for number, start, end in others for at in range(start, end)}
    return sum(
        any((number, at) in taken for at in range(start, end)) for number, start, end in spans
    )


def _f1(right: int, met: int, found: int, true: int) -> tuple[float, float, float]:
    precision, recall = right / max(found, 1), met / max(true, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return 100 * precision, 100 * recall, 100 * both


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--peer", help="a Python with ja-ginza")
    parser.add_argument("--fold", type=int, default=UNSEEN)
    parser.add_argument("--model", type=Path, help="instead of the shipped one")
    given = parser.parse_args()
    if given.model:
        with np.load(given.model) as stored:
            model = tagger.model_from(dict(stored), lexicon())
        tagger.learned = lambda: model
    sentences = sentences_of(given.shared, given.fold)
    texts, true = [one["text"] for one in sentences], truth(sentences)
    size = sum(len(text.encode()) for text in texts) / 1000
    print(machine(), f"{len(texts)} sentences, {size:.0f} KB", sep="\n")
    print("| what | kind | exact P / R / F1 | overlap P / R / F1 | KB/s of processor |")
    print("|---|---|---|---|---|")
    rows = [("Sekisho, all recognisers", *ours(texts))]
    if given.peer:
        rows.append(("ja_ginza", *peers(given.peer, texts)))
    for what, seconds, found in rows:
        for kind in TRUE.values():
            figures = (exact(true[kind], found[kind]), overlapping(true[kind], found[kind]))
            cells = " | ".join(" / ".join(f"{value:.1f}" for value in row) for row in figures)
            print(f"| {what} | {kind} | {cells} | {size / seconds:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
