"""Families in lines of text: members below their head, each in a line of its own, by given name.

``青木　茂（世帯主）　谷口町3番地`` and below it ``　和子（妻）``: the line of the head goes on with
those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.spread import together
from sekisho.personal.writing import common_form, plain

_RELATION = (
    r"(?:世帯主|本人|[長二三四五六次][男女]の?[妻夫]?|妻|夫|父|母|祖父|祖母|義父|義母|子|孫|嫁|婿|"
    r"兄|弟|姉|妹|同居)"
)
_NAME = rf"(?:[{signs.HAN}]{{1,4}} )?[{signs.HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_SAID = r"(?: ?(?:\d{1,3}[歳才]?|[男女]|[TSHR大昭平令][\d年月日./元]+生?|\d{4}[年./]\d.*))*"
_BEHIND = re.compile(
    rf"[ ・\-]*({_NAME}) ?\(({_RELATION}|\d{{1,3}}[歳才]?)(?:[、,・ ]?\d{{1,3}}[歳才]?)?\){_SAID}"
)
_BEFORE = re.compile(
    rf"[ ・\-]*{_RELATION}[ :]+({_NAME}){_SAID}(?: ?\((?:\d{{1,3}}[歳才]?|[^()]{{4,20}}生?)\))?"
)
_EACH_BEHIND = re.compile(
    rf"({_NAME}) ?\((?:{_RELATION}|\d{{1,3}}[歳才]?)(?:[、,・ ]?\d{{1,3}}[歳才]?)?\)"
)
_ALL_BEHIND = re.compile(rf"(?:[ 、,・]*{_EACH_BEHIND.pattern.replace('(' + _NAME + ')', _NAME)})+")
_KIN, _WORD = re.compile(_RELATION), re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,5}}")
_TOLD = re.compile(r"\(?(?:\d{1,3}[歳才]?|[男女]|[TSHR大昭平令][\d年月日./元]+生?)\)?")
_FAMILY_TOO = re.compile(r"[(・/、](?:同居)?(?:家族|世帯員|同居者|世帯構成)")
"""A heading over heads with their families."""
_MOST = 9
"""Members below a head, at most."""
_GIVEN = 4


def members_in_brackets(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[int, list[str]]:
    """The column of heads that has their families in brackets (世帯主（家族）), and what the brackets
    of each row hold; nothing when there is no such column."""
    at = list(kinds).index("head") if "head" in kinds else -1
    if at < 0 or "member" in kinds or not _FAMILY_TOO.search(layout[at]):
        return at, []
    members = [_bracketed(row[at]) if at < len(row) else "" for row in rows]
    return (at, members) if any(members) else (at, [])


def _bracketed(cell: str) -> str:
    found = re.fullmatch(r"[^()]+\(([^()]*)\)", plain(cell))
    if found is None or any(map(str.isdigit, found[1])) or _KIN.fullmatch(found[1]):
        return ""
    return found[1]


def member_of(line: str) -> str | None:
    """The name in a line that only says who else lives in the home told above."""
    if line[:1].isdigit():
        return None
    text = plain(together(line))
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if found is None or signs.relation(found[1]):
        return None
    return found[1]


def members_of(line: str) -> list[str]:
    """The names in a line that only says who else lives in the home told above: one of them, or
    several, each with what they are to the head (妻　千代　長男　亮介; 千代（妻）、亮介（長男）)."""
    one = member_of(line)
    if one is not None:
        return [one]
    text = plain(together(line))
    if line[:1].isdigit():
        return []
    if _ALL_BEHIND.fullmatch(text):
        found = [one[1] for one in _EACH_BEHIND.finditer(text)]
        told = re.search(rf"\({_RELATION}", text)
        return found if told or not any(" " in one for one in found) else []
    names: list[str] = []
    fresh = False
    for word in re.split(r"[ 、,・:]+", text.strip(" ・-")):
        if _KIN.fullmatch(word):
            fresh = True
        elif not names and not fresh:
            return []
        elif fresh or _TOLD.fullmatch(word):
            names += [] if _TOLD.fullmatch(word) else [word]
            fresh = False
        elif len(names[-1]) <= _GIVEN and " " not in names[-1] and _WORD.fullmatch(word):
            names[-1] += f" {word}"
        else:
            return []
    return [] if fresh or not all(re.fullmatch(_NAME, name) for name in names) else names


def members_below(lines: Sequence[str], head: int, family: str) -> Iterator[tuple[int, str]]:
    """The lines right below that of a head that go on with the family, and whom they name.
    ``family``: the surname of the head."""
    for at in range(head + 1, min(len(lines), head + 1 + _MOST)):
        names = members_of(lines[at])
        if not names or not all(_fits(family, name) for name in names):
            return
        for name in names:
            yield at, name


def _fits(family: str, name: str) -> bool:
    """Whether a name is a whole one, or a given one that goes with a surname."""
    if " " in name or len(name) > _GIVEN:
        return True
    given, whole = full_names([f"{family} {common_form(name)}", common_form(name)])
    return given or not whole
