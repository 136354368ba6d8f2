"""What a document holds, as its maker knows it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

TUNING, HELD_OUT = "tuning", "held-out"


@dataclass(frozen=True)
class Fact:
    """One value as it stands in the document. ``kind``: name, address, phone or birth_date;
    ``value`` is the plain form (birth dates in ISO 8601, numbers with hyphens)."""

    kind: str
    surface: str
    value: str


@dataclass(frozen=True)
class Truth:
    """Truth of one document.

    ``persons``: how many different persons stand in it by name as private persons. ``households``:
    how many households, or None where the document says nothing of households. ``pages``: A4
    pages, estimated from its lines. ``text``: the whole text, a line a row, cells apart by tabs.
    ``path`` is relative to the corpus and in POSIX form.
    """

    id: str
    path: str
    half: str
    genre: str
    layout: str
    format: str
    charset: str
    pages: int
    persons: int
    households: int | None
    facts: tuple[Fact, ...]
    text: str

    @property
    def nothing(self) -> bool:
        """No personal data that would have to be declared."""
        return self.persons == 0


def half_of(seed: int) -> str:
    """Even seeds are for tuning, odd ones are held out."""
    return HELD_OUT if seed % 2 else TUNING


def write(path: Path, truths: Iterable[Truth]) -> None:
    """JSON lines, in the order given."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for truth in truths:
            file.write(json.dumps(asdict(truth), ensure_ascii=False) + "\n")


def read(path: Path) -> list[Truth]:
    """What :func:`write` wrote."""
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            row["facts"] = tuple(Fact(**fact) for fact in row["facts"])
            found.append(Truth(**row))
    return found
