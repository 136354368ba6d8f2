"""Names in cells that stand under a heading over names: one or several in a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import (
    AFTER_NAME,
    GIVEN_HEADING,
    HEADING,
    KIN,
    KIN_HEADING,
    NOBODY,
    SURNAME_HEADING,
)
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headings import Cell
from sekisho.personal.recognise.two_lines import Head
from sekisho.personal.signs import HAN, body, nobodies, nobody, nothing

_WORD = rf"[{HAN}ぁ-ゖァ-ヺーｦ-ﾟA-Za-z.'・=-]+"
_TOKEN = re.compile(_WORD)
_PLAIN = re.compile(rf"({_WORD})(?: {{1,3}}({_WORD}))?")
"""What most cells have: a word or two, and nothing else."""
_PART = re.compile(r"(?:[^、,/;&+)]|(?<![\d歳才])\))+")
"""A name of several in a cell; an age in brackets ends it as well."""
_DWELLING = re.compile(r".*\d(?:番地?|号室?)? +")
"""What stands before a name in a cell that tells the address first."""
_END = re.compile(r"[(\[:→]|0(?=\d{1,4}[-(]\d)|[ ](?=\d{2,4}-\d{4}(?!\d))")
"""What ends a name in its cell, a telephone right behind it or below it as well."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾟ・]+")
_KIN = re.compile(KIN)
_KATAKANA = re.compile(r"[ァ-ヺー・=]{3,}")
_ENDS = frozenset("様ん氏殿君印㊞拝")
"""The last sign of :data:`AFTER_NAME`."""
_AFTER = frozenset("様殿氏君印㊞")
_LATIN = re.compile(r"[A-Za-z.' -]+")
_LONGEST, _SHORTEST = 12, 2
_PAIR = 2
_MANY, _MOST = 4, 0.8
"""Members of families under words for kin in a text, and the share of them that may be names."""
_MAY_BE = re.compile(
    r"(?!.*(?:学校|[園組区町村員]$|[学小中高大]生$)|死亡|健在|存命|無職|主婦|自営|農業)"
    rf"[{HAN}ぁ-ゖァ-ヺー・]{{1,6}}(?: [{HAN}ぁ-ゖァ-ヺー]{{1,5}})?|[A-Za-z.'-]{{2,20}}"
)
"""What may be a name under a word for kin: no school, job or state."""
_BRACKETS = re.compile(r"\([^()\n]*\)")
_TO_WHOM = re.compile(r".{0,6}(?:[渡還付達問出給与り送配けし]先|相手方?|宛先?)\(([^()]{2,8})\)")
"""Where something goes, in brackets to whom."""
Place = tuple[int, int]


Tokens = Sequence[Place]
"""The words of one part of a cell, as places in the block."""


def headed(block: Block) -> Iterator[Place]:
    """Start and end of every name under a heading over names. Surname and given name in columns
    of their own are one name."""
    candidates: list[Tokens] = []
    under = list(block.under(over_names))
    halves = _halves(block, under)
    for start, end, _ in under:
        if start not in halves:
            candidates += _candidates(block.text, start, end)
    for start, end in halves.items():
        if start < end:
            yield from _two_columns(block.text, start, end)
    yield from _of_family(block)
    for start, end, _ in block.under(lambda head: heads(head.label) == "surname"):
        beside = block.cell_at(end + 1)
        given = beside is not None and beside[0] == end + 1 and heads(beside[2].label) == "given"
        yield from _two_columns(block.text, start, beside[1] if beside and given else end)
    if heads(re.sub(r"\s", "", block.context)) == "name":
        for start, end in block.lines:
            candidates += _candidates(block.text, start, end)
    yield from _names(block, candidates)


@lru_cache(maxsize=1024)
def heads(label: str) -> str:
    """What a heading stands over: ``name``, ``surname``, ``given``, members of a family (``kin``),
    or nothing of these (empty).

    Every cell asks, while a text has few headings.
    """
    if HEADING.search(label):
        return "name"
    if SURNAME_HEADING.match(label):
        return "surname"
    if KIN_HEADING.match(label):
        return "kin"
    return "given" if GIVEN_HEADING.match(label) else ""


