"""Families in lines of text: members below their head, each in a line of its own, by given name.

``青木　茂（世帯主）　谷口町3番地`` and below it ``　和子（妻）``: the line of the head goes on with
those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.names.bracketed import BEHIND, family, is_usual
from sekisho.personal.names.known import full_names
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
_APART = re.compile(rf"[ ・\-]*({_NAME}) +{_RELATION}{_SAID}")
"""A given name and what it is to the head in cells of their own."""
_EACH_BEHIND = re.compile(
    rf"({_NAME}) ?\((?:{_RELATION}|\d{{1,3}}[歳才]?)(?:[、,・ ]?\d{{1,3}}[歳才]?)?\)"
)
_ALL_BEHIND = re.compile(rf"(?:[ 、,・]*{_EACH_BEHIND.pattern.replace('(' + _NAME + ')', _NAME)})+")
_KIN, _WORD = re.compile(_RELATION), re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,5}}")
_TOLD = re.compile(r"\(?(?:\d{1,3}[歳才]?|[男女]|[TSHR大昭平令][\d年月日./元]+生?)\)?")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_FAMILY_TOO = re.compile(r"[(・/、](?:同居)?(?:家族|世帯員|同居者|世帯構成)")
"""A heading over heads with their families."""
_NEXT_HEAD = re.compile(r"[ 　・■●○◆【\[]*(?:世帯主|戸主)[】\] 　:：]+")
_CALLED = re.compile(r"[ ・]*(?:同居)?(?:家族|世帯員|同居[者人])[ :]+(?=[^\d])")
_SAID_BEHIND = re.compile(
    r"(?<=[^ 、,ごの]) ?(?P<open>[(\[/]?)(?:同居の?)?"
    r"ご?(?:家族構成|家族|世帯員|同居[者人]?)(?::| ?は) ?"
    r"(?P<whom>[^\d:].*)"
)
_AGED = re.compile(r"\(\d{1,3}[歳才]?\)")
_MOST = 9
"""Members below a head, at most."""
_GIVEN = 4


def people_in_brackets(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[int, Kind, list[str]]:
    """The column that has other people in brackets behind each name by its heading (世帯主（家族）,
    児童名（保護者名）) or by what they hold (高木 正一（洋子・崇史）), their kind, and whom the
    brackets of each row hold: nobody without one."""
    for at, (head, kind) in enumerate(zip(layout, kinds, strict=False)):
        if kind not in ("head", "name") or "member" in kinds:
            continue
        told = _IN_BRACKETS.search(plain(head))
        other: Kind = "member" if kind == "head" and _FAMILY_TOO.search(plain(head)) else "name"
        named = other == "member" or (told and kind_of_heading(told[1]) in ("name", "head"))
        found = [_bracketed(row[at]) if named and at < len(row) else "" for row in rows]
        if any(found):
            return at, other, found
        families = _families([row[at] if at < len(row) else "" for row in rows])
        if any(families):
            return at, "member", families
    return -1, "other", []


def _families(cells: Sequence[str]) -> list[str]:
    """Whom the brackets of each cell hold when most that are there hold families."""
    behind = [BEHIND.fullmatch(plain(cell)) for cell in cells]
    insides = [one[2] if one else "" for one in behind]
    usual = is_usual(insides)
    found = ["、".join(name for _, name in family(one, usual=usual)) for one in insides]
    return found if usual and sum(map(bool, found)) * 2 > sum(map(bool, insides)) else []


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
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text) or _APART.fullmatch(text)
    if found is None or signs.relation(found[1]):
        return None
    return found[1]


def members_of(line: str) -> list[str]:
    """The names in a line that only says who else lives in the home told above: one, or several,
    each with what they are to the head (妻　千代　長男　亮介; 千代（妻）、亮介（長男）)."""
    if _NEXT_HEAD.match(line):
        return []
    one = member_of(line)
    if one is not None or line[:1].isdigit():
        return [one] if one is not None else []
    text = plain(together(line))
    called = _CALLED.match(text)
    if called:
        return _called(text[called.end() :])
    return _behind(text) if _ALL_BEHIND.fullmatch(text) else _after_kin(text)


def family_behind(text: str) -> tuple[str, list[str]]:
    """A line without the family that it names at its end (家族：和子（妻）、一郎（長男）), and whom
    that names; the whole line and nobody where it names none."""
    found = _SAID_BEHIND.search(text)
    if found is None:
        return text, []
    whom = found["whom"].rstrip(")]") if found["open"] in ("(", "[") else found["whom"]
    names = _called(whom)
    return (text[: found.start()], names) if names else (text, [])


def _called(text: str) -> list[str]:
    """The people behind a word for family: each with kin or age, or names alone."""
    if _ALL_BEHIND.fullmatch(text):
        return [one[1] for one in _EACH_BEHIND.finditer(text)]
    after = _after_kin(text)
    names = after or [one for one in re.split(r"[、,・ ]+", text) if one]
    return names if all(re.fullmatch(_NAME, name) for name in names) else []


def _behind(text: str) -> list[str]:
    """Names with kin or age in brackets behind each; with ages alone, only given ones."""
    names = [one[1] for one in _EACH_BEHIND.finditer(text)]
    kin = re.search(rf"\({_RELATION}", text)
    return names if kin or not any(" " in name for name in names) else []


def _after_kin(text: str) -> list[str]:
    """Names behind a word of kin each, with ages and births among them."""
    names: list[str] = []
    fresh = False
    for word in re.split(r"[ 、,・:]+", _AGED.sub(" ", text).strip(" ・-")):
        if _KIN.fullmatch(word):
            fresh = True
        elif fresh:
            names.append(word)
            fresh = False
        elif not names or not (_TOLD.fullmatch(word) or _WORD.fullmatch(word)):
            return []
        elif not _TOLD.fullmatch(word):
            names[-1] += f" {word}"
    return [] if fresh or not all(re.fullmatch(_NAME, name) for name in names) else names


def members_below(lines: Sequence[str], head: int, family: str) -> Iterator[tuple[int, str]]:
    """The lines right below that of a head that go on with the family, and whom they name.
    ``family``: the surname of the head."""
    for at in range(head + 1, min(len(lines), head + 1 + _MOST)):
        names = members_of(lines[at])
        if not names or not all(_fits(family, name) for name in names):
            return
        # an age alone makes nobody with a surname of their own one of the family
        apart = any(" " in name and not name.startswith(family) for name in names)
        if apart and not re.search(_RELATION, lines[at]):
            return
        for name in names:
            yield at, name


def _fits(family: str, name: str) -> bool:
    """Whether a name is a whole one, or a given one that goes with a surname."""
    if " " in name or len(name) > _GIVEN:
        return True
    given, whole = full_names([f"{family} {common_form(name)}", common_form(name)])
    return given or not whole
