"""Sentences with their persons and places replaced by others, so that the network learns what
stands around names rather than the names.

A name gives way to one of its own make (kanji or katakana, short or whole) out of the same
sentences; a person half of the time to a new name: a surname, the frequent ones more often, and a
given name, or the first and last parts of two foreign names.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from others import PERSON, PLACE

_Sentence = dict[str, Any]
_KATAKANA = re.compile(r"[ァ-ヺー・=＝ ]+")
_KANJI = re.compile(r"(?=.*[㐀-鿿])[㐀-鿿々〆ぁ-ゖ]+")
_WHOLE = 3
"""Characters from which a name in kanji is taken for surname and given name."""
_NEW, _SURNAME = 0.5, 0.7
_FORMS = 6
"""So many writings of each reading of a given name."""


def _make(name: str) -> str:
    if _KATAKANA.fullmatch(name):
        return "foreign"
    if _KANJI.fullmatch(name):
        return "whole" if len(name) >= _WHOLE else "short"
    return "mixed"


class Replacer:
    """``names``: the folder of japanese-personal-name-dataset (MIT)."""

    def __init__(self, sentences: Sequence[_Sentence], names: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (no secret)
        self.seen: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.first: list[str] = []
        self.last: list[str] = []
        for sentence in sentences:
            for entity in sentence["entities"]:
                kind, name = entity["type"], entity["name"]
                self.seen[kind, _make(name)].append(name)
                if kind == PERSON and _make(name) == "foreign" and "・" in name:
                    parts = name.split("・")
                    self.first.append(parts[0])
                    self.last.append(parts[-1])
        self.surnames = [
            row[0]
            for row in _rows(names / "last_name_org.csv")
            if _KANJI.fullmatch(row[0])
            for _ in range(max(1, int(float(row[1] or 0) ** 0.5 / 60)))
        ]
        self.given = [
            name
            for file in ("first_name_man_opti.csv", "first_name_woman_opti.csv")
            for row in _rows(names / file)
            for name in [one for one in row[2:] if _KANJI.fullmatch(one)][:_FORMS]
        ]

    def __call__(self, sentence: _Sentence, share: float) -> _Sentence:
        """The sentence with so many of its persons and places replaced."""
        text, at, entities = "", 0, []
        for entity in sorted(sentence["entities"], key=lambda one: one["span"][0]):
            (start, end), kind, name = entity["span"], entity["type"], entity["name"]
            text += sentence["text"][at:start]
            if kind in (PERSON, PLACE) and self.chance.random() < share:
                name = self._other(kind, name)
            entities.append({"type": kind, "name": name, "span": (len(text), len(text + name))})
            text, at = text + name, end
        return {"text": text + sentence["text"][at:], "entities": entities}

    def _other(self, kind: str, name: str) -> str:
        make, choice = _make(name), self.chance.choice
        if kind == PERSON and make != "mixed" and self.chance.random() < _NEW:
            if make == "whole":
                return choice(self.surnames) + choice(self.given)
            if make == "short":
                return choice(self.surnames if self.chance.random() < _SURNAME else self.given)
            parts = name.split("・")
            if len(parts) == 1:
                return choice(self.last)
            return "・".join([choice(self.first), *parts[1:-1], choice(self.last)])
        return choice(self.seen[kind, make] or [name])


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]