_WITH_READING = re.compile(r"(?:ふりがな|フリガナ)[:ぁ-ゖァ-ヺー]{4,}")
"""A reading with its label, above the name of whom it is."""
_PHRASE = re.compile(rf"する|される|[{HAN}][ぁ-ゖ]?[にをはへ]$")
"""What no name has."""


def over_names(head: Head) -> bool:
    """Whether a heading stands over names, by its words or by who it says in brackets to have
    something (返還先(受領者))."""
    if heads(head.label) == "name" or _WITH_READING.fullmatch(head.heading):
        return True
    to_whom = _TO_WHOM.fullmatch(head.heading)
    return to_whom is not None and heads(to_whom[1]) == "name"


def over_other(cell: Cell | None) -> bool:
    """Whether a cell stands under a heading that is none over names."""
    return cell is not None and bool(cell[2].label) and not heads(cell[2].label)


def _halves(block: Block, under: Sequence[Cell]) -> dict[int, int]:
    """Where surname and given name in two cells below one heading (氏名 over both, its second cell
    blank or the same again) begin and end; the given name's own cell by its beginning alone."""
    pairs = [
        (start, end, beside[1], head)
        for (start, end, head), beside in zip(
            under, block.cells_at([end + 1 for _, end, _ in under]), strict=True
        )
        if beside and beside[2].label in ("", head.label) and beside[0] == end + 1
    ]
    left = judged([block.common[start:end].strip() for start, end, _, _ in pairs])
    right = judged([block.common[end + 1 : last].strip() for _, end, last, _ in pairs])
    facts = zip(pairs, left.surname, left.full, right.given, strict=True)
    of_head = Counter(head for *_, head in pairs)
    told = Counter(pair[3] for pair, one, whole, given in facts if one and given and not whole)
    halves: dict[int, int] = {}
    for start, end, last, head in pairs:
        if told[head] * 2 > of_head[head]:
            halves |= {start: last, end + 1: end + 1}
    return halves


def _of_family(block: Block) -> Iterator[Place]:
    """Given and whole names under words for kin, without what stands in brackets behind them:
    known ones, and all in a text in which many are and nearly all may be."""
    cells = [
        [(start + token.start(), start + token.end())
         for token in _TOKEN.finditer(_BRACKETS.sub(_blank, block.text[start:end]))]
        for start, end, _ in block.under(lambda head: heads(head.label) == "kin")
    ]  # fmt: skip
    both = {at: (cell[0][0], cell[1][1]) for at, cell in enumerate(cells) if len(cell) == _PAIR}
    whole = judged([block.common[start:end] for start, end in both.values()]).likely
    likely = {at for at, one in zip(both, whole, strict=True) if one}
    places = [
        place for at, cell in enumerate(cells) for place in ([both[at]] if at in likely else cell)
    ]
    words = [block.text[start:end] for start, end in places]
    known = judged([block.common[start:end] for start, end in places])
    told = [any(one) for one in zip(known.given, known.likely, known.surname, strict=True)]
    fits = [bool(_MAY_BE.fullmatch(word)) and not nobody(word) for word in words]
    of_text: dict[int, list[tuple[Place, str, bool, bool]]] = {}
    for one in zip(places, words, told, fits, strict=True):
        of_text.setdefault(block.text_at(one[0][0]), []).append(one)
    for own in of_text.values():
        _, own_words, own_told, own_fits = zip(*own, strict=True)
        new = _are_new_names(own_words, own_told, own_fits)
        for place, word, known_one, fit in own:
            if (known_one and not nobody(word)) or (fit and new):
                yield place


def _are_new_names(words: Sequence[str], told: Sequence[bool], fits: Sequence[bool]) -> bool:
    """Whether words under those for kin are names, known or not: one is known, nearly all may be
    names, and they differ."""
    several = len(words) >= _MANY and any(told)
    return several and min(sum(fits), len(set(words)) + 1) >= _MOST * len(words)


def _blank(found: re.Match[str]) -> str:
    """Blanks in place of something, so that places stay."""
    return " " * len(found[0])


