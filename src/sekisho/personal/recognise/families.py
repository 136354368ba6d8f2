"""Families in rows of text: given names in brackets behind their head (高木 正一（洋子・崇史））, a
child and a parent before their telephone (榎本 龍 榎本 雄一 070-6808-2867)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.names.bracketed import BRACKET, asked_together, family, is_usual
from sekisho.personal.names.known import likely_names, surnames
from sekisho.personal.names.vocabulary import KANJI_NAME, NOBODY
from sekisho.personal.recognise.block import Block
from sekisho.personal.signs import HAN, body

_BRACKET = re.compile(BRACKET)
_NAMED_FIRST = re.compile(rf"[・、,/ :]*[{HAN}ぁ-ゖァ-ヺー]")
"""Most brackets hold figures."""
_HEAD = re.compile(rf"(?:^|(?<=[ \t\n\0.)、・■●○◎◇◆□△▲*※]))({KANJI_NAME}) ?$")
_LONGEST = 14
"""Characters of a name and what parts it from the words before, at most."""
_PAIR = re.compile(
    rf"(?<![^\0\n\t]) {{0,4}}({KANJI_NAME}) {{1,2}}({KANJI_NAME}) {{1,2}}"
    r"(?=0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|\d{2,3}-\d{4}(?!\d))"
)
_PAIR_SIGN = re.compile(r" \d{2,4}[-(]\d")
_SURNAME = 4


def families_behind(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of heads and of those in brackets behind them, where that is a habit of the
    text."""
    texts: dict[int, list[tuple[int, int, re.Match[str]]]] = {}
    for found in _BRACKET.finditer(block.text):
        if not _NAMED_FIRST.match(found[1]):
            continue
        before = max(0, found.start() - _LONGEST)
        head = _HEAD.search(block.text[before : found.start()])
        if head:
            place = before + head.start(1), before + head.end(1), found
            texts.setdefault(block.text_at(found.start()), []).append(place)
    asked_together([found[1] for places in texts.values() for _, _, found in places])
    for places in texts.values():
        if not is_usual([found[1] for _, _, found in places]):
            continue
        for start, end, found in places:
            own = family(found[1], usual=True)
            if own:
                yield start, end
            for at, name in own:
                yield found.start(1) + at, found.start(1) + at + len(name)


def of_one_surname(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of two names of one surname before their telephone, one of which at least is
    a likely one."""
    found_ones = [
        one
        for one in block.matches(_PAIR, _PAIR_SIGN)
        if not any(body(name) or NOBODY.search(name) for name in one.groups())
    ]
    shared = [_shared(*(block.common[slice(*one.span(at))] for at in (1, 2))) for one in found_ones]
    every = list(dict.fromkeys(head for heads in shared for head in heads))
    known = {head for head, one in zip(every, surnames(every), strict=True) if one}
    names = likely_names(
        [block.common[slice(*one.span(at))] for one in found_ones for at in (1, 2)]
    )
    for one, heads, first, second in zip(found_ones, shared, names[::2], names[1::2], strict=True):
        if (first or second) and not known.isdisjoint(heads):
            yield one.span(1)
            yield one.span(2)


def _shared(first: str, second: str) -> list[str]:
    """The beginnings that two names have in common."""
    return [
        first[:size]
        for size in range(1, min(_SURNAME, len(first) - 1, len(second) - 1) + 1)
        if first[:size] == second[:size]
    ]
