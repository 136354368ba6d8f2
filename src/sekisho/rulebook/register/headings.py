"""Which column of a ledger is which key, told by the headings that offices write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

HIGHEST = 20
"""A heading stands among the first rows of a sheet, below at most a title and some notes."""
NAMES = ("name", "number")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]|[※*★●○]|\s")


@cache
def headings() -> Mapping[str, str]:
    """Every heading in one spelling, and its key."""
    text = files(__package__).joinpath("headings.yaml").read_text(encoding="utf-8")
    return {
        one_spelling(word): key for key, words in yaml.safe_load(text).items() for word in words
    }


def one_spelling(heading: str) -> str:
    """A heading without width, case, blanks, signs and what stands in brackets."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", heading)).casefold()


def columns(cells: Sequence[str]) -> dict[int, str]:
    """Column (from 0) to key, if these cells are a heading: a name and something else of a
    computer. Empty for any other row. The first of two columns for a key counts, but that
    several may hold addresses."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        key = headings().get(one_spelling(cell))
        if key and (key not in found.values() or key in ("addresses", "macs", "note")):
            found[at] = key
    keys = set(found.values())
    return found if keys & set(NAMES) and len(keys) > 1 else {}


def letter(at: int) -> str:
    """The letters of a column (from 0) as a spreadsheet shows them: A, Z, AA."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