def _two_columns(text: str, start: int, end: int) -> Iterator[Place]:
    words = text[start:end].split()
    if words and all(_TOKEN.fullmatch(word) for word in words) and not nothing("".join(words)):
        yield start, end


def _candidates(text: str, start: int, end: int) -> Iterable[Tokens]:
    plain = _PLAIN.fullmatch(text, start, end)
    if plain is None:
        return _of_parts(text, start, end)
    if plain.lastindex == 1:
        return ([(start, end)],)
    return (_without_reading(text, [plain.span(1), plain.span(2)]),)


def _of_parts(text: str, start: int, end: int) -> Iterator[Tokens]:
    for part in _PART.finditer(text, start, end):
        stop = _END.search(text, part.start(), part.end())
        last = stop.start() if stop else part.end()
        place = _DWELLING.match(text, part.start(), last)
        first = place.end() if place else part.start()
        tokens = [token.span() for token in _TOKEN.finditer(text, first, last)]
        if tokens and not _TOKEN.sub("", text[first:last]).strip(" *※◎○"):
            wide = len(tokens) > _SHORTEST and all(a + 1 == b for a, b in tokens)
            whole = [(tokens[0][0], tokens[-1][1])]
            wide = wide or bool(_LATIN.fullmatch(text, tokens[0][0], tokens[-1][1]))
            yield whole if wide else _without_reading(text, tokens)


def _without_reading(text: str, tokens: Sequence[Place]) -> Sequence[Place]:
    """Without kana in front of kanji (a reading written above the name), or two of them behind."""
    if len(tokens) <= _SHORTEST and not _KANA.fullmatch(text, *tokens[0]):
        return tokens
    kana = [bool(_KANA.fullmatch(text, *token)) for token in tokens]
    if all(kana):
        return tokens
    first = kana.index(False)
    last = len(kana) - kana[::-1].index(False)
    if first and len(tokens) - first >= 1:
        return tokens[first:]
    return tokens[:last] if len(tokens) - last >= 2 else tokens


def _names(block: Block, candidates: Sequence[Tokens]) -> Iterator[Place]:
    text, common = block.text, block.common
    words = list({common[a:b] for tokens in candidates if len(tokens) > 1 for a, b in tokens})
    known = judged(words)
    facts = dict(zip(words, zip(known.surname, known.full, known.given, strict=True), strict=True))
    found = [
        (start, AFTER_NAME.sub("", text[start:end]) if text[end - 1] in _ENDS else text[start:end])
        for tokens in candidates
        for start, end in _paired(common, tokens, facts)
    ]
    names = judged([common[start : start + len(name)] for start, name in found])
    none = nobodies([name for _, name in found])
    for at, (start, name) in enumerate(found):
        single = len(name) == 1 and (names.given[at] or names.surname[at])
        if (single and not _KIN.fullmatch(name)) or (
            not none[at] and _name_like(name, known=names.likely[at])
        ):
            yield start, start + len(name)


def _paired(
    text: str, tokens: Tokens, facts: dict[str, tuple[bool, bool, bool]]
) -> Iterator[Place]:
    """Surname and given name together where a blank stands between them; several given names
    (members of a household) stay apart. ``facts``: surname, full name, given name."""
    if len(tokens) == 1:
        yield tokens[0]
        return
    words = [text[a:b] for a, b in tokens]
    at = 0
    while at < len(words):
        pair = at + 1 < len(words) and _together(words, at, facts)
        yield (tokens[at][0], tokens[at + 1 if pair else at][1])
        at += 2 if pair else 1


def _together(words: Sequence[str], at: int, facts: dict[str, tuple[bool, bool, bool]]) -> bool:
    """Whether a word and the next are surname and given name."""
    word, following = words[at], words[at + 1]
    surname, full, given = facts[word]
    if following in _AFTER or (given and not surname and facts[following][2]):
        return False
    if len(words) == 2:
        return not (full and facts[following][1] and word[:2] == following[:2])
    if _KATAKANA.fullmatch(word) and "・" in word:
        return False
    return surname or words.count(word) > 1 or (len(words) % 2 == 0 and not full)


def _name_like(name: str, *, known: bool) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST * 3:
        return False
    return known or not (NOBODY.search(name) or body(name) or _PHRASE.search(name))
