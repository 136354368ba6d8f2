"""Labelled sentences of other corpora, in the form of the ner-wikipedia-dataset.

``*.conllu``: UD Japanese GSD with named entities (CC BY-SA 4.0; ``NE=`` in the last column, BILOU).
``*.txt``: hironsan's corpus (MIT; a word a line, its label last, IOB2). Their kinds are told as
persons, places and the rest; dates, numbers and titles are nobody's name here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

PERSON, PLACE, REST = "人名", "地名", "その他"
KINDS = {
    "PERSON": PERSON, "PSN": PERSON, "GPE": PLACE, "LOC": PLACE,
    **dict.fromkeys(("FAC", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "ART"), REST),
}  # fmt: skip
_Word = tuple[str, str, str]


def sentences_of(path: Path) -> list[dict[str, Any]]:
    """All sentences of a file."""
    read = _conllu if path.suffix == ".conllu" else _iob2
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    words = (list(read(block)) for block in blocks)
    return [_sentence(some) for some in words if some]


def _conllu(block: str) -> Iterator[_Word]:
    for line in block.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            more = dict(one.split("=", 1) for one in cells[9].split("|") if "=" in one)
            yield cells[1], more.get("NE", "O"), " " if more.get("SpaceAfter") == "Yes" else ""


def _iob2(block: str) -> Iterator[_Word]:
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) > 1:
            yield cells[0], cells[-1], ""


def _sentence(words: list[_Word]) -> dict[str, Any]:
    """B and U open a name, as does whatever follows no name; I and L make it longer."""
    text, entities, before = "", [], "O"
    for word, label, blank in words:
        mark, _, kind = label.partition("-")
        if mark in ("B", "U") or (mark != "O" and before == "O"):
            entities.append([kind, len(text), 0])
        if mark != "O":
            entities[-1][2] = len(text) + len(word)
        text, before = text + word + blank, mark
    return {
        "text": text.rstrip(),
        "entities": [
            {"type": KINDS[kind], "name": text[start:end], "span": (start, end)}
            for kind, start, end in entities
            if kind in KINDS
        ],
    }
