"""Whole names with a title of honour: so a text speaks of residents (隣の石黒 明さん).

A surname alone is not enough (石黒さん), and whoever has a post beside the name is in office; which
titles count stands in ``honoured`` of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import full_names, judged
from sekisho.personal.prose.ascribed import Named
from sekisho.personal.recognise.halves import surname_first
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN, foreign
from sekisho.personal.writing import common_form, name_key, plain

_TITLES = r"さ[んま]|様|氏|くん|君(?![)）])|ちゃん"
_MAY_BE = re.compile(
    rf"[{HAN}ァ-ヺー][ \u3000・]{{0,2}}[{HAN}ぁ-ゖァ-ヺー]{{1,4}}[ \u3000]?(?:{_TITLES})(?!名)"
)
_STAYS = "方"
"""With whom somebody stays: the end of surnames as well."""
_BEHIND = re.compile(rf"(?:{_TITLES}|{_STAYS}|[ \u3000]*[印㊞])$")
_TITLE_RIGHT = re.compile(r"さ[んま]|くん|ちゃん")
_GAVE = re.compile(
    r"金[ \u3000]?[\d０-９,，一二三四五六七八九十百千万壱弐参拾萬]{1,12}[ \u3000]?円"
)
"""A sum as it is written where somebody gave it."""
_FRIEND = "君"
"""The title that is the end of given names as well."""
_BLANKS = " \u3000"
_ENDS = " \u3000、，,"
_SHORTEST = 3
"""Characters of a name that is not known as a whole, at least."""


def may_be_honoured(line: str) -> bool:
    """Whether a line is worth looking for names with a title."""
    return bool(_MAY_BE.search(line))


def honoured(line: str, name: Named, by: Rules) -> bool:
    """Whether a title stands right behind a name of surname and given name, and the line goes on:
    a line that ends with it only says who is written to (営業部 田中 太郎 様), unless it tells
    before what somebody gave (金五千円也　上沢　黒川 洋子 様)."""
    title = by.honoured.match(after := line[name.end :].lstrip(_BLANKS))
    if title is None:
        return False
    if not after[title.end() :].strip(_ENDS) and not _GAVE.search(line, 0, name.start):
        return False
    return surely_whole(name) or surname_known(line, name)


def surely_whole(name: Named) -> bool:
    """Whether a name is a surname and a given name, known or three characters long at least."""
    written = together(name.text)
    known = judged([common_form(written)])
    if known.full[0] or (known.likely[0] and len(name_key(written)) >= _SHORTEST):
        return True
    if foreign(plain(written)):
        return True
    surname, _, given = plain(written).partition(" ")
    parts = judged([common_form(surname), common_form(given)])
    return bool(given) and (parts.surname[0] or (len(surname) > 1 and parts.given[1]))


def surname_known(line: str, name: Named) -> bool:
    """Whether a name written close, right before its title, is one by its known surname, though
    its given name is none that is known (牟田佳人さん, 小西暖さん)."""
    if _TITLE_RIGHT.match(line, name.end) is None:
        return False
    return begun(name)


def begun(name: Named) -> bool:
    """Whether a name begins with a known surname and goes on, though its given name is none that
    is known: enough where an age, a relation or a title says that somebody is meant."""
    text = common_form(plain(name.text))
    return len(text) >= _SHORTEST and surname_first([text])[0]


def untitled(name: Named) -> Named:
    """A name without a title, or the place of a seal, that was taken for its end (石黒明氏)."""
    title = _BEHIND.search(name.text, 2)
    if title is None:
        return name
    own = name.text[: title.start()]
    known = full_names([common_form(name.text), common_form(own)])
    if known[0] and not (known[1] and title[0] == _FRIEND):
        return name
    if title[0] == _STAYS and not known[1]:
        return name
    return Named(own, name.start, name.start + title.start())


def title_below(lines: Sequence[str], at: int, by: Rules) -> str:
    """The title with which the next line begins, and a sign more, where a page broke the line."""
    below = by.honoured.match(lines[at + 1]) if at + 1 < len(lines) else None
    return lines[at + 1][: below.end() + 1] if below else ""
