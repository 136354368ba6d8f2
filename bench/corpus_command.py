"""The words that an author's program of office papers takes, and what it says at its end."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from office_corpus.truth import Truth


def words(said: str | None, documents: int) -> argparse.ArgumentParser:
    """``documents``: how many are made where nobody says."""
    parser = argparse.ArgumentParser(description=said)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=documents)
    parser.add_argument(
        "--without-office", action="store_true", help="no formats that LibreOffice writes"
    )
    parser.add_argument(
        "--first", type=int, default=0, help="first seed; even is tuning, odd held out"
    )
    return parser


def say(truths: Sequence[Truth]) -> None:
    """What is in a corpus: papers by genre and format, and the sums of each half."""
    for what in ("genre", "format"):
        counted = Counter((each.half, getattr(each, what)) for each in truths)
        for (half, value), count in sorted(counted.items()):
            print(f"{half}\t{what}\t{value}\t{count}")
    for half in sorted({each.half for each in truths}):
        mine = [each for each in truths if each.half == half]
        layouts = len({each.layout for each in mine})
        pages, persons = (
            sum(getattr(each, what) for each in mine) for what in ("pages", "persons")
        )
        facts = sum(len(each.facts) for each in mine)
        print(
            f"{half}: {len(mine)} documents, {layouts} layouts, {pages} pages, "
            f"{persons} persons, {facts} true values"
        )
