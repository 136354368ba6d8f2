"""Names in cells that stand under a heading over names: one or several in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sekisho.personal.names.known import full_names, given_names, likely_names, surnames
from sekisho.personal.names.vocabulary import (
    AFTER_NAME,
    GIVEN_HEADING,
    HEADING,
    NOBODY,
    SURNAME_HEADING,
)
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headings import Cell
from sekisho.personal.signs import HAN, body, nothing, sample_name
from sekisho.personal.writing import common_form

_TOKEN = re.compile(rf"[{HAN}ぁ-ゖァ-ヺーｦ-ﾟA-Za-z.'・=-]+")
_PART = re.compile(r"[^、,/;&+]+")
_END = re.compile(r"[(\[]|[:→]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾟ・]+")
_KATAKANA = re.compile(r"[ァ-ヺー・=]{3,}")
_AFTER = frozenset("様殿氏君印㊞")
_LONGEST, _SHORTEST = 12, 2
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The words of one part of a cell, as places in the block."""

    tokens: tuple[Place, ...]


def headed(block: Block) -> Iterator[Place]:
    """Start and end of every name under a heading over names. Surname and given name in columns
    of their own are one name."""
    cells = block.cells
    candidates = []
    after = {cell.start: cell for cell in cells}
    for cell in cells:
        if HEADING.search(cell.label):
            candidates += _candidates(block.text, cell.start, cell.end)
        elif SURNAME_HEADING.match(cell.label):
            given = after.get(cell.end + 1)
            yield from _two_columns(block.text, cell, given)
    if HEADING.search(re.sub(r"\s", "", block.context)):
        for start, end in block.lines:
            candidates += _candidates(block.text, start, end)
    yield from _names(block.text, candidates)


def over_other(cell: Cell | None) -> bool:
    """Whether a cell stands under a heading that is none over names."""
    if cell is None or not cell.label:
        return False
    label = cell.label
    return not (HEADING.search(label) or SURNAME_HEADING.match(label) or GIVEN_HEADING.match(label))


def _two_columns(text: str, surname: Cell, given: Cell | None) -> Iterator[Place]:
    whole = surname.end if given is None or not GIVEN_HEADING.match(given.label) else given.end
    words = text[surname.start : whole].split()
    if words and all(_TOKEN.fullmatch(word) for word in words) and not nothing("".join(words)):
        yield surname.start, whole


def _candidates(text: str, start: int, end: int) -> Iterator[_Candidate]:
    for part in _PART.finditer(text, start, end):
        stop = _END.search(text, part.start(), part.end())
        last = stop.start() if stop else part.end()
        tokens = [token.span() for token in _TOKEN.finditer(text, part.start(), last)]
        if tokens and not _TOKEN.sub("", text[part.start() : last]).strip(" *※◎○"):
            yield _Candidate(tuple(_without_reading(text, tokens)))


def _without_reading(text: str, tokens: Sequence[Place]) -> Sequence[Place]:
    """Without kana in front of kanji (a reading written above the name), or two of them behind."""
    kana = [bool(_KANA.fullmatch(text, *token)) for token in tokens]
    if all(kana):
        return tokens
    first = kana.index(False)
    last = len(kana) - kana[::-1].index(False)
    if first and len(tokens) - first >= 1:
        return tokens[first:]
    return tokens[:last] if len(tokens) - last >= 2 else tokens


def _names(text: str, candidates: Sequence[_Candidate]) -> Iterator[Place]:
    words = sorted({text[a:b] for one in candidates for a, b in one.tokens})
    common = [common_form(word) for word in words]
    family = dict(zip(words, surnames(common), strict=True))
    whole = dict(zip(words, full_names(common), strict=True))
    first = dict(zip(words, given_names(common), strict=True))
    found = [
        (start, AFTER_NAME.sub("", text[start:end]))
        for one in candidates
        for start, end in _paired(text, one.tokens, family, whole, first)
    ]
    likely = likely_names([common_form(name) for _, name in found])
    given = given_names([common_form(name) for _, name in found])
    for (start, name), known, one in zip(found, likely, given, strict=True):
        if (len(name) == 1 and one) or _name_like(name, known=known):
            yield start, start + len(name)


def _paired(
    text: str,
    tokens: Sequence[Place],
    family: dict[str, bool],
    whole: dict[str, bool],
    first: dict[str, bool],
) -> Iterator[Place]:
    """Surname and given name together where a blank stands between them; several given names
    (members of a household) stay apart."""
    words = [text[a:b] for a, b in tokens]
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else None
        several = following is not None and first[word] and first[following] and not family[word]
        if following is None or following in _AFTER or several:
            pair = False
        elif len(words) == 2:
            pair = not (whole[word] and whole[following] and word[:2] == following[:2])
        elif _KATAKANA.fullmatch(word) and "・" in word:
            pair = False
        else:
            even = len(words) % 2 == 0 and not whole[word]
            pair = family[word] or words.count(word) > 1 or even
        yield (tokens[at][0], tokens[at + 1 if pair else at][1])
        at += 2 if pair else 1


def _name_like(name: str, *, known: bool) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST * 3 or nothing(name) or sample_name(name):
        return False
    return known or not (NOBODY.search(name) or body(name))
