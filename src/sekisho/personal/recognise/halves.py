"""Names of which only one half is known: whether what stands around makes up for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KIN, NOBODY, POST
from sekisho.personal.signs import HAN, body

NEVER = 99
ALONE = 2
"""Signs of a known given name that makes a whole name of a place's name before it (大豆生田 花音),
where an address stands above."""
_HALVES = re.compile(rf"(?!番)([{HAN}]{{1,4}}) ([{HAN}]{{1,3}}|[ぁ-ゖ]{{2,4}}|[ァ-ヺー]{{2,4}})")
"""Surname and given name apart (1番吉田 純子 begins with a number's word)."""
_LIKE_A_CITY = re.compile(rf"(?![本同当他各新上下中東西南北大小])[{HAN}]市")
"""A surname that ends like the name of a city (種市)."""
_CLOSE = re.compile(rf"[{HAN}]{{3,5}}")
_LAST = re.compile(
    rf"(?!(?:{KIN}|{POST}|両親|夫[妻婦]|家族|一家|親子|店長|[家宅方様氏殿君邸店屋会側]|社長|医師)$)"
    rf"[{HAN}]{{1,3}}"
)
"""What may be a given name, and is no word for kin, a post or a house."""
_CUTS = (3, 2, 1)
_BEHIND_ONE = re.compile(rf"[{HAN}]{{2}}|[{HAN}]{{2}}[美子江代香奈菜乃恵]")
_RARE = re.compile(rf"(?!.*(?:{NOBODY.pattern}))[{HAN}]{{4,6}}")
_SHORTEST = 3


def half_known(names: Sequence[str], *, honoured: bool = False, called: int = NEVER) -> list[bool]:
    """Which are two parts of which one is known and the other no word: a new given name behind a
    surname (本間 凰雅), a given name behind a rare surname (国重 康弘). ``honoured``: by a title or
    a word for kin, which tells a given name from a word (本間 一華様); ``called``: characters of a
    given name from which a surname may be a word (要望者 木賊 富夫)."""
    parts = [_HALVES.fullmatch(name) for name in names]
    first = judged([one[1] if one else "" for one in parts])
    second = judged([one[2] if one else "" for one in parts])
    return [
        part is not None
        and (
            (first.surname[at] and (honoured or not second.word[at]))
            or (second.given[at] and (len(part[2]) >= called or not first.word[at]))
        )
        and not ((NOBODY.search(part[1]) and not _LIKE_A_CITY.fullmatch(part[1])) or body(name))
        for at, (name, part) in enumerate(zip(names, parts, strict=True))
    ]


def surname_first(names: Sequence[str]) -> list[bool]:
    """Which begin with a known surname, the longest there is, and go on for one to three signs
    (小西暖, 林以豆美), and are no word and no body's name: enough where a relation or a date of
    birth says that somebody is meant. A surname of one sign wants a given name of two, or one that
    ends like those of women."""
    words = judged(names)
    cuts = [name[:cut] for name in names for cut in _CUTS]
    known = judged(cuts).surname
    found = []
    for at, name in enumerate(names):
        own = known[at * len(_CUTS) : (at + 1) * len(_CUTS)]
        cut = next((cut for cut, one in zip(_CUTS, own, strict=True) if one), 0)
        fits = cut > 0 and bool(_CLOSE.fullmatch(name)) and _goes_on(name, cut)
        other = words.word[at] or words.surname[at]
        found.append(fits and not (other or NOBODY.search(name) or body(name)))
    return found


def _goes_on(name: str, cut: int) -> bool:
    """Whether what follows a surname may be a given name."""
    if cut == 1 and not _BEHIND_ONE.fullmatch(name, cut):
        return False
    return bool(_LAST.fullmatch(name, cut))


def given_last(names: Sequence[str]) -> list[bool]:
    """Which are written close and end with a known given name of two signs, what stands before it
    being no word: a rare surname (八月一日友紀), where a label or title says that it is a name."""
    fit = [name if _RARE.fullmatch(name) else "" for name in names]
    given, first = judged([name[-2:] for name in fit]), judged([name[:-2] for name in fit])
    return [
        bool(name) and given.given[at] and not given.word[at] and not first.word[at]
        for at, name in enumerate(fit)
    ]


def without_place(names: Sequence[str]) -> list[int]:
    """Characters before the whole name in each of some texts of two words: the first says where
    somebody comes from or what they are, the second is a known whole name (小池 村上邦彦). 0 where
    they are surname and given name, or neither."""
    parts = [name.partition(" ") for name in names]
    last = [own if len(own) >= _SHORTEST else "" for _, _, own in parts]
    whole, own = judged(names), judged(last)
    return [
        len(first) + 1 if full and not (one or like) else 0
        for (first, _, _), full, one, like in zip(
            parts, own.full, whole.full, whole.likely, strict=True
        )
    ]
