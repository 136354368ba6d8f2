"""Families in brackets behind the name of their head: 高木 正一（洋子・崇史・美紀）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sekisho.personal import signs
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KANJI_NAME
from sekisho.personal.writing import common_form, plain

_SIGN = rf"[{signs.HAN}ぁ-ゖァ-ヺー]"
BRACKET = rf"[(\[〔【]((?:{_SIGN}|[・、,/ :\d]){{1,60}})[)\]〕】]"
BEHIND = re.compile(rf"({KANJI_NAME}) ?{BRACKET}")
"""A name and what stands in brackets behind it."""
_OPENS = re.compile(r"[(\[〔【]")
_APART = re.compile(r"[・、,/ :]+")
_GIVEN = re.compile(rf"({_SIGN}{{1,5}}?)(?:\d{{1,3}}[歳才]?)?")
_KIN = re.compile(r"(?:[長次二三四五六][男女]|義?[父母]|祖[父母]|[妻夫孫嫁婿子])(?=..)")
"""What somebody is to the head, right before the given name (妻千代)."""
_HABIT = 2
"""Families in brackets that make it the habit of a list."""


def family(inside: str, *, usual: bool = False) -> list[tuple[int, str]]:
    """The given names of which a bracket is nothing but a list, each with its place; half of them
    are known, and kana alone are a reading. ``usual``: others around hold families, so that none
    need be known, while not all are words."""
    found = [
        (at, piece[1])
        for at, text in _pieces(inside)
        if not signs.relation(text) and (piece := _GIVEN.fullmatch(text))
    ]
    if not found or any(not _GIVEN.fullmatch(text) for _, text in _pieces(inside)):
        return []
    kin = [_KIN.match(name) for _, name in found]
    behind = judged([common_form(name) for _, name in found])
    after = judged(
        [name[one.end() :] if one else "" for one, (_, name) in zip(kin, found, strict=True)]
    )
    named: list[tuple[int, str]] = []
    known = rare = 0
    for at, ((start, name), one) in enumerate(zip(found, kin, strict=True)):
        cut = one.end() if one and after.given[at] and not behind.given[at] else 0
        given = behind.given[at] or cut > 0
        if signs.nothing(name):
            return []
        known += given
        rare += not behind.word[at]
        named.append((start + cut, name[cut:]))
    if usual:
        return named if known or rare else []
    read = all(signs.kana(plain(name)) for _, name in named)
    return named if known * 2 >= len(named) and not read else []


def _pieces(inside: str) -> Iterator[tuple[int, str]]:
    at = 0
    for gap in (*_APART.finditer(inside), None):
        end = gap.start() if gap else len(inside)
        if end > at:
            yield at, inside[at:end]
        at = gap.end() if gap else end


def families(texts: Mapping[int, str]) -> dict[int, tuple[str, list[str]]]:
    """Of some lines those that have one family in brackets: the line without it, and whom it
    names."""
    found = {at: list(BEHIND.finditer(text)) for at, text in texts.items() if _OPENS.search(text)}
    one = {at: behind[0] for at, behind in found.items() if len(behind) == 1}
    usual = is_usual(asked_together([behind[2] for behind in one.values()]))
    told: dict[int, tuple[str, list[str]]] = {}
    for at, behind in one.items():
        names = [name for _, name in family(behind[2], usual=usual)]
        if names:
            text = behind.string
            told[at] = f"{text[: behind.end(1)]} {text[behind.end() :]}".strip(), names
    return told


def asked_together(insides: Sequence[str]) -> Sequence[str]:
    """The same brackets, all that may be names in them asked about at once: what is known of them
    is remembered when each is looked at."""
    judged([common_form(text) for one in insides for _, text in _pieces(one)])
    return insides


def is_usual(insides: Sequence[str]) -> bool:
    """Whether brackets behind names hold families as a habit."""
    return sum(bool(family(inside)) for inside in insides) >= _HABIT
