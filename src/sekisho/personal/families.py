"""Families in lines of text: members below their head, each in a line of its own, by given name.

``青木　茂（世帯主）　谷口町3番地`` and below it ``　和子（妻）``: the line of the head goes on with
those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
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
_BEFORE = re.compile(rf"[ ・\-]*{_RELATION}[ :]+({_NAME}){_SAID}(?: ?\(\d{{1,3}}[歳才]?\))?")
_MOST = 9
"""Members below a head, at most."""
_GIVEN = 4


def member_of(line: str) -> str | None:
    """The name in a line that only says who else lives in the home told above."""
    if line[:1].isdigit():
        return None
    text = plain(together(line))
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if found is None or signs.relation(found[1]):
        return None
    return found[1]


def members_below(lines: Sequence[str], head: int, family: str) -> Iterator[tuple[int, str]]:
    """The lines right below that of a head that go on with the family, and whom they name.
    ``family``: the surname of the head."""
    for at in range(head + 1, min(len(lines), head + 1 + _MOST)):
        name = member_of(lines[at])
        if name is None or not _fits(family, name):
            return
        yield at, name


def _fits(family: str, name: str) -> bool:
    """Whether a name is a whole one, or a given one that goes with a surname."""
    if " " in name or len(name) > _GIVEN:
        return True
    given, whole = full_names([f"{family} {common_form(name)}", common_form(name)])
    return given or not whole
