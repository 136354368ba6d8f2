"""Whose a private address, telephone or birth date in running text is: surely one name's, or not.

A person is certain where such a thing stands right at the name (``谷口 明さん（霧谷町3番地）``),
below a line that only names them (how a letter is signed and a form filled in), or where somebody
introduces themselves (``谷口に住む石黒と申します``); and where an age stands right behind a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import AFTER_NAME, KIN, LABEL, TITLE, WHO
from sekisho.personal.recognise import Find
from sekisho.personal.recognise.halves import ALONE, half_known, surname_first
from sekisho.personal.signs import HAN, NAME_WITH_BLANK, foreign
from sekisho.personal.writing import common_form, plain

_MOBILE = ("070", "080", "090")
_NEAR = 12
"""Characters between a name and what belongs to it."""
_OF = re.compile(r"^の(?:携帯|電話|自宅|実家|住所|連絡先|TEL)")
_SENTENCE = re.compile(r"[ぁ-ゖ。]")
_TITLED = re.compile(rf" ?{TITLE}")
_AGED = re.compile(
    r"(?:[ (]{0,2}| ?\((?:[^(),、・\d]{1,8}[,、・]){1,2})"
    r"(?:生後|(?:\d{1,3}|[一二三四五六七八九十百]{1,5})[歳才])\)?|"
    r"(?:さん|氏|くん|ちゃん)\(\d{1,3}\)"
)
_AGE_REACH = 24
"""Characters behind a name in which its age stands, with a sex and a hamlet before it."""
_INTRODUCED = re.compile(r"(?:と申し|といいま|と言いま)")
_IS = re.compile(r" ?(?:です|でございます)(?:[。、 \u3000]|$)")
_IN_ENGLISH = re.compile(r"[Mm]y name is $")
_WHOSE = re.compile(r"(?:^|[のるむた。、\s]|(?:私|わたし|わたくし|名前|氏名)は)$")
_ASIDE = re.compile(r"^[ \u3000]?[(（][^()（）]{1,14}[)）]")
"""An age, a reading, a hamlet in brackets behind a name."""
_SPEAKS = re.compile(rf"[{HAN}ぁ-ゖァ-ヺー)）](?:と申し|といいま|と言いま|です(?:[。、]|$))")
_LABELLED = re.compile(rf"(?:{LABEL}|{WHO})[ :]*$")
_CALLED = re.compile(rf"(?:{LABEL}|{WHO}|{KIN})[ :]*$")
_READING = re.compile(r" ?(?:\([ぁ-ゖァ-ヺー ]+\)|[(/] ?[A-Za-z][A-Za-z ,.]+\)?)$")
_GOES_ON = re.compile(r"(?:年齢|性別|続柄|職業|学年)(?:[: ]|$)")
"""The next label in a line of a form."""
_TELLING = frozenset({"address", "phone", "birth"})


@dataclass(frozen=True)
class Named:
    """A name in a line, as written, and its place."""

    text: str
    start: int
    end: int


def without_reading(text: str) -> str:
    """A text without the reading in brackets at its end: 青木 茂(あおき しげる)."""
    return _READING.sub("", text)


def speaks_of_oneself(line: str) -> bool:
    """Whether somebody may say in a line who they are."""
    return bool(_SPEAKS.search(line))


def introduced(line: str, name: Named) -> bool:
    """Whether a name is the one that the writer says to be theirs."""
    after = _ASIDE.sub("", line[name.end :])
    if _INTRODUCED.match(after) or _IN_ENGLISH.search(line, 0, name.start):
        return True
    return bool(_IS.match(after)) and bool(_WHOSE.search(line[: name.start]))


def whole(line: str, name: Named) -> Named:
    """The name without the place that its holder says to come from (谷口の石黒です)."""
    place, of, own = name.text.partition("の")
    if of and len(place) > 1 and own and introduced(line, name):
        known = judged([common_form(own), common_form(name.text)])
        if (known.surname[0] or known.full[0]) and not known.full[1]:
            return Named(own, name.end - len(own), name.end)
    return name


def aged(line: str, name: Named) -> bool:
    """Whether an age stands right behind a name."""
    return bool(_AGED.match(plain(line[name.end : name.end + _AGE_REACH])))


def adjoins(line: str, name: Named, find: Find) -> bool:
    """Whether something stands right at a name, with nothing but labels and marks between."""
    if find.start >= name.end:
        gap = line[name.end : find.start]
        gap = _OF.sub("", gap[_end_of_title(gap) :])
    else:
        gap = line[find.end : name.start]
    return len(gap) <= _NEAR and not _SENTENCE.search(gap)


def ascribed(
    line: str, names: Sequence[Named], name: Named, beside: Sequence[Find], *, in_line: bool
) -> bool:
    """Whether something private is surely that of a name. ``names``: all of the line;
    ``beside``: what was found, in the line itself (``in_line``) or in the lines around it."""
    alone = not in_line and len(names) == 1 and names_alone(line, name)
    born = any(one.kind == "birth" and 0 <= one.start - name.end <= 1 for one in beside)
    if not (
        _surely_name(line, name)
        or (born and surname_first([common_form(plain(name.text))])[0])
        or (alone and _begins_or_ends_known(name, called=any(map(mobile, beside))))
    ):
        return False
    if aged(line, name):
        return True
    telling = [find for find in beside if find.kind in _TELLING]
    if not telling:
        return False
    if introduced(line, name) and len(names) == 1:
        return True
    if in_line:
        return any(_owner(line, names, find) is name for find in telling)
    return alone


def mobile(find: Find) -> bool:
    """Whether a find is a telephone that no office has."""
    return find.kind == "phone" and find.value.startswith(_MOBILE)


def _begins_or_ends_known(name: Named, *, called: bool) -> bool:
    """Whether one half of a name is known. ``called``: a mobile telephone stands below."""
    written = [common_form(plain(together(name.text)))]
    return judged(written).likely[0] or half_known(written, called=ALONE, honoured=called)[0]


def _surely_name(line: str, name: Named) -> bool:
    """A known full name, one that is written like one, or what a title, a label, a word of kin or
    its holder says to be one."""
    written = together(name.text)
    known = judged([common_form(written)])
    before = plain(line[max(0, name.start - 12) : name.start])
    return (
        known.full[0]
        or (known.likely[0] and bool(NAME_WITH_BLANK.fullmatch(plain(written))))
        or foreign(name.text)
        or bool(_TITLED.match(plain(line[name.end : name.end + 4])))
        or bool(_CALLED.search(f"{before} "))
        or introduced(line, name)
    )


def _owner(line: str, names: Sequence[Named], find: Find) -> Named | None:
    """The name right before what was found, else the one right behind it."""
    near = [name for name in names if adjoins(line, name, find)]
    if "\t" in line:  # what stands in the same cell comes first
        near = [name for name in near if "\t" not in _between(line, name, find)] or near
    before = [name for name in near if name.end <= find.start]
    return before[-1] if before else near[0] if near else None


def _between(line: str, name: Named, find: Find) -> str:
    return line[min(name.end, find.end) : max(name.start, find.start)]


def names_alone(line: str, name: Named) -> bool:
    """Whether a line is a name alone, with its label, title and place of the seal at most."""
    before = plain(line[: name.start]).strip()
    after = without_reading(plain(line[name.end :])).strip()
    whole = not after or bool(AFTER_NAME.fullmatch(f" {after.strip('()')}"))
    labelled = bool(_LABELLED.search(before))
    return (whole and not before) or (labelled and (whole or bool(_GOES_ON.match(after))))


def _end_of_title(gap: str) -> int:
    found = re.match(rf"[ \u3000]?{TITLE}", gap)
    return found.end() if found else 0
