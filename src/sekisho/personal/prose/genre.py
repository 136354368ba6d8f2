"""What a paper of running text is: published (minutes, news, circulars), or about somebody's case.

Published papers name people with a title of honour (講師の石黒 明氏, １位 青木 健一さん), whom
everybody may know; papers about a case (相談記録, 苦情受付票, letters) name residents so. The words
stand in ``published``, ``cases`` and ``deeds`` of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sekisho.personal.kinds import PRIVATE
from sekisho.personal.lists.listing import Listing
from sekisho.personal.names.known import full_names
from sekisho.personal.prose.clubs import in_clubs
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

_LETTER_HEAD = re.compile(r"(?:様|殿|御中|あて|宛)$|^(?:宛先|差出人|発信者|送信者|To|From|Cc)[::]?")
"""Lines that say who writes to whom."""
_MEETING = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}回.{0,24}(?:会|会議)(?:\(.{0,12}\))?$|"
    r"(?:会|会議)の?(?:概要|報告|結果|まとめ|要点|要旨|メモ)$"
)
"""A meeting of a body as a title: what was said there, whatever the paper calls itself."""
_REGISTER = re.compile(
    r"(?:配[布付達]|送付|届け?)先?(?:一覧表?|名簿|リスト|表)$|(?:配[布付]|配り|送付)先$|[簿帳]$|"
    r"(?:順[番序路]?|当番割?り?|割当て?|連絡網)(?:一覧)?表?$|"
    r"(?:(?:参加|出場|受講|入会)者|(?:出場|交代|登録)選手)(?:の?(?:一覧|変更|訂正|追加))?$|"
    r"(?:組合せ|組み合わせ|部屋割り?|班編成)表?$|"
    r"(?:選手|参加者?|出場者?|チーム)の?(?:登録|申込み?|申し込み|エントリー)(?:書|票|表|用紙)?$"
)
"""Whom a paper is brought to, a register, whose turn it is, who takes part: a list."""
_HANDED_IN = re.compile(
    r"(?:申請|申出|届出?|承諾|同意|誓約|念|請|依頼|推薦|辞退)書$|(?:届|願|委任状|推薦状|礼状)$|大会.{0,6}申し?込み?(?:書|票)?$"
)
"""What somebody hands in, though it be about something in public (広報掲載同意書)."""
_AT_END = re.compile(r"\([^()]{1,16}\)$")
_ONESELF = re.compile(
    rf"(?:^|[のるむ、\s]|私は)([{HAN}]{{1,4}}[ \u3000]?[{HAN}ぁ-ゖァ-ヺー]{{1,5}}?)"
    r"(?:です。|と申し|といいます)"
)
"""Somebody who writes says who they are."""
_ANSWER = re.compile(r"(?:Re|RE|re):")
"""What a mail begins with that answers somebody."""
_GOES_TO = re.compile(r"(?:[係課室局会]|担当|センター)行き?$")
_FIRST = 3
"""Filled lines at the beginning of a card in which it says where it goes."""
_SECTION = re.compile(rf"[{HAN}・]{{0,4}}?(?:[係課室班]|担当)")
_ADDRESSEE = re.compile(rf"(?:^| )([{HAN}]{{1,4}} [{HAN}ぁ-ゖァ-ヺー]{{1,4}}) ?[様殿]$")
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
    if _sent_in(lines):
        return False
    for title in _titles(lines):
        if by.cases.search(title):
            return False
        if _ANSWER.match(title):
            return False
        bare_title = _AT_END.sub("", title)
        if _HANDED_IN.search(bare_title):
            return False
        if _REGISTER.search(bare_title):
            continue
        if _for_everybody(title, by) or _MEETING.search(title):
            letter = _to_somebody(lines, by) or _from_somebody(lines, by)
            return not (letter or any(True for _ in in_clubs(lines, by)))
    return False


def _sent_in(lines: Sequence[str]) -> bool:
    """Whether a paper is a card or reply to an office: its first lines say where it goes."""
    filled = (plain(line).replace(" ", "") for line in lines if line.strip())
    return any(map(_GOES_TO.search, islice(filled, _FIRST)))


def _for_everybody(title: str, by: Rules) -> bool:
    """Whether a word of ``published`` stands in a title, and names no section of an office that
    makes such papers (広報係)."""
    return any(_SECTION.match(title, found.end()) is None for found in by.published.finditer(title))


def _to_somebody(lines: Sequence[str], by: Rules) -> bool:
    """Whether a paper is a letter to a resident: its head names one whom it is written to."""
    filled = (plain(line) for line in lines if line.strip())
    ends = [found for text in islice(filled, _HEAD) if (found := _ADDRESSEE.search(text))]
    whole = full_names([common_form(found[1]) for found in ends])
    return any(
        one and not by.office.search(found.string) and not by.officials.search(found.string)
        for one, found in zip(whole, ends, strict=True)
    )


def _from_somebody(lines: Sequence[str], by: Rules) -> bool:
    """Whether a paper is a letter of a resident, who says who they are."""
    head = islice((line for line in lines if line.strip()), _HEAD)
    found = [one for line in head for one in _ONESELF.finditer(line)]
    whole = full_names([common_form(one[1]) for one in found])
    return any(
        one and not by.office.search(before) and not by.officials.search(before)
        for one, before in zip(whole, (each.string[: each.start(1)] for each in found), strict=True)
    )


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
