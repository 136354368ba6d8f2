"""What a paper of running text is: published (minutes, news, circulars), or about somebody's case.

Published papers name people with a title of honour (講師の石黒 明氏, １位 青木 健一さん), whom
everybody may know; papers about a case (相談記録, 苦情受付票, letters) name residents so. The words
stand in ``published``, ``cases`` and ``deeds`` of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.kinds import PRIVATE
from sekisho.personal.lists import Listing
from sekisho.personal.rules import Rules
from sekisho.personal.writing import plain

_LETTER_HEAD = re.compile(r"(?:様|殿|御中|あて|宛)$|^(?:宛先|差出人|発信者|送信者|To|From|Cc)[::]?")
"""Lines that say who writes to whom."""
_MEETING = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}回.{0,24}(?:会|会議)(?:\(.{0,12}\))?$|"
    r"(?:会|会議)の?(?:概要|報告|結果|まとめ|要点|要旨|メモ)$"
)
"""A meeting of a body as a title: what was said there, whatever the paper calls itself."""
_REGISTER = re.compile(r"(?:配[布付達]|送付|届け?)先?(?:一覧表?|名簿|リスト|表)$|(?:台帳|原簿)$")
"""Whom a paper is brought to, a register: a list, whatever it is a list for."""
_HEAD = 12
"""Filled lines at the beginning of a paper that may hold its title."""
_LONGEST = 48
"""Characters of a title."""
_TELLING = PRIVATE | {"phone", "mail", "sex", "contact"}
_FAMILY = re.compile(r"誕生|出生|赤ちゃん|死亡|故人|喪主|お悔|保護者|児童|園児|生徒")
"""Words over lists of residents, though they tell names alone."""


def published(lines: Sequence[str], by: Rules) -> bool:
    """Whether a paper is one that everybody may read: of its titles the first with a meeting, or a
    word of ``published`` or ``cases``, says so (what minutes have on their agenda comes below); one
    with both is about a case."""
    for title in _titles(lines):
        if by.cases.search(title):
            return False
        if _REGISTER.search(title):
            continue
        if by.published.search(title) or _MEETING.search(title):
            return True
    return False


def bare(listing: Listing) -> bool:
    """Whether a list says nothing private of those it names: who took part, by hamlet or body."""
    words = "".join((listing.above, *listing.layout))
    return not _TELLING & set(listing.kinds) and not _FAMILY.search(words)


def _titles(lines: Sequence[str]) -> Iterator[str]:
    filled = 0
    for line in lines:
        if filled == _HEAD:
            return
        text = plain(line).replace(" ", "")
        if text:
            filled += 1
            if len(text) <= _LONGEST and "。" not in text and not _LETTER_HEAD.search(text):
                yield text
