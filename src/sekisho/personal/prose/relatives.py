"""Members of a family whom a paper of text tells by their given name: 長男　健吾（54）, 妻：シゲ.

The surname is that of whoever is named before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KIN
from sekisho.personal.recognise.told_kin import AT_HOME, are_children
from sekisho.personal.writing import common_form, plain

_GIVEN = rf"([{signs.HAN}]{{1,3}}|[ぁ-ゖ]{{2,4}}|[ァ-ヺー]{{2,4}})"
_AGED = re.compile(
    rf"(?<![{signs.HAN}])(?:{KIN}|子|児童|園児|生徒|お子さん)[のは: 、・]{{0,2}}"
    rf"(?!さん|ちゃん|くん){_GIVEN}"
    r"(?:さん|ちゃん|くん|君|氏(?!名)|様|(?: ?(?:さん|ちゃん|くん|君))? ?"
    r"\((?:\d{1,3}[歳才)、,・]|[小中高年][\d一二三四五六少中長]|(?:20|19)\d\d|"
    r"(?:[明大昭平令][和正成治]?|[MTSHR])\d))"
)
_SPEAKS = re.compile(rf"の(?:{KIN}|母親|父親)[の、, ]{{1,2}}{_GIVEN}(?:です|でございます|と申し)")
"""Who writes, told by their child: 三輪 葵の父、颯太です."""
_ROW = re.compile(rf"[ ・○\-]*(?:{KIN}|子)[: ]{{1,2}}{_GIVEN}(?= ?(?:\(|$| ))")
_JOINT = re.compile(
    rf"[{signs.HAN}]{{1,4}} [{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}"
    rf"((?:[・、][{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}){{1,4}})"
)
"""Who signs together: 青木 茂・葵."""
_COUPLE = re.compile(rf"[・、と]{_GIVEN}ご?夫[妻婦]")
_SPOKEN_OF = re.compile(
    rf"(?<![{signs.HAN}])(?:{KIN}|家族|息子|娘|子ども|子供|[内甥]の子)の([{signs.HAN}]{{2,3}})(?=[とがはもをにの、])"
)
"""In a sentence: 家族の美穂と二人で, 娘の結衣が."""
_CUE = re.compile(r"[妻夫父母孫兄姉弟妹男女子甥姪娘族児徒]|うちの|が家の")
_TOO_LONG = 200


def by_given_name(lines: Sequence[str], whole: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The names of relatives, with the surname of the last one named in ``whole`` before them:
    numbers of lines and the whole names in them, in order."""
    at, family = 0, ""
    for number, line in enumerate(lines):
        while at < len(whole) and whole[at][0] <= number:
            family = surname_of(common_form(whole[at][1]))
            at += 1
        if (
            family
            and len(line) <= _TOO_LONG
            and (_CUE.search(line) or _JOINT.fullmatch(plain(line)))
        ):
            yield from (f"{family} {given}" for given in _told(plain(line), family))


def _told(line: str, family: str) -> Iterator[str]:
    row = _ROW.match(line)
    found = [row[1]] if row else []
    aged = {one[1] for one in _AGED.finditer(line)}
    found += [one[1] for one in _AGED.finditer(line) if not row or one[1] != row[1]]
    found += [one[1] for pattern in (_COUPLE, _SPEAKS) for one in pattern.finditer(line)]
    together = _JOINT.fullmatch(line)
    found += re.split("[・、]", together[1])[1:] if together else []
    spoken = [one[1] for one in _SPOKEN_OF.finditer(line)]
    own_ones = judged([common_form(one) for one in spoken])
    found += [
        one
        for one, given, surname in zip(spoken, own_ones.given, own_ones.surname, strict=True)
        if given and not surname and one not in found
    ]
    found = [one for one in found if not signs.relation(one) and not signs.nothing(one)]
    children = list(_children(line))
    found = [one for one in found if one not in children]
    facts = judged([f"佐藤 {common_form(one)}" for one in found])
    own = judged([common_form(one) for one in found])
    told = [
        signs.kana(one) or (one in aged and not word)
        for one, word in zip(found, own.word, strict=True)
    ]
    fits = [
        full or (like and said)
        for full, like, said in zip(facts.full, facts.likely, told, strict=True)
    ]
    for given, fit, other in zip(found, fits, own.full, strict=True):
        if fit and not other and given != family:
            yield given
    yield from children


def _children(line: str) -> Iterator[str]:
    """Children of whom a parent writes by given names alone."""
    found = list(AT_HOME.finditer(line))
    for one, sure in zip(found, are_children(found), strict=True):
        if sure:
            yield from (given for given in one.groups() if given)
