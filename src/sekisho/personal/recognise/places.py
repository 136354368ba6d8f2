"""Names of prefectures and municipalities, found natively wherever they stand.

日本郵便「郵便番号データ」 (``data/municipalities.txt`` names its source).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

_COUNTY = re.compile(r"^[^市]{1,6}?郡(?=.+[町村]$)")
_CITY = re.compile(r"^.+?市(?=.+区$)")


@cache
def _names() -> tuple[str, ...]:
    """Prefectures, municipalities with and without prefecture or county, cities of wards."""
    text = (files(__package__) / "data" / "municipalities.txt").read_text(encoding="utf-8")
    names: dict[str, None] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        prefecture, _, municipality = line.partition("\t")
        short = _COUNTY.sub("", municipality)
        city = _CITY.match(municipality)
        own = [municipality, short, *([city[0]] if city else [])]
        names[prefecture] = None
        names |= dict.fromkeys([*own, *(prefecture + name for name in own)])
    return tuple(names)


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick(_names(), matchkind=MatchKind.LeftmostLongest)


def places_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, the longest where several begin together."""
    for _, start, end in _matcher().find_matches_as_indexes(text):
        yield start, end
